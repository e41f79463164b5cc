/**
 * Takes over logs that nobody absorbs any more: of a node that died or was paused, or that were left behind after a
 * broken commit. Sealing comes first, so that nothing can be appended to what is being read to its end.
 */

import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { absorbInHalves } from '../absorb/absorb.ts';
import type { KnownAlerts } from '../absorb/known-alerts.ts';
import { settleEarlySignals } from '../absorb/settle-early.ts';
import type { LoggedEntry } from '../log/entry.ts';
import { rereadRequest } from '../log/reread.ts';
import { listOrphanLogs, markDrained, readCursor, readLog, type StoredSignals, sealLog } from '../log/store.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { Rulebook, Source } from '../rulebook/rulebook.ts';
import { generic } from '../source-types/generic/generic.ts';

export type AdoptOptions = {
  db: Database;
  log: Logger;
  rulebook: RulebookCache;
  known: KnownAlerts;
  ownLogIds: () => number[];
  onAlertsWaiting: () => void;
};

const entriesPerRead = 500;

export function startAdopting(options: AdoptOptions): Loop {
  const { db, log, ownLogIds } = options;
  /** Entries absorbed so far, of each log that is not drained yet. */
  const absorbed = new Map<number, number>();
  return startLoop({
    name: 'adopt',
    pauseMs: 1_000,
    carriesPages: true,
    log,
    work: async () => {
      let isMore = false;
      for (const logId of await listOrphanLogs(db, ownLogIds(), 20)) {
        const entries = await adoptPiece(options, logId);
        const sum = (absorbed.get(logId) ?? 0) + (entries ?? 0);
        absorbed.set(logId, sum);
        isMore = entries !== null;
        // A long log is many pieces, and the loop shows between them that it runs.
        if (isMore) break;
        absorbed.delete(logId);
        if (sum > 0) log.info({ logId, entries: sum }, 'absorbed the log of another node');
      }
      return (await settleEarlySignals(options)) || isMore;
    },
  });
}

/** Absorbs a piece of an orphan log; returns how many entries, or null when it held none any more and is drained. */
async function adoptPiece(options: AdoptOptions, logId: number): Promise<number | null> {
  const { db, rulebook, onAlertsWaiting } = options;
  await sealLog(db, logId);
  const { absorbedSeq } = await readCursor(db, logId);
  const stored = await readLog(db, logId, absorbedSeq, entriesPerRead);
  if (stored.length === 0) {
    await markDrained(db, logId);
    return null;
  }
  const current = await rulebook.current(db);
  const entries = stored.map((one) => entryOf(current, logId, one));
  // Another adopter may have been faster; then the cursor has moved and the next piece goes on from there.
  return (await absorbInHalves(options, entries, onAlertsWaiting)) ? entries.length : 0;
}

function entryOf(rulebook: Rulebook, logId: number, stored: StoredSignals): LoggedEntry {
  const { seq, sourceId, body } = stored;
  const receivedAt = stored.receivedAt.getTime();
  const { isPing, odd = [] } = stored.request;
  const source = rulebook.sourceById.get(sourceId) ?? goneSource(sourceId);
  const parsed = rereadRequest(source, { request: stored.request, body, receivedAt });
  const { signals, dropped } = parsed.kind === 'signals' ? parsed : { signals: [], dropped: [] };
  return { source, signals, odd, dropped, isPing, logId, seq, receivedAt };
}

/** Stands for a source that was deleted after it had accepted something: nothing is absorbed for it. */
const goneSource = (id: number): Source => ({
  id,
  slug: '',
  name: '',
  type: generic,
  settings: {},
  serviceId: null,
  isPaused: true,
  pagesNobody: true,
  verification: null,
});

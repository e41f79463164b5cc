/** Looks for heartbeats whose time has passed and raises the alert that their silence means. */
import type { Logger } from 'pino';
import { momentFor } from '../../../domain/time/moment-for.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, rows, transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { applySignals } from '../absorb/apply.ts';
import type { KnownAlerts } from '../absorb/known-alerts.ts';
import { heartbeatSignal } from '../absorb/pings.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { followSchedules } from './follow-schedule.ts';

const perRun = 100;
/** The text of an alert is the same for all who read it. */
const nobody = { timeZone: 'UTC' };

type Late = { sourceId: number; lastPingAt: Date | null; expectedAt: Date | null; now: Date };

export function startWatchingHeartbeats(
  db: Database,
  log: Logger,
  rulebook: RulebookCache,
  known: KnownAlerts,
  onAlertsWaiting: () => void,
): Loop {
  return startLoop({
    name: 'heartbeats',
    pauseMs: 500,
    carriesPages: true,
    log,
    work: async () => {
      const isMore = await transaction(db, (tx) => followSchedules(tx, null));
      const found = await raiseLate(db, rulebook, known);
      if (found > 0) onAlertsWaiting();
      return isMore || found === perRun;
    },
  });
}

async function raiseLate(db: Database, rulebook: RulebookCache, known: KnownAlerts): Promise<number> {
  return transaction(db, async (tx) => {
    const late = await rows<Late>(
      tx,
      `update heartbeats set late_since = due_at, due_at = null
       where source_id in (select source_id from heartbeats where due_at <= evenkeel.now() and paused_at is null
                           order by due_at limit $1 for update skip locked)
       returning source_id, last_ping_at, expected_at, evenkeel.now() as now`,
      [perRun],
    );
    if (late.length === 0) return 0;
    const current = await rulebook.current(tx);
    const signals = late.flatMap(({ sourceId, lastPingAt, expectedAt, now }) => {
      const source = current.sourceById.get(sourceId);
      if (!source) return [];
      const last =
        lastPingAt === null ? 'It has never reported.' : `It last reported on ${momentFor(nobody, lastPingAt)}.`;
      const expected = expectedAt === null ? '' : `It was expected on ${momentFor(nobody, expectedAt)}. `;
      const title = `${source.name} did not report in time`;
      const signal = heartbeatSignal('trigger', title, expected + last, now.getTime());
      return [{ source, signal, receivedAt: now.getTime(), logId: null, seq: null }];
    });
    await applySignals(tx, current, known, signals, false);
    await recordEvents(
      tx,
      system,
      late.map(({ sourceId }) => ({ kind: 'heartbeat.late', subjectId: sourceId })),
    );
    return late.length;
  });
}

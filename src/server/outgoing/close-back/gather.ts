/** Reads the event log and queues what senders are to be told; calls and the place in the log in one transaction. */
import type { Logger } from 'pino';
import { currentEvent } from '../../../contract/events/catalogue.ts';
import { closeBackOf } from '../../../domain/outgoing/close-back.ts';
import { singleLine } from '../../../domain/text.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { locks } from '../../platform/db/locks.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { eventBatch, lockCursor, moveCursor, readEvents, skipAll } from '../event-log.ts';
import { findSandboxes } from '../sandboxed.ts';
import * as store from './store.ts';

export function startGatheringCalls(options: { db: Database; log: Logger; onQueued: () => void }): Loop {
  const { db, log, onQueued } = options;
  return startLoop({
    name: 'close-back: gather',
    pauseMs: 500,
    log,
    async work() {
      const { read, queued } = await gather(db);
      if (queued > 0) onQueued();
      return read === eventBatch;
    },
  });
}

async function gather(db: Database): Promise<{ read: number; queued: number }> {
  return transaction(db, async (tx) => {
    const nothing = { read: 0, queued: 0 };
    if (!(await lockCursor(tx, locks.closeBackCursor))) return nothing;
    if (!(await store.isAnyOn(tx))) {
      await skipAll(tx, 'close_back_cursor');
      return nothing;
    }
    const read = await readEvents(tx, 'close_back_cursor');
    const last = read.at(-1);
    if (!last) return nothing;
    const told = read.map(currentEvent).flatMap((event) => {
      const action = event.subjectKind === 'alert' && event.subjectId !== null ? closeBackOf(event) : null;
      return action === null ? [] : [{ event, action, alertId: event.subjectId! }];
    });
    const sourceOf = new Map(
      told.length === 0
        ? []
        : (await store.alertsThatTell(tx, [...new Set(told.map(({ alertId }) => alertId))])).map(
            ({ alertId, sourceId }) => [alertId, sourceId],
          ),
    );
    const candidates = told.filter(({ alertId }) => sourceOf.has(alertId));
    const sandboxOf = await findSandboxes(
      tx,
      candidates.map(({ event }) => event),
    );
    // Practice in a sandbox reaches nobody outside.
    const calls = candidates
      .filter(({ event }) => sandboxOf(event) === null)
      .map(({ event, action, alertId }) => ({
        ...{ alertId, action, sourceId: sourceOf.get(alertId)!, eventId: event.id },
        byName: singleLine(event.actor.name ?? 'Evenkeel', 120),
      }));
    await store.insertCalls(tx, calls);
    await moveCursor(tx, 'close_back_cursor', last);
    return { read: read.length, queued: calls.length };
  });
}

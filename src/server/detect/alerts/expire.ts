/**
 * Ends what time ends: alerts whose sender promised to repeat and did not, and suppression whose window is over.
 */
import type { Logger } from 'pino';
import { system } from '../../platform/auth/actor.ts';
import { type Database, preparedRows, rows, transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';

const perRun = 500;

export function startExpiring(db: Database, log: Logger, onAlertsWaiting: () => void): Loop {
  return startLoop({
    name: 'expire',
    pauseMs: 500,
    log,
    work: async () => {
      if (!(await isAnythingOver(db))) return false;
      const expired = await expireAlerts(db);
      const released = await releaseSuppressed(db);
      if (expired + released > 0) onAlertsWaiting();
      return expired === perRun || released === perRun;
    },
  });
}

/** Two transactions twice a second only to find nothing would cost more than all else that an idle node does. */
async function isAnythingOver(db: Database): Promise<boolean> {
  const [found] = await preparedRows<{ over: boolean }>(
    db,
    'is-anything-over',
    `select exists (select from alerts where state <> 'resolved' and expires_at <= evenkeel.now())
       or exists (select from alerts where suppressed_until <= evenkeel.now()) as over`,
  );
  return found!.over;
}

async function expireAlerts(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const expired = await rows<{ id: number }>(
      tx,
      `update alerts set state = 'resolved', resolved_at = evenkeel.now(), resolved_by = $1, suppressed_until = null,
         paging = case when paging in ('wanted', 'paged', 'settle') then 'settle' else 'none' end
       where id in (select id from alerts where state <> 'resolved' and expires_at <= evenkeel.now()
                    order by expires_at limit $2 for update skip locked)
       returning id`,
      [JSON.stringify(system), perRun],
    );
    await recordEvents(
      tx,
      system,
      expired.map(({ id }) => ({ kind: 'alert.expired', subjectKind: 'alert', subjectId: id })),
    );
    return expired.length;
  });
}

/** What still fires when its maintenance window ends is news: it pages now. */
async function releaseSuppressed(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const released = await rows<{ id: number }>(
      tx,
      `update alerts set suppressed_reason = null, suppressed_until = null,
         paging = case when state = 'triggered' and paging = 'none' and severity < 5 then 'wanted' else paging end
       where id in (select id from alerts where suppressed_until <= evenkeel.now()
                    order by suppressed_until limit $1 for update skip locked)
       returning id`,
      [perRun],
    );
    await recordEvents(
      tx,
      system,
      released.map(({ id }) => ({ kind: 'alert.unsuppressed', subjectKind: 'alert', subjectId: id })),
    );
    return released.length;
  });
}

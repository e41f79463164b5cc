/**
 * Ends what time ends: alerts whose sender promised to repeat and did not, and suppression whose window is over.
 */
import type { Logger } from 'pino';
import { handOver } from '../../../domain/detect/paging.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, preparedRows, rows, transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { lockHeldAlerts, storeHeldAlerts } from './held-store.ts';
import { holdBack, notPagedEvents, standingRoute } from './hold-back.ts';

const perRun = 500;

export function startExpiring(db: Database, log: Logger, rulebook: RulebookCache, onAlertsWaiting: () => void): Loop {
  return startLoop({
    name: 'expire',
    pauseMs: 500,
    log,
    work: async () => {
      if (!(await isAnythingOver(db))) return false;
      const expired = await expireAlerts(db);
      const released = await releaseHeldAlerts(db, rulebook);
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

/** Over since the promise ran out, not since this was seen: a trigger that came in between begins a new alert. */
async function expireAlerts(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const expired = await rows<{ id: number }>(
      tx,
      `update alerts set state = 'resolved', resolved_at = expires_at, resolved_by = $1, suppressed_until = null,
         paging = case when paging in ('wanted', 'paged', 'settle') then 'settle' else 'none' end
       where id in (select id from alerts where state <> 'resolved' and expires_at <= evenkeel.now()
                    order by expires_at limit $2 for update skip locked)
       returning id`,
      [JSON.stringify(system), perRun],
    );
    await recordEvents(
      tx,
      system,
      expired.map(({ id }) => ({ kind: 'alert.expired', subjectId: id })),
    );
    return expired.length;
  });
}

/**
 * What still fires when nothing holds it back any more is news: it pages now. Another window may go on, a route or a
 * paused source may stand behind the one that has ended, so each alert is decided anew.
 */
async function releaseHeldAlerts(db: Database, rulebook: RulebookCache): Promise<number> {
  return transaction(db, async (tx) => {
    const alerts = await lockHeldAlerts(tx, perRun);
    if (alerts.length === 0) return 0;
    const current = await rulebook.current(tx);
    const decided = alerts.map(
      ({ id, sourceId, serviceId, routeId, state, now, notPagedBecause, isHeld, ...alert }) => {
        const source = current.sourceById.get(sourceId);
        const route = standingRoute(current, routeId);
        const described = {
          ...alert,
          source: source?.slug ?? '',
          service: serviceId === null ? null : (current.services.get(serviceId) ?? null),
          serviceId,
        };
        const held = holdBack(current, source, route, described, now.getTime(), state);
        return { id, state, before: notPagedBecause, isHeld, ...held, paging: handOver(held.notPagedBecause) };
      },
    );
    await storeHeldAlerts(tx, decided);
    const open = decided.filter(({ state }) => state !== 'resolved');
    const released = open.filter(
      ({ before, isHeld, suppressedReason }) => isHeld && before !== 'snoozed' && suppressedReason === null,
    );
    const woken = open.filter(({ before }) => before === 'snoozed');
    await recordEvents(tx, system, [
      ...released.map(({ id }) => ({ kind: 'alert.unsuppressed' as const, subjectId: id })),
      ...woken.map(({ id }) => ({ kind: 'alert.snoozeEnded' as const, subjectId: id })),
      ...decided
        .filter(({ before, notPagedBecause }) => notPagedBecause !== before)
        .flatMap(({ id, ...held }) => notPagedEvents(id, held)),
    ]);
    return alerts.length;
  });
}

/**
 * Alerts that are held back. `suppressed_until` is when they are looked at again: the end of a window, or now when
 * what holds them back has been changed.
 */
import type { NotPagedReason } from '../../../domain/detect/paging.ts';
import type { Severity } from '../../../domain/severity.ts';
import { type Queryable, rows, run } from '../../platform/db/database.ts';

export type HeldAlert = {
  id: number;
  sourceId: number;
  state: 'triggered' | 'acknowledged' | 'resolved';
  severity: Severity;
  title: string;
  labels: Record<string, string>;
  serviceId: number | null;
  routeId: number | null;
  notPagedBecause: string | null;
  /** False: somebody has cancelled its snooze, and what else holds it back is not decided yet. */
  isHeld: boolean;
  now: Date;
};

/** Locks those whose time has come, at most `limit`. */
export async function lockHeldAlerts(tx: Queryable, limit: number): Promise<HeldAlert[]> {
  return rows<HeldAlert>(
    tx,
    `select id, source_id, state, severity, title, labels, service_id, route_id, not_paged_because,
       not_paged_because is not null or suppressed_reason is not null as is_held, evenkeel.now() as now
     from alerts where suppressed_until <= evenkeel.now()
     order by suppressed_until limit $1 for update skip locked`,
    [limit],
  );
}

export type Decided = {
  id: number;
  suppressedReason: string | null;
  suppressedUntil: number | null;
  notPagedBecause: NotPagedReason | null;
  paging: 'none' | 'wanted' | 'settled';
};

export async function storeHeldAlerts(tx: Queryable, decided: Decided[]): Promise<void> {
  await run(
    tx,
    `update alerts a set suppressed_reason = d.reason, suppressed_until = d.until, not_paged_because = d.because,
       paging = case when a.paging = 'none' then d.paging else a.paging end
     from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
       as d (id, reason, until, paging, because)
     where a.id = d.id`,
    [
      decided.map(({ id }) => id),
      decided.map(({ suppressedReason }) => suppressedReason),
      decided.map(({ suppressedUntil }) => (suppressedUntil === null ? null : new Date(suppressedUntil))),
      decided.map(({ paging }) => paging),
      decided.map(({ notPagedBecause }) => notPagedBecause),
    ],
  );
}

/** Has what a source holds back looked at again; what flaps or is snoozed waits for its time, whatever the source does. */
export async function lookAgainAtSource(tx: Queryable, sourceId: number): Promise<void> {
  await run(
    tx,
    `update alerts set suppressed_until = evenkeel.now()
     where source_id = $1 and state <> 'resolved' and suppressed_reason is not null
       and coalesce(not_paged_because not in ('flapping', 'snoozed'), true)`,
    [sourceId],
  );
}

/** Has what a source that paged nobody has raised looked at again. */
export async function lookAgainAtUnpaged(tx: Queryable, sourceId: number): Promise<void> {
  await run(
    tx,
    `update alerts set suppressed_until = evenkeel.now()
     where source_id = $1 and state <> 'resolved' and paging = 'none' and not_paged_because = 'source'`,
    [sourceId],
  );
}

/**
 * Has what a route keeps from paging looked at again, but for what is snoozed.
 * @param holdsFlapping it holds flapping alerts back as before, so that those wait until they are quiet
 */
export async function lookAgainAtRoute(tx: Queryable, routeId: number, holdsFlapping = false): Promise<void> {
  await run(
    tx,
    `update alerts set suppressed_until = evenkeel.now()
     where route_id = $1 and state <> 'resolved' and paging = 'none'
       and not ($2 and coalesce(not_paged_because = 'flapping', false))
       and not_paged_because is distinct from 'snoozed'`,
    [routeId, holdsFlapping],
  );
}

/**
 * Alerts held back until the old end of a window wait for the new one, or are looked at again now. An alert knows until
 * when it is held back, not by which window; the look finds another one that still covers it.
 */
export async function moveEndOfSuppression(tx: Queryable, from: Date, to: Date | null): Promise<void> {
  await run(
    tx,
    `update alerts set suppressed_until = coalesce($2, evenkeel.now())
     where suppressed_until = $1 and state <> 'resolved'`,
    [from, to],
  );
}

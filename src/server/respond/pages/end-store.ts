/** The ends of pages: acknowledged, resolved, opened again. Lock order everywhere: pages by id, then alerts by id. */
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { policyByNow } from './restart-store.ts';

export type LockedPage = {
  id: number;
  state: 'open' | 'acknowledged' | 'resolved';
  generation: number;
  exhaustedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: { kind: string; notificationId?: number } | null;
};

const locked = 'id, state, generation, exhausted_at, acknowledged_at, acknowledged_by';

export async function lockPage(tx: Queryable, id: number): Promise<LockedPage | null> {
  return row<LockedPage>(tx, `select ${locked} from pages where id = $1 for update`, [id]);
}

/** Locks the pages of these alerts that are not resolved. */
export async function lockPagesOfAlerts(tx: Queryable, alertIds: number[]): Promise<LockedPage[]> {
  return rows<LockedPage>(
    tx,
    `select ${locked} from pages
     where state <> 'resolved' and id in (select page_id from page_alerts where alert_id = any ($1::bigint[]))
     order by id for update`,
    [alertIds],
  );
}

/** Of these pages, those that have alerts and whose alerts are all in one of `states`. */
export async function pagesWithAllAlertsIn(tx: Queryable, pageIds: number[], states: string[]): Promise<number[]> {
  const found = await rows<{ pageId: number }>(
    tx,
    `select pa.page_id from page_alerts pa join alerts a on a.id = pa.alert_id
     where pa.page_id = any ($1::bigint[]) group by pa.page_id having bool_and(a.state = any ($2::text[]))`,
    [pageIds, states],
  );
  return found.map(({ pageId }) => pageId);
}

/** Ends open pages; returns those that were open. */
export async function markAcknowledged(tx: Queryable, pageIds: number[], by: unknown): Promise<number[]> {
  return idsOf(
    tx,
    `update pages set state = 'acknowledged', generation = generation + 1, due_at = null,
       acknowledged_at = evenkeel.now(), acknowledged_by = $2
     where id = any ($1::bigint[]) and state = 'open' returning id`,
    [pageIds, JSON.stringify(by)],
  );
}

export async function markResolved(tx: Queryable, pageIds: number[]): Promise<number[]> {
  return idsOf(
    tx,
    `update pages set state = 'resolved', generation = generation + 1, due_at = null, resolved_at = evenkeel.now()
     where id = any ($1::bigint[]) and state <> 'resolved' returning id`,
    [pageIds],
  );
}

/**
 * Opens acknowledged pages again: the ladder starts anew. When a newer page of the same group is open by now, this one
 * goes on beside it under a hash of its own.
 */
export async function markOpen(tx: Queryable, pageIds: number[]): Promise<number[]> {
  return idsOf(
    tx,
    `update pages p set state = 'open', generation = generation + 1, step_index = 0, round = 0, exhausted_at = null,
       due_at = evenkeel.now(), acknowledged_at = null, acknowledged_by = null, policy = ${policyByNow},
       group_hash = case when exists (select from pages o where o.group_hash = p.group_hash and o.state = 'open')
         then sha256(p.group_hash || convert_to('page ' || p.id, 'UTF8')) else p.group_hash end
     where id = any ($1::bigint[]) and state = 'acknowledged' returning id`,
    [pageIds],
  );
}

/** The next step is due now; a ladder that has ended starts anew. */
export async function markEscalated(tx: Queryable, pageId: number): Promise<boolean> {
  const touched = await run(
    tx,
    `update pages p set due_at = evenkeel.now(), exhausted_at = null, policy = ${policyByNow},
       generation = generation + case when exhausted_at is null then 0 else 1 end,
       step_index = case when exhausted_at is null then step_index else 0 end,
       round = case when exhausted_at is null then round else 0 end
     where id = $1 and state = 'open'`,
    [pageId],
  );
  return touched === 1;
}

/**
 * Ends what is still to be sent for these pages, which the caller has changed already. Waits for claims that are about
 * to be committed: what they took is under way before this answers, and no later claim takes anything.
 */
export async function voidPendingNotifications(tx: Queryable, pageIds: number[], reason: string): Promise<number> {
  await tx.query(
    `select id from notifications where page_id = any ($1::bigint[]) and state in ('pending', 'sending')
     order by id for update`,
    [pageIds],
  );
  return run(
    tx,
    `update notifications set state = 'void', outcome = $2, finished_at = evenkeel.now()
     where page_id = any ($1::bigint[]) and state = 'pending'`,
    [pageIds, reason],
  );
}

export type AlertResponseRow = {
  id: number;
  state: 'triggered' | 'acknowledged' | 'resolved';
  acknowledgedAt: Date | null;
  acknowledgedBy: { kind: string; name: string } | null;
  resolvedAt: Date | null;
  resolvedBy: { kind: string; name: string } | null;
};

export async function loadAlertResponse(db: Queryable, id: number): Promise<AlertResponseRow | null> {
  return row<AlertResponseRow>(
    db,
    'select id, state, acknowledged_at, acknowledged_by, resolved_at, resolved_by from alerts where id = $1',
    [id],
  );
}

export async function alertIdsOfPages(tx: Queryable, pageIds: number[]): Promise<number[]> {
  const found = await rows<{ alertId: number }>(
    tx,
    'select distinct alert_id from page_alerts where page_id = any ($1::bigint[])',
    [pageIds],
  );
  return found.map(({ alertId }) => alertId);
}

/** In id order, so that two people who answer the same alerts wait for each other instead of blocking each other. */
export async function lockAlerts(tx: Queryable, alertIds: number[]): Promise<void> {
  await tx.query('select id from alerts where id = any ($1::bigint[]) order by id for update', [alertIds]);
}

export async function acknowledgeAlertRows(tx: Queryable, alertIds: number[], by: unknown): Promise<number[]> {
  return idsOf(
    tx,
    `update alerts set state = 'acknowledged', acknowledged_at = evenkeel.now(), acknowledged_by = $2
     where id = any ($1::bigint[]) and state = 'triggered' returning id`,
    [alertIds, JSON.stringify(by)],
  );
}

/** An alert that was taken before it had a page wants one now. */
export async function unacknowledgeAlertRows(tx: Queryable, alertIds: number[]): Promise<number[]> {
  return idsOf(
    tx,
    `update alerts a set state = 'triggered', acknowledged_at = null, acknowledged_by = null,
       paging = case when paging <> 'none' and not exists (
           select from page_alerts pa join pages p on p.id = pa.page_id where pa.alert_id = a.id and p.state <> 'resolved')
         then 'wanted' else paging end
     where id = any ($1::bigint[]) and state = 'acknowledged' returning id`,
    [alertIds],
  );
}

export async function resolveAlertRows(tx: Queryable, alertIds: number[], by: unknown): Promise<number[]> {
  return idsOf(
    tx,
    `update alerts set state = 'resolved', resolved_at = evenkeel.now(), resolved_by = $2, paging = 'settled'
     where id = any ($1::bigint[]) and state <> 'resolved' returning id`,
    [alertIds, JSON.stringify(by)],
  );
}

export type SettlingAlert = { id: number; state: string; by: Record<string, unknown> | null };

/** Whether alerts want a page; cheap enough to ask many times a second. */
export async function hasWaitingAlerts(db: Queryable): Promise<boolean> {
  const [found] = await preparedRows<{ waits: boolean }>(
    db,
    'has-waiting-alerts',
    "select exists (select from alerts where paging = 'wanted') as waits",
  );
  return found!.waits;
}

/** Alerts that their senders ended and whose pages do not know yet. */
export async function findSettlingAlerts(db: Queryable, limit: number): Promise<number[]> {
  const found = await preparedRows<{ id: number }>(
    db,
    'find-settling-alerts',
    "select id from alerts where paging = 'settle' order by id limit $1",
    [limit],
  );
  return found.map(({ id }) => id);
}

/** Marks them as told; an acknowledged one stays paged, so that its end is handed over as well. */
export async function markSettled(tx: Queryable, alertIds: number[]): Promise<SettlingAlert[]> {
  return rows<SettlingAlert>(
    tx,
    `with found as (
       select id from alerts where id = any ($1::bigint[]) and paging = 'settle' order by id for update)
     update alerts a set paging = case when a.state = 'resolved' then 'settled' else 'paged' end
     from found where a.id = found.id
     returning a.id, a.state, case a.state when 'resolved' then a.resolved_by else a.acknowledged_by end as by`,
    [alertIds],
  );
}

async function idsOf(tx: Queryable, sql: string, values: unknown[]): Promise<number[]> {
  return (await rows<{ id: number }>(tx, sql, values)).map(({ id }) => id);
}

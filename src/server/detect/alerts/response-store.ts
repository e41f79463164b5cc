/**
 * What people, pages and the watchdog do to the rows of alerts, and how the two stages hand them over: `paging` says
 * whether an alert wants a page, has one, or has ended and its page does not know yet.
 */
import type { SenderRequest } from '../../../domain/detect/signal.ts';
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';

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

/** An alert that was taken before it had a page (`unpaged`) wants one now. */
export async function unacknowledgeAlertRows(tx: Queryable, alertIds: number[], unpaged: number[]): Promise<number[]> {
  return idsOf(
    tx,
    `update alerts set state = 'triggered', acknowledged_at = null, acknowledged_by = null,
       paging = case when paging <> 'none' and id = any ($2::bigint[]) then 'wanted' else paging end
     where id = any ($1::bigint[]) and state = 'acknowledged' returning id`,
    [alertIds, unpaged],
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

/**
 * Opens resolved alerts again, the newest of each condition and only where none is open. What no page ever asked about
 * is looked at again, as when a window ends; what a sender promised to repeat counts no more, for a person knows better.
 */
export async function reopenAlertRows(tx: Queryable, alertIds: number[]): Promise<number[]> {
  return idsOf(
    tx,
    `update alerts a set state = 'triggered', resolved_at = null, resolved_by = null, acknowledged_at = null,
       acknowledged_by = null, expires_at = null,
       paging = case when exists (select from page_alerts pa where pa.alert_id = a.id) then 'paged' else 'none' end,
       suppressed_until = case when not exists (select from page_alerts pa where pa.alert_id = a.id)
         then evenkeel.now() end
     where a.id = any ($1::bigint[]) and a.state = 'resolved'
       and not exists (select from alerts o where o.source_id = a.source_id and o.dedup_hash = a.dedup_hash
         and (o.state <> 'resolved' or o.id > a.id)) returning a.id`,
    [alertIds],
  );
}

/** What the sender promised to repeat is over: the alert is resolved as one whose sender stopped. */
export async function endPromise(tx: Queryable, alertId: number): Promise<void> {
  await run(tx, "update alerts set expires_at = evenkeel.now() where id = $1 and state <> 'resolved'", [alertId]);
}

/** Whether alerts want a page; cheap enough to ask many times a second. */
export async function hasWaitingAlerts(db: Queryable): Promise<boolean> {
  const [found] = await preparedRows<{ waits: boolean }>(
    db,
    'has-waiting-alerts',
    "select exists (select from alerts where paging = 'wanted') as waits",
  );
  return found!.waits;
}

/** These are on a page now. */
export async function markPaged(tx: Queryable, alertIds: number[]): Promise<void> {
  await preparedRows(
    tx,
    'mark-paged',
    "update alerts set paging = 'paged', not_paged_because = null where id = any ($1::bigint[])",
    [alertIds],
  );
}

export type Dismissed = { id: number; state: string; hasPage: boolean };

/** Alerts that need no page after all; one that a page knows stays known as paged. */
export async function dismissAlerts(tx: Queryable, alerts: Dismissed[], paging: 'none' | 'settled'): Promise<void> {
  await run(
    tx,
    `update alerts a set paging = d.paging, not_paged_because = d.because
     from unnest($1::bigint[], $2::text[], $3::text[]) as d (id, paging, because) where a.id = d.id`,
    [
      alerts.map(({ id }) => id),
      alerts.map(({ state, hasPage }) => (!hasPage ? paging : state === 'resolved' ? 'settle' : 'paged')),
      alerts.map(({ state, hasPage }) => (hasPage ? null : paging === 'none' ? 'severity' : state)),
    ],
  );
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

export type SettlingAlert = { id: number; state: string; by: Record<string, unknown> | null };

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

/** Hands these over once more: their pages were left behind. */
export async function handOverAgain(db: Queryable, alertIds: number[]): Promise<void> {
  await run(db, "update alerts set paging = 'settle' where state <> 'triggered' and id = any ($1::bigint[])", [
    alertIds,
  ]);
}

/** Has these paged. */
export async function wantPages(db: Queryable, alertIds: number[]): Promise<void> {
  await run(db, "update alerts set paging = 'wanted' where id = any ($1::bigint[])", [alertIds]);
}

/** An alert gets a group of its own; it wants a page unless it is taken. */
export async function setOwnGroup(tx: Queryable, alertId: number, groupKey: string): Promise<void> {
  await run(
    tx,
    "update alerts set group_key = $2, paging = case when state = 'triggered' then 'wanted' else 'paged' end where id = $1",
    [alertId, groupKey],
  );
}

/** An alert is back in the group that it was in, and on its page. */
export async function setEarlierGroup(tx: Queryable, alertId: number, groupKey: string | null): Promise<void> {
  await run(tx, "update alerts set group_key = $2, paging = 'paged', not_paged_because = null where id = $1", [
    alertId,
    groupKey,
  ]);
}

/**
 * Holds a triggered alert back that no page knows or is about to know. Null when that is not so; else what held it back
 * before until a time, because it flaps.
 */
export async function snoozeAlertRow(
  tx: Queryable,
  id: number,
  until: string,
  reason: string,
): Promise<{ flapping: { words: string; until: string } | null } | null> {
  return row(
    tx,
    `update alerts a set suppressed_until = $2, suppressed_reason = $3, not_paged_because = 'snoozed'
     from (select id, case when not_paged_because = 'flapping' then jsonb_build_object('words', suppressed_reason,
         'until', to_char(suppressed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as flapping
       from alerts where id = $1 for update) before
     where a.id = before.id and a.state = 'triggered' and a.paging = 'none' returning before.flapping`,
    [id, until, reason],
  );
}

/**
 * Ends the snooze of an alert: it is decided on now, or as flapping at its earlier time where that is still to come.
 * False when it was not snoozed.
 */
export async function unsnoozeAlertRow(tx: Queryable, id: number): Promise<boolean> {
  const ended = await run(
    tx,
    `update alerts a set suppressed_until = greatest(s.until, evenkeel.now()),
       suppressed_reason = case when s.until > evenkeel.now() then s.words end,
       not_paged_because = case when s.until > evenkeel.now() then 'flapping' end
     from (select data->'flapping'->>'words' as words, (data->'flapping'->>'until')::timestamptz as until from events
       where subject_kind = 'alert' and subject_id = $1 and kind = 'alert.snoozed' order by id desc limit 1) s
     where a.id = $1 and a.not_paged_because = 'snoozed' and a.state <> 'resolved'`,
    [id],
  );
  return ended === 1;
}

/** Has these looked at again: nothing holds them back. */
export async function releaseAlerts(db: Queryable, alertIds: number[]): Promise<void> {
  await run(db, 'update alerts set suppressed_until = evenkeel.now() where id = any ($1::bigint[])', [alertIds]);
}

/** An incident was declared for these, or none is needed. */
export async function markDeclared(tx: Queryable, alertIds: number[]): Promise<void> {
  await run(tx, 'update alerts set declare_severity = null where id = any ($1::bigint[])', [alertIds]);
}

export type ClaimedRequest = {
  id: number;
  alertId: number;
  sourceId: number;
  sourceName: string;
  request: SenderRequest;
};

/**
 * The oldest thing that a sender asks of whoever responds, locked until the transaction ends; those of one alert in their
 * order. While an alert waits for its page, or its page for the word of its sender, so do they.
 */
export function claimSenderRequest(tx: Queryable): Promise<ClaimedRequest | null> {
  return row(
    tx,
    `select r.id, r.alert_id, r.source_id, s.name as source_name, r.request
     from sender_requests r join alerts a on a.id = r.alert_id join sources s on s.id = r.source_id
     where r.state = 'pending' and a.paging not in ('wanted', 'settle')
       and not exists (select from sender_requests e where e.alert_id = r.alert_id and e.state = 'pending' and e.id < r.id)
     order by r.id limit 1 for update of r skip locked`,
  );
}

export async function finishSenderRequest(
  tx: Queryable,
  id: number,
  state: 'done' | 'refused',
  outcome: string,
): Promise<void> {
  await run(tx, 'update sender_requests set state = $2, outcome = $3, finished_at = evenkeel.now() where id = $1', [
    id,
    state,
    outcome,
  ]);
}

async function idsOf(tx: Queryable, sql: string, values: unknown[]): Promise<number[]> {
  return (await rows<{ id: number }>(tx, sql, values)).map(({ id }) => id);
}

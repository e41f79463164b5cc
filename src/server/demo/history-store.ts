/** Bulk SQL of the past: rows as the product leaves them behind, a day in a few statements. */

import { type EventData, type EventKind, specOf } from '../../contract/events/catalogue.ts';
import type { EscalationDefinition } from '../../contract/respond/escalation-definition.ts';
import type { PageFeedback } from '../../contract/respond/pages/page.ts';
import type { Urgency } from '../../contract/severity.ts';
import { type Queryable, row, rows, run } from '../platform/db/database.ts';
import type { PastAttempt } from './alerts/past-deliveries.ts';
import { sendLarge } from './cheap-statements.ts';

/** Times are epoch milliseconds. */
export type PageRow = {
  id: number;
  policyId: number | null;
  serviceId: number | null;
  title: string;
  severity: number;
  urgency: Urgency;
  groupHash: string;
  openedAt: number;
  acknowledgedAt: number | null;
  acknowledgedBy: { kind: 'person'; personId: number; name: string } | null;
  /** Given by whoever acknowledged it, when it was over. */
  feedback: PageFeedback | null;
  resolvedAt: number | null;
  alertCount: number;
  alerts: { id: number; resolvedAt: number | null; resolvedBy: unknown }[];
  stepIndex: number;
  round: number;
};

export type NotificationRow = {
  pageKey: string;
  pageId: number;
  round: number;
  stepIndex: number;
  ruleIndex: number;
  personId: number;
  contactMethodId: number | null;
  channel: string;
  severity: number;
  state: 'sent' | 'failed' | 'void';
  createdAt: number;
  dueAt: number;
  finishedAt: number;
  attempts: PastAttempt[];
  nodeId: number;
};

/** An event of the past; a story does not know all that its data would hold. */
export type EventRow<Kind extends EventKind = EventKind> = {
  kind: Kind;
  subjectId: number;
  at: number;
  actor: unknown;
  data: Partial<EventData<Kind>>;
};

export type History = {
  pages: PageRow[];
  notifications: NotificationRow[];
  events: EventRow[];
  pageAlerts: { pageId: number; alertId: number }[];
};

const seconds = (column: string) => `to_timestamp(${column} / 1000.0)`;

export async function loadPolicies(db: Queryable): Promise<Map<number, EscalationDefinition>> {
  const found = await rows<{ id: number; definition: EscalationDefinition }>(
    db,
    'select id, definition from escalation_policies order by id limit 1000',
  );
  return new Map(found.map(({ id, definition }) => [id, definition]));
}

/** A log of a node that has stopped, absorbed to its end. */
export async function openPastLog(tx: Queryable, nodeId: number): Promise<number> {
  const opened = await row<{ id: number }>(
    tx,
    `with log as (insert into signal_logs (node_id, sealed_at, drained_at)
       values ($1, evenkeel.now(), evenkeel.now()) returning id)
     insert into signal_cursors (log_id) select id from log returning log_id as id`,
    [nodeId],
  );
  return opened!.id;
}

export async function closePastLog(tx: Queryable, logId: number, lastSeq: number): Promise<void> {
  await run(tx, 'update signal_cursors set absorbed_seq = $2 where log_id = $1', [logId, lastSeq]);
}

export async function insertSignals(
  tx: Queryable,
  logId: number,
  signals: { seq: number; sourceId: number; at: number; request: string; body: Buffer; count?: number }[],
): Promise<void> {
  if (signals.length === 0) return;
  await sendLarge(tx, {
    text: `insert into signals (log_id, seq, source_id, received_at, request, body, signal_count)
     select $1, s.seq, s.source_id, ${seconds('s.at')}, s.request, s.body, s.count
     from unnest($2::bigint[], $3::bigint[], $4::float8[], $5::json[], $6::bytea[], $7::int[])
       as s (seq, source_id, at, request, body, count)`,
    values: [
      logId,
      signals.map(({ seq }) => seq),
      signals.map(({ sourceId }) => sourceId),
      signals.map(({ at }) => at),
      signals.map(({ request }) => request),
      signals.map(({ body }) => body),
      signals.map(({ count }) => count ?? 1),
    ],
  });
}

export async function setLastSignals(tx: Queryable, last: { id: number; logId: number; seq: number }[]): Promise<void> {
  if (last.length === 0) return;
  await sendLarge(tx, {
    text: `update alerts a set last_log_id = l.log_id, last_seq = l.seq
     from jsonb_to_recordset($1) as l (id bigint, log_id bigint, seq bigint) where a.id = l.id`,
    values: [JSON.stringify(last.map(({ id, logId, seq }) => ({ id, log_id: logId, seq })))],
  });
}

export async function reservePageIds(tx: Queryable, count: number): Promise<number[]> {
  const drawn = await rows<{ id: number }>(
    tx,
    `select nextval(pg_get_serial_sequence('evenkeel.pages', 'id')) as id from generate_series(1, $1::int)`,
    [count],
  );
  return drawn.map(({ id }) => id);
}

export async function writeHistory(tx: Queryable, history: History): Promise<void> {
  await insertPages(tx, history.pages);
  await sendLarge(tx, {
    text: 'insert into page_alerts (page_id, alert_id) select * from unnest($1::bigint[], $2::bigint[])',
    values: [history.pageAlerts.map(({ pageId }) => pageId), history.pageAlerts.map(({ alertId }) => alertId)],
  });
  await settleAlerts(tx, history.pages);
  await insertNotifications(tx, history.notifications);
  await insertEvents(tx, history.events);
}

async function insertPages(tx: Queryable, pages: PageRow[]): Promise<void> {
  if (pages.length === 0) return;
  const given = pages.map(({ alerts: _, ...page }) => page);
  await sendLarge(tx, {
    text: `insert into pages (id, policy_id, policy, service_id, title, severity, urgency, group_hash, state, generation,
       step_index, round, alert_count, opened_at, acknowledged_at, acknowledged_by, resolved_at, feedback, feedback_by, feedback_at)
     overriding system value
     select p.id, p."policyId", e.definition, p."serviceId", p.title, p.severity, p.urgency, decode(p."groupHash", 'hex'),
       case when p."resolvedAt" is not null then 'resolved' when p."acknowledgedAt" is not null then 'acknowledged'
         else 'open' end,
       1 + num_nonnulls(p."acknowledgedAt", p."resolvedAt"), p."stepIndex", p.round, p."alertCount",
       ${seconds('p."openedAt"')}, ${seconds('p."acknowledgedAt"')}, nullif(p."acknowledgedBy", 'null'),
       ${seconds('p."resolvedAt"')}, p.feedback, case when p.feedback is not null then p."acknowledgedBy" end,
       case when p.feedback is not null then ${seconds('p."resolvedAt"')} end
     from jsonb_to_recordset($1) as p (id bigint, "policyId" bigint, "serviceId" bigint, title text, severity int,
       urgency text, "groupHash" text, "openedAt" float8, "acknowledgedAt" float8, "acknowledgedBy" jsonb,
       "resolvedAt" float8, "alertCount" int, "stepIndex" int, round int, feedback text)
     join escalation_policies e on e.id = p."policyId"`,
    values: [JSON.stringify(given)],
  });
}

/** Alerts follow their page: taken with it, and settled when they are over. */
async function settleAlerts(tx: Queryable, pages: PageRow[]): Promise<void> {
  if (pages.length === 0) return;
  await sendLarge(tx, {
    text: `update alerts a set paging = case when a.state = 'resolved' then 'settled' else 'paged' end,
       acknowledged_at = case when p.taken then p.acknowledged_at end,
       acknowledged_by = case when p.taken then p.acknowledged_by end,
       state = case when p.taken and a.state = 'triggered' then 'acknowledged' else a.state end
     from (select x.alert_id, p.acknowledged_at, p.acknowledged_by,
         p.acknowledged_at is not null and (o.resolved_at is null or o.resolved_at > p.acknowledged_at) as taken
       from pages p join page_alerts x on x.page_id = p.id join alerts o on o.id = x.alert_id
       where p.id = any ($1::bigint[])) p
     where a.id = p.alert_id`,
    values: [pages.map(({ id }) => id)],
  });
}

async function insertNotifications(tx: Queryable, notifications: NotificationRow[]): Promise<void> {
  if (notifications.length === 0) return;
  await sendLarge(tx, {
    text: `with given as materialized (
       select * from jsonb_to_recordset($1) as n ("pageKey" text, "pageId" bigint, round int, "stepIndex" int,
         "ruleIndex" int, "personId" bigint, "contactMethodId" bigint, channel text, severity int, state text,
         "createdAt" float8, "dueAt" float8, "finishedAt" float8, attempts jsonb, "nodeId" bigint)),
     made as (
       insert into notifications (page_key, page_id, generation, round, step_index, rule_index, person_id,
         contact_method_id, channel, severity, state, due_at, attempts, node_id, outcome, created_at, sent_at, finished_at)
       select n."pageKey", n."pageId", 1, n.round, n."stepIndex", n."ruleIndex", n."personId", n."contactMethodId",
         n.channel, n.severity, n.state, ${seconds('n."dueAt"')}, jsonb_array_length(n.attempts),
         case when jsonb_array_length(n.attempts) > 0 then n."nodeId" end,
         case when n.state <> 'void' then n.attempts->-1->>'detail'
           when p.acknowledged_by is not null then 'acknowledged by ' || (p.acknowledged_by->>'name')
           else 'no alert of the page is open' end,
         ${seconds('n."createdAt"')}, case when n.state = 'sent' then ${seconds('n."finishedAt"')} end,
         ${seconds('n."finishedAt"')}
       from given n join pages p on p.id = n."pageId"
       order by n."createdAt", n."dueAt"
       returning id, page_key)
     insert into notification_attempts (notification_id, attempt, node_id, started_at, finished_at, outcome, detail)
     select m.id, a.attempt, n."nodeId", ${seconds('a."startedAt"')}, ${seconds('a."finishedAt"')}, a.outcome, a.detail
     from made m join given n on n."pageKey" = m.page_key
     cross join lateral jsonb_to_recordset(n.attempts)
       as a (attempt int, "startedAt" float8, "finishedAt" float8, outcome text, detail text)`,
    values: [JSON.stringify(notifications)],
  });
}

/** Oldest first, so that their ids follow time. */
export async function insertEvents(tx: Queryable, events: EventRow[]): Promise<void> {
  await sendLarge(tx, {
    text: `insert into events (at, kind, subject_kind, subject_id, actor, data)
     select ${seconds('e.at')}, e.kind, e."subjectKind", e."subjectId", e.actor, e.data
     from jsonb_to_recordset($1) as e (at float8, kind text, "subjectKind" text, "subjectId" bigint, actor jsonb, data jsonb)
     order by e.at`,
    values: [JSON.stringify(events.map((event) => ({ ...event, subjectKind: specOf(event.kind).subject })))],
  });
}

/** Marks every notification that is due as handed over, a moment after it was. */
export async function deliverDue(tx: Queryable, nodeId: number): Promise<void> {
  const sent: EventKind = 'notification.sent';
  await run(
    tx,
    `with sent as (
       update notifications set state = 'sent', outcome = 'sent', attempts = 1, node_id = $1,
         sent_at = due_at + interval '240 milliseconds', finished_at = due_at + interval '240 milliseconds'
       where state = 'pending' and due_at <= evenkeel.now()
       returning id, page_id, person_id, channel, due_at, sent_at),
     tried as (
       insert into notification_attempts (notification_id, attempt, node_id, started_at, finished_at, outcome, detail)
       select id, 1, $1, due_at, sent_at, 'sent', 'sent' from sent)
     insert into events (at, kind, subject_kind, subject_id, actor, data)
     select sent_at, $2, $3, page_id, '{"kind": "system", "name": "Evenkeel"}',
       jsonb_build_object('notificationId', id, 'personId', person_id, 'channel', channel, 'attempt', 1, 'mayRepeat', false)
     from sent`,
    [nodeId, sent, specOf(sent).subject],
  );
}

/** Open pages of an incident with the first person each of them asked, oldest first. */
export async function openPagesOf(tx: Queryable, incidentId: number): Promise<{ id: number; personId: number }[]> {
  return rows(
    tx,
    `select p.id, (select n.person_id from notifications n where n.page_id = p.id order by n.id limit 1) as person_id
     from pages p where p.incident_id = $1 and p.state = 'open'
       and exists (select from notifications n where n.page_id = p.id)
     order by p.id limit 100`,
    [incidentId],
  );
}

/** Somebody who asked for mails and confirmed at once. */
export async function insertSubscriber(tx: Queryable, email: string, componentIds: number[]): Promise<void> {
  await run(
    tx,
    `insert into subscribers (email, component_ids, wanted_component_ids, confirmed_at)
     values ($1, $2, $2, evenkeel.now())`,
    [email, componentIds],
  );
}

/** Mails to subscribers that were queued in the past: sent, a moment after they were. */
export async function sendSubscriberMails(tx: Queryable): Promise<void> {
  await run(
    tx,
    `update subscriber_mails set state = 'sent', attempts = 1, finished_at = created_at + interval '4 seconds'
     where state = 'pending'`,
  );
}

/** What loops would do over: the past is learnt from, and contact methods know how their last message went. */
export async function finish(tx: Queryable): Promise<void> {
  await run(tx, 'delete from learn_queue');
  await run(tx, 'update learn_cursor set tx = evenkeel.event_tx(), event_id = 9223372036854775807');
  await run(
    tx,
    `update contact_methods m set last_outcome = l.detail, last_outcome_at = l.finished_at
     from (select distinct on (n.contact_method_id) n.contact_method_id, a.detail, a.finished_at
       from notification_attempts a join notifications n on n.id = a.notification_id
       order by n.contact_method_id, a.finished_at desc) l
     where l.contact_method_id = m.id`,
  );
}

/** A heartbeat that has reported ever since the story began, last at `at`. */
export async function pingHeartbeat(tx: Queryable, sourceId: number, at: number, count: number): Promise<void> {
  await run(
    tx,
    `update heartbeats set last_ping_at = ${seconds('$2::float8')}, armed_at = (select created_at from sources where id = $1),
       due_at = ${seconds('$2::float8')} + make_interval(secs => interval_seconds + grace_seconds)
     where source_id = $1`,
    [sourceId, at],
  );
  await countSignals(tx, sourceId, count, at);
}

export async function countSignals(tx: Queryable, sourceId: number, count: number, lastAt: number): Promise<void> {
  await run(
    tx,
    `insert into source_activity (source_id, first_signal_at, last_signal_at, signal_count)
     select id, created_at + interval '1 hour', ${seconds('$3::float8')}, $2 from sources where id = $1`,
    [sourceId, count, lastAt],
  );
}

/** Everybody with a role was in the room from then on until now. */
export async function keepVisits(tx: Queryable, incidentId: number): Promise<void> {
  await run(
    tx,
    `insert into incident_visits (incident_id, person_id, joined_at)
     select incident_id, person_id, min(assumed_at) from incident_roles
     where incident_id = $1 and assumed_at <= evenkeel.now() group by incident_id, person_id
     on conflict do nothing`,
    [incidentId],
  );
}

import type { z } from 'zod';
import type { notification, Page, PageDetail, pageResponder } from '../../../contract/respond/pages/page.ts';
import { createConditions } from '../../platform/db/conditions.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { countUpTo, decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { flappingOfAlert } from '../deliver/page-facts.ts';
import { waitOfPage } from '../page-life/wait-sql.ts';
import { isInParallelRun, keptInParallel } from '../parallel-runs/parallel-sql.ts';
import { keptInSandbox } from '../sandbox/sandbox-sql.ts';

type Dates<T> = { [K in keyof T]: K extends `${string}At` ? Date | Extract<T[K], null> : T[K] };
export type PageRow = Dates<Page>;
type PageResponder = z.output<typeof pageResponder>;
type NotificationRow = Omit<Dates<z.output<typeof notification>>, 'person'> & {
  person: { id: number; name: string } | null;
  /** Where it goes instead of a person. */
  room: { name: string; channel: string } | null;
};

const columns = `p.id, p.title, p.message, p.severity, p.urgency, p.kind, p.state, p.generation,
  case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as service,
  case when e.id is not null then jsonb_build_object('id', e.id, 'name', e.name) end as policy,
  p.incident_id, p.alert_count, p.step_index, jsonb_array_length(p.policy->'steps') as step_count, p.round,
  p.due_at as next_step_at, p.opened_at, p.exhausted_at, p.acknowledged_at, p.acknowledged_by, p.snoozed_until, p.branch,
  case when p.state = 'open' and p.full_policy is not null then coalesce((select jsonb_agg(k.person_id order by k.person_id)
    from page_acknowledgements k where k.page_id = p.id and k.generation = p.generation), '[]') else '[]' end as acknowledged_in_part,
  ${waitOfPage} as waits, p.resolved_at, p.problems, p.responder_of, p.added_by,
  case when p.state = 'resolved' then p.merged_into end as merged_into,
  coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name) order by d.name) from people d
    where d.id = any (p.declined_by)), '[]') as declined_by,
  case when p.feedback is not null then jsonb_build_object('answer', p.feedback, 'by', p.feedback_by,
    'at', to_char(p.feedback_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as feedback, ${isInParallelRun('p')} as is_in_parallel_run`;
const joins = `pages p left join services s on s.id = p.service_id
  left join escalation_policies e on e.id = p.policy_id`;

export type PageFilter = {
  state?: 'open' | 'acknowledged' | 'resolved' | 'unresolved' | undefined;
  urgency?: 'high' | 'low' | undefined;
  severity?: number | number[] | undefined;
  serviceId?: number | undefined;
  teamId?: number | undefined;
  alertId?: number | undefined;
  incidentId?: number | undefined;
  personId?: number | undefined;
  acknowledgedById?: number | undefined;
  text?: string | undefined;
  openedFrom?: string | undefined;
  openedBefore?: string | undefined;
};

function conditionsOf(filter: PageFilter, first: string, bound: unknown[]) {
  const { values, always, where, text } = createConditions(first, bound);
  if (filter.state === 'unresolved') always("p.state <> 'resolved'");
  else where('p.state = ?', filter.state);
  // Written out for the planner: the index of unresolved pages serves the states that people look at.
  if (filter.state === 'open' || filter.state === 'acknowledged') always("p.state <> 'resolved'");
  where('p.urgency = ?', filter.urgency);
  if (filter.severity !== undefined) where('p.severity = any (?::int[])', [filter.severity].flat());
  where('p.service_id = ?::bigint', filter.serviceId);
  where('p.service_id in (select id from services where team_id = ?::bigint)', filter.teamId);
  where('p.incident_id = ?::bigint', filter.incidentId);
  where('p.id in (select page_id from page_alerts where alert_id = ?::bigint)', filter.alertId);
  where(
    `p.id in (select page_id from notifications where person_id = ?::bigint and outcome is distinct from '${keptInParallel}')`,
    filter.personId,
  );
  // A message that a sandbox has kept has notified nobody.
  where(
    `(p.kind = 'real' or not exists (select from notifications k
      where k.page_id = p.id and k.person_id = ?::bigint and k.outcome = '${keptInSandbox}'))`,
    filter.personId,
  );
  where("p.acknowledged_by->>'personId' = ?", filter.acknowledgedById?.toString());
  where('position(lower(?) in lower(p.title)) > 0', filter.text);
  where('p.opened_at >= ?::timestamptz', filter.openedFrom);
  where('p.opened_at < ?::timestamptz', filter.openedBefore);
  return { values, text };
}

export async function listPages(
  db: Queryable,
  filter: PageFilter,
  sort: 'newest' | 'oldest',
  limit: number,
  cursor: string | undefined,
) {
  const [after] = decodeCursor(cursor, 1) ?? [null];
  const [isBehind, direction] = sort === 'oldest' ? ['p.id > $1', 'asc'] : ['p.id < $1', 'desc'];
  const { values, text } = conditionsOf(filter, `($1::bigint is null or ${isBehind})`, [after, limit + 1]);
  const found = await rows<PageRow>(
    db,
    `select ${columns} from ${joins} where ${text()} order by p.id ${direction} limit $2`,
    values,
  );
  return pageOf(found, limit, (page) => [page.id]);
}

export async function countPages(db: Queryable, filter: PageFilter) {
  const { values, text } = conditionsOf(filter, 'true', []);
  return countUpTo(db, `pages p where ${text()}`, values);
}

type PageOfAlert = { id: number; state: PageRow['state']; snoozedUntil: Date | null; alertCount: number };

/** Of each alert that belongs to a page, the latest one, with the number of its alerts. */
export async function pagesOfAlerts(db: Queryable, alertIds: number[]): Promise<Map<number, PageOfAlert>> {
  const found = await rows<{ alertId: number } & PageOfAlert>(
    db,
    `select a.id as alert_id, p.id, p.state, p.snoozed_until, p.alert_count
     from unnest($1::bigint[]) a (id) cross join lateral (
       select p.id, p.state, p.snoozed_until, p.alert_count from page_alerts x join pages p on p.id = x.page_id
       where x.alert_id = a.id order by p.id desc limit 1) p`,
    [alertIds],
  );
  return new Map(found.map(({ alertId, ...page }) => [alertId, page]));
}

export async function loadPage(db: Queryable, id: number): Promise<PageRow | null> {
  return row<PageRow>(db, `select ${columns} from ${joins} where p.id = $1`, [id]);
}

/** Who was added to a page, in order: the policy, or the one target of a page that asks somebody directly. */
export async function listResponders(db: Queryable, pageId: number): Promise<Dates<PageResponder>[]> {
  return rows(
    db,
    `select p.id as page_id, case when e.id is not null then 'policy' else t.target->>'kind' end as kind,
       coalesce(e.name, case t.target->>'kind'
         when 'person' then (select name from people where id = (t.target->>'id')::bigint)
         when 'team' then (select name from teams where id = (t.target->>'id')::bigint)
         when 'schedule' then (select name from schedules where id = (t.target->>'id')::bigint) end, 'Deleted') as name,
       p.state, p.added_by, p.opened_at as added_at, p.acknowledged_by, p.acknowledged_at, p.acknowledges_together,
       coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name) order by w.name)
         from (select distinct pe.id, pe.name from notifications n join people pe on pe.id = n.person_id
               where n.page_id = p.id limit 20) w), '[]') as people
     from pages p left join escalation_policies e on e.id = p.policy_id
     cross join lateral (select p.policy->'steps'->0->'targets'->0 as target) t
     where p.responder_of = $1 order by p.id limit 100`,
    [pageId],
  );
}

/** The policy as it was copied when the page began. */
export async function loadPagePolicy(db: Queryable, id: number): Promise<unknown> {
  return (
    await row<{ policy: unknown }>(db, 'select coalesce(full_policy, policy) as policy from pages where id = $1', [id])
  )?.policy;
}

/** The first 200 alerts of a page, most severe first. */
export async function loadPageAlerts(db: Queryable, pageId: number): Promise<Dates<PageDetail['alerts'][number]>[]> {
  return rows(
    db,
    `select a.id, a.title, a.severity, a.state, a.triggered_at, ${flappingOfAlert('a')} as flapping from page_alerts pa join alerts a on a.id = pa.alert_id
     where pa.page_id = $1 order by a.severity, a.id limit 200`,
    [pageId],
  );
}

/** The last 500 notifications of a page, to people and chat rooms, oldest first, with every attempt. */
export async function loadPageNotifications(db: Queryable, pageId: number): Promise<NotificationRow[]> {
  return rows<NotificationRow>(
    db,
    `select * from (
       select n.id, case when pe.id is not null then jsonb_build_object('id', pe.id, 'name', pe.name) end as person,
         n.chat_room as room, n.channel, n.contact_method_id, m.hint,
         n.generation, n.round, n.step_index, n.state, n.may_repeat, n.outcome, n.due_at, n.sent_at,
         n.delivered_at, n.finished_at,
         case when pr.id is not null then jsonb_build_object('id', pr.id, 'name', pr.name) end as provider,
         coalesce((select jsonb_agg(jsonb_build_object('attempt', t.attempt, 'nodeId', t.node_id,
             'startedAt', to_char(t.started_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'finishedAt', to_char(t.finished_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'outcome', t.outcome, 'detail', t.detail) order by t.attempt)
           from notification_attempts t where t.notification_id = n.id), '[]') as attempts
       from notifications n left join people pe on pe.id = n.person_id
       left join contact_methods m on m.id = n.contact_method_id
       left join providers pr on pr.id = n.sent_through
       where n.page_id = $1 order by n.id desc limit 500) newest order by id`,
    [pageId],
  );
}

/** The last 100 calls of outgoing webhooks by steps of a page, oldest first, with what became of their deliveries. */
export async function loadWebhookCalls(
  db: Queryable,
  pageId: number,
): Promise<Dates<PageDetail['webhookCalls'][number]>[]> {
  return rows(
    db,
    `select c.at, c.generation, c.round, c.step_index, c.webhook,
       case d.state when 'sending' then 'pending' else d.state end as state
     from (select e.id, e.at, (e.data->>'generation')::int as generation, (e.data->>'round')::int as round,
             (e.data->>'stepIndex')::int as step_index, w.webhook
           from events e cross join jsonb_array_elements(e.data->'webhooks') as w (webhook)
           where e.subject_kind = 'page' and e.subject_id = $1 and e.kind = 'page.stepReached'
           order by e.id desc limit 100) c
     left join outgoing_deliveries d on d.webhook_id = (c.webhook->>'id')::bigint and d.event_id = c.id
     order by c.id`,
    [pageId],
  );
}

/** The alert, locked; null when there is none or it is resolved. */
export async function lockOpenAlert(
  tx: Queryable,
  id: number,
): Promise<{ id: number; serviceId: number | null } | null> {
  return row(tx, "select id, service_id from alerts where id = $1 and state <> 'resolved' for update", [id]);
}

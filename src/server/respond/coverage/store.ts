/** What coverage has to know beside the rulebook of detect and the world of escalation. */
import type { WaitReason } from '../../../domain/respond/escalation/start.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { waitOfPage } from '../page-life/wait-sql.ts';

const mostRows = 5_000;

export type PolicyFact = { id: number; name: string; definition: unknown; plain: unknown };

export function listPolicies(db: Queryable): Promise<PolicyFact[]> {
  return rows(
    db,
    'select id, name, coalesce(full_definition, definition) as definition, definition as plain from escalation_policies order by name, id limit $1',
    [mostRows],
  );
}

export type ServiceFact = { id: number; slug: string; name: string; policyId: number | null };

export function listServices(db: Queryable): Promise<ServiceFact[]> {
  return rows(db, 'select id, slug, name, escalation_policy_id as policy_id from services order by name, id limit $1', [
    mostRows,
  ]);
}

export function listSchedules(db: Queryable): Promise<{ id: number; name: string }[]> {
  return rows(db, 'select id, name from schedules order by name, id limit $1', [mostRows]);
}

/** The ladder of an alarm of the installation itself, behind that of a policy or alone. */
export async function ladderOfAlarms(db: Queryable, definition: unknown): Promise<unknown> {
  const text = definition === null ? null : JSON.stringify(definition);
  return (await row<{ ladder: unknown }>(db, 'select evenkeel.with_admins($1::jsonb) as ladder', [text]))!.ladder;
}

/** The verified, enabled contact methods of each person who is not disabled, as far as they differ. */
export function listWays(
  db: Queryable,
  personIds: number[],
): Promise<{ personId: number; channel: string; providerId: number | null; callingCode: string | null }[]> {
  return rows(
    db,
    // A phone number is sealed; its hint begins with the code of its country.
    `select distinct m.person_id, m.channel, m.provider_id, substring(m.hint from '^\\+[0-9]+') as calling_code
     from contact_methods m join people p on p.id = m.person_id
     where m.person_id = any ($1::bigint[]) and m.verified_at is not null and m.disabled_at is null
       and p.disabled_at is null order by 1, 2, 3, 4`,
    [personIds],
  );
}

export type AlertFact = {
  id: number;
  state: 'triggered' | 'acknowledged' | 'resolved';
  severity: number;
  paging: 'none' | 'wanted' | 'paged' | 'settle' | 'settled';
  notPagedBecause: string | null;
  suppressedReason: string | null;
  sourceId: number;
  sourceName: string;
  serviceId: number | null;
  serviceName: string | null;
  routeId: number | null;
  routeName: string | null;
};

export async function loadAlert(db: Queryable, id: number): Promise<AlertFact | null> {
  return row<AlertFact>(
    db,
    `select a.id, a.state, a.severity, a.paging, a.not_paged_because, a.suppressed_reason, a.source_id,
       o.name as source_name, a.service_id, s.name as service_name, a.route_id, r.name as route_name
     from alerts a join sources o on o.id = a.source_id left join services s on s.id = a.service_id
     left join routes r on r.id = a.route_id where a.id = $1`,
    [id],
  );
}

export type PageFact = {
  id: number;
  policyId: number | null;
  policyName: string | null;
  hasEnded: boolean;
  problems: { code: string; personId?: number }[];
  /** How many messages are under way. */
  waiting: number;
  reached: { id: number; name: string }[];
  /** Why messages failed, one each. */
  failures: string[];
  /** Chat rooms that were told, by name. */
  rooms: string[];
  /** Outgoing webhooks that were called, by name. */
  webhooks: string[];
  /** Nobody is notified until then. */
  waits: { until: string; because: WaitReason } | null;
};

/** Pages that an SQL condition on `p` selects, newest first, with whom they reached. */
export function listPageFacts(db: Queryable, condition: string, values: unknown[]): Promise<PageFact[]> {
  return rows(
    db,
    `select p.id, p.policy_id, e.name as policy_name, p.state <> 'open' or p.exhausted_at is not null as has_ended,
       p.problems, ${waitOfPage} as waits,
       (select count(*)::int from notifications n where n.page_id = p.id and n.person_id is not null and n.state in ('pending', 'sending')) as waiting,
       coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name)
         from (select distinct pe.id, pe.name from notifications n join people pe on pe.id = n.person_id
               where n.page_id = p.id and n.state = 'sent' limit 20) r), '[]') as reached,
       coalesce((select jsonb_agg(distinct n.outcome) from notifications n
         where n.page_id = p.id and n.person_id is not null and n.state = 'failed'), '[]') as failures,
       coalesce((select jsonb_agg(distinct n.chat_room->>'name') from notifications n
         where n.page_id = p.id and n.chat_room is not null and n.state = 'sent'), '[]') as rooms,
       coalesce((select jsonb_agg(distinct w->>'name') from events ev cross join jsonb_array_elements(ev.data->'webhooks') w
         where ev.subject_kind = 'page' and ev.subject_id = p.id and ev.kind = 'page.stepReached'), '[]') as webhooks
     from pages p left join escalation_policies e on e.id = p.policy_id
     where ${condition} order by p.id desc limit 50`,
    values,
  );
}

/** Pages that were there already when the alert joined them, or was merged into them. */
export async function listJoinedPages(db: Queryable, alertId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select distinct (data->>'pageId')::bigint as id from events
     where subject_kind = 'alert' and subject_id = $1 and kind in ('alert.joinedPage', 'alert.merged') limit 50`,
    [alertId],
  );
  return found.map(({ id }) => id);
}

export async function namesOf(db: Queryable, personIds: number[]): Promise<string[]> {
  const found = await rows<{ name: string }>(db, 'select name from people where id = any ($1) order by name limit 5', [
    personIds,
  ]);
  return found.map(({ name }) => name);
}

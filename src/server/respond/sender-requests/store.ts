/** What senders name, found by the names that they know: those of the tool that was left, or ours. */
import type { GivenName } from '../../../domain/detect/signal.ts';
import { slugOf } from '../../../domain/slug.ts';
import { type Queryable, row } from '../../platform/db/database.ts';

export type Found = { id: number; name: string };

export function findPerson(tx: Queryable, { name }: GivenName): Promise<(Found & { isDisabled: boolean }) | null> {
  return row(tx, 'select id, name, disabled_at is not null as is_disabled from people where email = lower($1)', [name]);
}

/** What was moved in ends with the beginning of the id that it had; see `createSlugs`. */
const named = (table: string) =>
  `(${table}.slug = lower($1) or ($2 <> '' and ${table}.slug like '%-' || $2) or lower(${table}.name) = lower($3))`;
const bestFirst = (table: string) =>
  `(${table}.slug = lower($1) or ($2 <> '' and ${table}.slug like '%-' || $2)) desc, ${table}.id`;
const valuesOf = ({ id, name }: GivenName) => [id || name, id === '' ? '' : tailOf(id), name];

const tailOf = (id: string) => slugOf(id).slice(0, 8).replace(/-+$/, '');

export function findPolicy(tx: Queryable, given: GivenName): Promise<Found | null> {
  return row(
    tx,
    `select id, name from escalation_policies p where ${named('p')} order by ${bestFirst('p')} limit 1`,
    valuesOf(given),
  );
}

/** A team, and the policy of the service that its alerts became when they were moved in. */
export function findTeam(tx: Queryable, given: GivenName): Promise<(Found & { policyId: number | null }) | null> {
  return row(
    tx,
    `select t.id, t.name, (
       select escalation_policy_id from services s
       where s.team_id = t.id and lower(s.name) = lower(t.name) and escalation_policy_id is not null
       order by s.id limit 1) as policy_id
     from teams t where ${named('t')} order by ${bestFirst('t')} limit 1`,
    valuesOf(given),
  );
}

/** Whether a page is about open alerts of other sources too. */
export async function holdsOthers(tx: Queryable, pageId: number, sourceId: number): Promise<boolean> {
  const found = await row(
    tx,
    `select from page_alerts pa join alerts a on a.id = pa.alert_id
     where pa.page_id = $1 and a.source_id <> $2 and a.state <> 'resolved' limit 1`,
    [pageId, sourceId],
  );
  return found !== null;
}

/** The policy that a page runs, and who has acknowledged it. */
export async function loadHolder(
  tx: Queryable,
  pageId: number,
): Promise<{ policyId: number | null; personId: number | null }> {
  return (await row(
    tx,
    `select policy_id, case when state = 'acknowledged' then (acknowledged_by->>'personId')::bigint end as person_id
     from pages where id = $1`,
    [pageId],
  ))!;
}

/** The page of its own by which a page asks somebody as well, while it is not resolved. */
export function findResponderPage(
  tx: Queryable,
  pageId: number,
  target: { kind: string; id: number },
): Promise<{ id: number } | null> {
  return row(
    tx,
    `select p.id from events e join pages p on p.id = (e.data->>'pageId')::bigint
     where e.subject_kind = 'page' and e.subject_id = $1 and e.kind = 'page.responderAdded'
       and e.data->'target' = $2::jsonb and p.state <> 'resolved' order by e.id desc limit 1`,
    [pageId, JSON.stringify(target)],
  );
}

import type { TextPlace } from '../../contract/directory/personal-data.ts';
import { type Queryable, row, rows, run } from '../platform/db/database.ts';
import { columnsOf, ownRows } from './columns.ts';

export type Removal = {
  id: number;
  personId: number;
  state: 'scheduled' | 'running' | 'done' | 'canceled';
  texts: 'keep' | 'replace';
  dueAt: Date;
  requestedBy: { name?: string };
  requestedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  reason: string;
  words: string;
  pass: number;
  step: string;
  block: number;
  changedInPass: number;
  changed: number;
};

const columns = `id, person_id, state, texts, due_at, requested_by, requested_at, started_at, ended_at, reason, words,
  pass, step, block, changed_in_pass, changed`;

/** The last one of the person. */
export async function loadRemoval(db: Queryable, personId: number): Promise<Removal | null> {
  return row(db, `select ${columns} from personal_data_removals where person_id = $1 order by id desc limit 1`, [
    personId,
  ]);
}

/** The last one of the person, locked until the transaction ends. */
export async function lockRemoval(tx: Queryable, personId: number): Promise<Removal | null> {
  return row(
    tx,
    `select ${columns} from personal_data_removals where person_id = $1 order by id desc limit 1 for update`,
    [personId],
  );
}

/** The first that is due and that no other node works at. */
export async function claimRemoval(tx: Queryable): Promise<Removal | null> {
  return row(
    tx,
    `select ${columns} from personal_data_removals
     where state in ('scheduled', 'running') and due_at <= evenkeel.now() order by due_at, id limit 1
     for update skip locked`,
  );
}

export async function insertRemoval(
  tx: Queryable,
  removal: { personId: number; texts: 'keep' | 'replace'; waitDays: number; requestedBy: object },
): Promise<Removal> {
  const made = await row<Removal>(
    tx,
    `insert into personal_data_removals (person_id, texts, due_at, requested_by)
     values ($1, $2, evenkeel.now() + make_interval(days => $3), $4) returning ${columns}`,
    [removal.personId, removal.texts, removal.waitDays, JSON.stringify(removal.requestedBy)],
  );
  return made!;
}

export async function cancelRemoval(tx: Queryable, id: number, reason: string): Promise<void> {
  await run(
    tx,
    "update personal_data_removals set state = 'canceled', ended_at = evenkeel.now(), reason = $2, words = '' where id = $1",
    [id, reason],
  );
}

export async function beginRemoval(tx: Queryable, id: number, sealedWords: string): Promise<void> {
  await run(
    tx,
    "update personal_data_removals set state = 'running', started_at = evenkeel.now(), words = $2 where id = $1",
    [id, sealedWords],
  );
}

export type Place = Pick<Removal, 'pass' | 'step' | 'block' | 'changedInPass' | 'changed'>;

export async function moveRemoval(tx: Queryable, id: number, place: Place): Promise<void> {
  await run(
    tx,
    `update personal_data_removals set pass = $2, step = $3, block = $4, changed_in_pass = $5, changed = $6 where id = $1`,
    [id, place.pass, place.step, place.block, place.changedInPass, place.changed],
  );
}

export async function endRemoval(tx: Queryable, id: number): Promise<void> {
  await run(
    tx,
    "update personal_data_removals set state = 'done', ended_at = evenkeel.now(), words = '' where id = $1",
    [id],
  );
}

/** Bounds each statement of this transaction, and lets it replace texts of event rows. */
export async function beginStep(tx: Queryable, removalId: number): Promise<void> {
  await tx.query("select set_config('evenkeel.removal', $1, true), set_config('statement_timeout', '10s', true)", [
    String(removalId),
  ]);
}

/** Names, addresses and ids that the directory, the account, the identity provider and the audit log have of somebody. */
export async function readWrittenWords(
  db: Queryable,
  personId: number,
): Promise<{ kind: 'name' | 'other'; word: string }[]> {
  return rows(
    db,
    `with told as (
       select e.data from events e where e.subject_kind = 'person' and e.subject_id = $1 order by e.id limit 1000)
     select distinct kind, word from (
       select 'name' as kind, unnest(array[p.name, p.email, u.name, u.email]) as word
       from people p left join auth."user" u on u.id = p.auth_user_id where p.id = $1
       union all
       select 'name', unnest(array[given_name || ' ' || family_name, family_name || ', ' || given_name])
       from scim_people where person_id = $1 and given_name <> '' and family_name <> ''
       union all
       select 'other', unnest(array[user_name, external_id]) from scim_people where person_id = $1
       union all
       select 'other', a."accountId" from auth.account a join people p on p.auth_user_id = a."userId" where p.id = $1
       union all
       select 'other', p.auth_user_id from people p where p.id = $1
       union all
       select 'name', said #>> '{}' from told,
         jsonb_path_query(data, '$.** ? (@.type() == "object").keyvalue() ? (@.key == "name" || @.key == "email" || @.key == "displayName").value ? (@.type() == "string")') as said
       union all
       select 'other', said #>> '{}' from told,
         jsonb_path_query(data, '$.** ? (@.type() == "object").keyvalue() ? (@.key == "userName" || @.key == "externalId" || @.key == "subject").value ? (@.type() == "string")') as said
     ) w where word is not null and word <> '' limit 1000`,
    [personId],
  );
}

export async function readSettings(db: Queryable, personId: number): Promise<{ id: number; settings: string }[]> {
  return rows(db, 'select id, settings from contact_methods where person_id = $1 limit 200', [personId]);
}

/** The directory's row of somebody, locked: what decides whether a removal may begin. */
export async function lockPerson(tx: Queryable, personId: number) {
  return row<{ authUserId: string | null; disabledAt: Date | null; removedAt: Date | null }>(
    tx,
    'select auth_user_id, disabled_at, removed_at from people where id = $1 for update',
    [personId],
  );
}

/** Takes the person out of the directory and away from their account; the row stays for what refers to it. */
export async function replacePerson(
  tx: Queryable,
  personId: number,
  { name, email, addresses }: { name: string; email: string; addresses: string[] },
): Promise<void> {
  const before = await row<{ authUserId: string | null }>(tx, 'select auth_user_id from people where id = $1', [
    personId,
  ]);
  await run(
    tx,
    `update people set name = $2, email = $3, role = 'viewer', role_by_hand = null, time_zone = 'UTC', auth_user_id = null,
       removed_at = evenkeel.now(), version = version + 1 where id = $1`,
    [personId, name, email],
  );
  await run(tx, 'delete from auth."user" where id = $1', [before?.authUserId ?? null]);
  await run(tx, 'delete from subscribers where email = any ($1)', [addresses]);
}

/** What pages still count on somebody: their shifts ahead, and policies that name them. */
export async function listNeeding(db: Queryable, personId: number) {
  const schedules = await rows<{ id: number; name: string }>(
    db,
    `select s.id, s.name from schedules s
     where jsonb_path_exists(s.definition, '$.layers[*].participants[*] ? (@ == $id)', jsonb_build_object('id', $1::bigint))
       or exists (select from schedule_overrides o
                  where o.person_id = $1 and o.schedule_id = s.id and o.ends_at > evenkeel.now())
     order by s.name, s.id limit 200`,
    [personId],
  );
  const policies = await rows<{ id: number; name: string }>(
    db,
    `select id, name from escalation_policies
     where jsonb_path_exists(coalesce(full_definition, definition), '$.** ? (@.kind == "person" && @.id == $id)',
                             jsonb_build_object('id', $1::bigint))
     order by name, id limit 200`,
    [personId],
  );
  return { schedules, policies };
}

/** Counts go no further. */
export const mostCounted = 10_000;

export async function countOwnRows(db: Queryable, personId: number): Promise<Map<string, number>> {
  const parts = ownRows.map(
    ({ table, person, only = 'true' }) =>
      `select '${table}' as name, count(*)::int as count from
         (select from ${table} where ${person} = $1 and ${only} limit ${mostCounted}) r`,
  );
  const found = await rows<{ name: string; count: number }>(db, parts.join(' union all '), [personId]);
  const sessions = await row<{ count: number }>(
    db,
    `select count(*)::int as count from auth.session s join people p on p.auth_user_id = s."userId" where p.id = $1`,
    [personId],
  );
  return new Map([...found.map(({ name, count }) => [name, count] as const), ['sessions', sessions!.count]]);
}

/** What measures, lists and the audit log go on counting. */
export async function countStaying(db: Queryable, personId: number) {
  const counted = (from: string) => `(select count(*)::int from (select from ${from} limit ${mostCounted}) r)`;
  const found = await row<{
    events: number;
    messages: number;
    acknowledged: number;
    roles: number;
    certificates: number;
  }>(
    db,
    `select ${counted(`events where actor->>'personId' = $1::bigint::text and actor->>'kind' in ('person', 'token', 'link')`)} as events,
       ${counted('notifications where person_id = $1::bigint')} as messages,
       ${counted('page_acknowledgements where person_id = $1::bigint')} as acknowledged,
       ${counted('incident_roles where person_id = $1::bigint')} as roles,
       ${counted('certificates where person_id = $1::bigint')} as certificates`,
    [personId],
  );
  return found!;
}

export async function isProvisioned(db: Queryable, personId: number): Promise<boolean> {
  return (await row(db, 'select 1 from scim_people where person_id = $1', [personId])) !== null;
}

/** How many places of one kind are shown, and how many matches are counted. */
const mostShown = 5;
const mostMatches = 1_000;

/** Which texts of the table hold one of the words. */
export async function findTexts(
  db: Queryable,
  { table, id }: { table: string; id: string | null },
  likes: string[],
): Promise<Pick<TextPlace, 'count' | 'isComplete' | 'ids'>> {
  const condition = columnsOf(table, 'texts', 'labels').map((column) => `t."${column}"::text ilike any ($1)`);
  const found = await rows<{ id: number | null }>(
    db,
    `select ${id === null ? 'null::bigint' : `t.${id}`} as id from ${table} t where ${condition.join(' or ')} limit ${mostMatches + 1}`,
    [likes],
  );
  const ids = [...new Set(found.flatMap((one) => one.id ?? []))].slice(0, mostShown);
  return { count: Math.min(found.length, mostMatches), isComplete: found.length <= mostMatches, ids };
}

import type { TestPage } from '../../../contract/respond/pages/test-pages.ts';
import { type Queryable, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { accountChannel } from '../channels/registry.ts';

export type TestPageRow = Omit<TestPage, 'sentAt' | 'acknowledgedAt'> & { sentAt: Date; acknowledgedAt: Date | null };

/** Longer than a thumb that slipped may take its acknowledgement back. */
const endedAfterAcknowledgement = '60 seconds';
const waitsFor = '30 minutes';

/** Whether the person of `t` acknowledged page `p` by what a message of notification `k` brought along. */
const isProved = `(k.id is not null and p.acknowledged_at is not null)`;

const joined = `test_pages t join pages p on p.id = t.page_id join people pe on pe.id = t.person_id
  left join notifications k on k.page_id = p.id and k.person_id = t.person_id
    and k.id = (p.acknowledged_by->>'notificationId')::bigint`;

const columns = `t.page_id as id, jsonb_build_object('id', pe.id, 'name', pe.name) as person, t.asked_by,
  p.opened_at as sent_at, p.acknowledged_at, case when ${isProved} then k.channel end as channel,
  case when p.acknowledged_at is not null then greatest(0, extract(epoch from p.acknowledged_at - coalesce(
    (select min(n.sent_at) from notifications n where n.page_id = p.id), p.opened_at)))::float8 end as after_seconds,
  case when ${isProved} then 'proved' when p.acknowledged_at is not null then 'acknowledged_otherwise'
    when p.state = 'open' then 'waiting' else 'not_acknowledged' end as state`;

export async function listTestPages(
  db: Queryable,
  { personId }: { personId?: number | undefined },
  limit: number,
  cursor: string | undefined,
) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<TestPageRow>(
    db,
    `select ${columns} from ${joined}
     where ($1::bigint is null or t.page_id < $1) and ($3::bigint is null or t.person_id = $3)
     order by t.page_id desc limit $2`,
    [before, limit + 1, personId ?? null],
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

export async function listByIds(db: Queryable, ids: readonly number[]): Promise<TestPage[]> {
  const found = await rows<TestPageRow>(
    db,
    `select ${columns} from ${joined} where t.page_id = any ($1::bigint[]) order by pe.name, pe.id`,
    [ids],
  );
  return found.map((row) => ({
    ...row,
    sentAt: row.sentAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
  }));
}

export type LastTests = { personId: number; lastTest: TestPageRow | null; lastProof: TestPageRow | null };

/** The newest test page of each person, and the newest that they acknowledged through a message. */
export async function loadLastTests(db: Queryable, personIds: readonly number[]): Promise<Map<number, LastTests>> {
  const found = await rows<TestPageRow & { isLast: boolean }>(
    db,
    `select l.* from unnest($1::bigint[]) as w (id) cross join lateral (
       (select ${columns}, true as is_last from ${joined} where t.person_id = w.id order by t.page_id desc limit 1)
       union all
       (select ${columns}, false as is_last from ${joined} where t.person_id = w.id and ${isProved}
        order by t.page_id desc limit 1)) l`,
    [personIds],
  );
  const last = new Map<number, LastTests>();
  for (const { isLast, ...test } of found) {
    const personId = test.person.id;
    const known = last.get(personId) ?? { personId, lastTest: null, lastProof: null };
    last.set(personId, isLast ? { ...known, lastTest: test } : { ...known, lastProof: test });
  }
  return last;
}

/** Those of the people who are active, locked so that two presses at once send one page. */
export async function lockPeople(
  tx: Queryable,
  personIds: readonly number[],
): Promise<{ id: number; name: string; isWaiting: boolean }[]> {
  await run(tx, 'select from people where id = any ($1::bigint[]) order by id for no key update', [personIds]);
  return rows(
    tx,
    `select pe.id, pe.name, exists (select from test_pages t join pages p on p.id = t.page_id
       where t.person_id = pe.id and p.state = 'open') as is_waiting
     from people pe where pe.id = any ($1::bigint[]) and pe.disabled_at is null order by pe.name, pe.id`,
    [personIds],
  );
}

export async function insertTestPage(tx: Queryable, pageId: number, personId: number, askedBy: unknown): Promise<void> {
  await run(tx, 'insert into test_pages (page_id, person_id, asked_by) values ($1, $2, $3)', [
    pageId,
    personId,
    JSON.stringify(askedBy),
  ]);
}

/** Test pages that have run their time, locked; what another node ends is left out. */
export async function lockOver(tx: Queryable): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select p.id from test_pages t join pages p on p.id = t.page_id
     where p.state <> 'resolved' and case when p.state = 'acknowledged'
       then p.acknowledged_at < evenkeel.now() - interval '${endedAfterAcknowledgement}'
       else p.opened_at < evenkeel.now() - interval '${waitsFor}' end
     order by p.id limit 100 for update of p skip locked`,
  );
  return found.map(({ id }) => id);
}

/** Everybody whom a schedule, a policy or a team could page; a common table expression. */
export const pageable = `pageable as (
  select person_id as id from team_members
  union select (v #>> '{}')::bigint from schedules s
    cross join lateral jsonb_path_query(s.definition, '$.layers[*].participants[*] ? (@ != null)') as v
  union select (v->>'id')::bigint from escalation_policies e cross join lateral jsonb_path_query(
    coalesce(e.full_definition, e.definition), '$.** ? (@.kind == "person" && exists (@.id))') as v)`;

/** Queues a mail, once a week, for whoever could be paged and has shown nothing for so long. @returns how many */
export async function queueReminders(tx: Queryable, days: number): Promise<number> {
  return run(
    tx,
    `with ${pageable}
     insert into test_page_mails (person_id)
     select pe.id from people pe join pageable w on w.id = pe.id
     where pe.disabled_at is null and pe.created_at < evenkeel.now() - make_interval(days => $1)
       and exists (select from contact_methods m where m.person_id = pe.id and m.channel = $2
         and m.verified_at is not null and m.disabled_at is null)
       and not exists (select from ${joined} where t.person_id = pe.id and ${isProved}
         and p.acknowledged_at > evenkeel.now() - make_interval(days => $1))
       and not exists (select from test_page_mails m where m.person_id = pe.id
         and m.created_at > evenkeel.now() - interval '7 days')
     order by pe.id limit 500`,
    [days, accountChannel],
  );
}

export type QueuedMail = {
  id: number;
  personId: number;
  personName: string;
  personEmail: string;
  isDisabled: boolean;
  lastProvedAt: Date | null;
  timeZone: string;
  /** The person's first verified mail address; null when there is none. */
  contactMethodId: number | null;
  settings: string | null;
};

export async function loadMails(db: Queryable, ids: readonly number[]): Promise<QueuedMail[]> {
  return rows(
    db,
    `select c.id, c.person_id, w.name as person_name, w.email as person_email, w.time_zone,
       w.disabled_at is not null as is_disabled, m.id as contact_method_id, m.settings,
       (select max(p.acknowledged_at) from ${joined} where t.person_id = c.person_id and ${isProved}) as last_proved_at
     from test_page_mails c join people w on w.id = c.person_id
     left join lateral (
       select id, settings from contact_methods where person_id = w.id and channel = $2
         and verified_at is not null and disabled_at is null order by id limit 1) m on true
     where c.id = any ($1::bigint[])`,
    [ids, accountChannel],
  );
}

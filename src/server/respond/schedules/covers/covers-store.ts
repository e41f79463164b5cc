import type { CoverRequest } from '../../../../contract/respond/schedules/covers.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../../platform/db/paging.ts';
import { accountChannel } from '../../channels/registry.ts';

export type CoverRow = Omit<CoverRequest, 'startsAt' | 'endsAt' | 'createdAt'> & {
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
};

const columns = `c.id, c.schedule_id, s.name as schedule_name, s.time_zone, c.person_id, p.name as person_name,
  c.starts_at, c.ends_at, c.reason,
  case when c.state = 'open' and c.ends_at <= evenkeel.now() then 'expired' else c.state end as state,
  c.accepted_by, a.name as accepted_by_name, c.created_at,
  coalesce((select jsonb_agg(jsonb_build_object('personId', q.id, 'name', q.name, 'declined', r.declined_at is not null)
                             order by q.name, q.id)
            from cover_request_people r join people q on q.id = r.person_id where r.request_id = c.id), '[]') as asked`;

const joins = `cover_requests c join schedules s on s.id = c.schedule_id join people p on p.id = c.person_id
  left join people a on a.id = c.accepted_by`;

export type CoverQuery = {
  limit: number;
  cursor?: string | undefined;
  state?: 'open' | 'accepted' | 'withdrawn' | undefined;
  scheduleId?: number | undefined;
  personId?: number | undefined;
};

/** Those whose shift is not over, the next to end first. */
export async function listRequests(db: Queryable, { limit, cursor, state, scheduleId, personId }: CoverQuery) {
  const [endsAtMs, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<CoverRow>(
    db,
    `select ${columns} from ${joins}
     where c.ends_at > evenkeel.now() and ($4::text is null or c.state = $4)
       and ($5::bigint is null or c.schedule_id = $5)
       and ($6::bigint is null or c.person_id = $6
         or exists (select from cover_request_people r where r.request_id = c.id and r.person_id = $6))
       and ($1::float8 is null or (c.ends_at, c.id) > (to_timestamp($1 / 1000.0), $2::bigint))
     order by c.ends_at, c.id limit $3`,
    [endsAtMs, id, limit + 1, state ?? null, scheduleId ?? null, personId ?? null],
  );
  return pageOf(found, limit, (request) => [request.endsAt.getTime(), request.id]);
}

export async function loadRequest(db: Queryable, id: number): Promise<CoverRow | null> {
  return row<CoverRow>(db, `select ${columns} from ${joins} where c.id = $1`, [id]);
}

/** Whether this person already asks for cover of a part of this time on the schedule. */
export async function asksAlready(
  db: Queryable,
  request: { scheduleId: number; personId: number; startsAt: Date; endsAt: Date },
): Promise<boolean> {
  const found = await row(
    db,
    `select 1 from cover_requests where schedule_id = $1 and person_id = $2 and state = 'open'
       and starts_at < $4 and ends_at > $3 limit 1`,
    [request.scheduleId, request.personId, request.startsAt, request.endsAt],
  );
  return found !== null;
}

/** People who can take shifts, by who is asked; not the one who asks. At most `limit`. */
export async function peopleToAsk(
  db: Queryable,
  ask: { personIds: readonly number[] } | { teamId: number },
  askerId: number,
  limit: number,
): Promise<number[]> {
  const [personIds, teamId] = 'teamId' in ask ? [null, ask.teamId] : [ask.personIds, null];
  const found = await rows<{ id: number }>(
    db,
    `select id from people where disabled_at is null and role in ('responder', 'admin') and id <> $3
       and ($1::bigint[] is null or id = any ($1))
       and ($2::bigint is null or exists (select from team_members m where m.team_id = $2 and m.person_id = people.id))
     order by id limit $4`,
    [personIds, teamId, askerId, limit],
  );
  return found.map(({ id }) => id);
}

export type Coverer = { id: number; name: string; timeZone: string };

/** Somebody who can take shifts; null for anybody else. */
export async function loadCoverer(db: Queryable, personId: number): Promise<Coverer | null> {
  return row<Coverer>(
    db,
    "select id, name, time_zone from people where id = $1 and disabled_at is null and role in ('responder', 'admin')",
    [personId],
  );
}

/** Also those that were withdrawn. */
export async function countRequestsOfLastHour(db: Queryable, personId: number): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    `select count(*)::int as count from cover_requests
     where person_id = $1 and created_at > evenkeel.now() - interval '1 hour'`,
    [personId],
  );
  return counted!.count;
}

export async function insertRequest(
  db: Queryable,
  request: { scheduleId: number; personId: number; startsAt: Date; endsAt: Date; reason: string },
  asked: readonly number[],
): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into cover_requests (schedule_id, person_id, starts_at, ends_at, reason)
     values ($1, $2, $3, $4, $5) returning id`,
    [request.scheduleId, request.personId, request.startsAt, request.endsAt, request.reason],
  );
  await run(
    db,
    'insert into cover_request_people (request_id, person_id) select $1, unnest($2::bigint[]) on conflict do nothing',
    [inserted!.id, asked],
  );
  return inserted!.id;
}

export async function acceptRequest(db: Queryable, id: number, personId: number, overrideId: number): Promise<void> {
  await run(
    db,
    `update cover_requests set state = 'accepted', accepted_by = $2, override_id = $3, ended_at = evenkeel.now()
     where id = $1`,
    [id, personId, overrideId],
  );
}

export async function declineRequest(db: Queryable, id: number, personId: number): Promise<void> {
  await run(
    db,
    `update cover_request_people set declined_at = evenkeel.now()
     where request_id = $1 and person_id = $2 and declined_at is null`,
    [id, personId],
  );
}

export async function withdrawRequest(db: Queryable, id: number): Promise<void> {
  await run(db, "update cover_requests set state = 'withdrawn', ended_at = evenkeel.now() where id = $1", [id]);
}

export type MailKind = 'asked' | 'reminder' | 'accepted' | 'all_declined' | 'withdrawn';

/** Queues a mail per person, due now or at `dueAt`; each of a kind once. */
export async function queueMails(
  db: Queryable,
  requestId: number,
  kind: MailKind,
  personIds: readonly number[],
  dueAt: Date | null = null,
): Promise<void> {
  // A mail that is due later is as fresh then as one of that moment.
  await run(
    db,
    `insert into cover_mails (request_id, kind, person_id, due_at, created_at)
     select $1, $2, unnest($3::bigint[]), coalesce($4, evenkeel.now()), coalesce($4, evenkeel.now())
     on conflict do nothing`,
    [requestId, kind, personIds, dueAt],
  );
}

export type QueuedMail = {
  id: number;
  requestId: number;
  kind: MailKind;
  personId: number;
  personName: string;
  personEmail: string;
  timeZone: string;
  isDisabled: boolean;
  /** The person's first verified mail address; null when there is none. */
  contactMethodId: number | null;
  settings: string | null;
};

export async function loadMails(db: Queryable, ids: readonly number[]): Promise<QueuedMail[]> {
  return rows(
    db,
    `select c.id, c.request_id, c.kind, c.person_id, p.name as person_name, p.email as person_email, p.time_zone,
       p.disabled_at is not null as is_disabled, m.id as contact_method_id, m.settings
     from cover_mails c join people p on p.id = c.person_id
     left join lateral (
       select id, settings from contact_methods where person_id = p.id and channel = $2
         and verified_at is not null and disabled_at is null order by id limit 1) m on true
     where c.id = any ($1::bigint[])`,
    [ids, accountChannel],
  );
}

import type { SecurityEvent } from '../../../contract/platform/security-events.ts';
import { type Queryable, row, rows, run } from '../db/database.ts';
import { decodeCursor, pageOf } from '../db/paging.ts';

export type SecurityKind = SecurityEvent['kind'];
export type NewSecurityEvent = {
  kind: SecurityKind;
  network: string;
  personId: number | null;
  subject: string;
  device: string;
  count: number;
};
export type SecurityEventRow = Omit<SecurityEvent, 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date };

/** Rows of one quarter of an hour; beyond them networks are told as one. */
const mostPerBucket = 1_000;
export const keptSecurityEventDays = 90;

export async function addSecurityEvents(db: Queryable, events: NewSecurityEvent[]): Promise<void> {
  await run(
    db,
    `with given as (
       select e->>'kind' as kind, e->>'network' as network, (e->>'personId')::bigint as person_id,
         e->>'subject' as subject, e->>'device' as device, (e->>'count')::int as count,
         date_bin('15 minutes', evenkeel.now(), '2000-01-01') as bucket
       from jsonb_array_elements($1::jsonb) e),
     full_bucket as (
       select count(*) >= ${mostPerBucket} as is_full from security_events
       where bucket = date_bin('15 minutes', evenkeel.now(), '2000-01-01')),
     folded as (
       select bucket, kind, case when is_full then 'many networks' else network end as network,
         case when is_full then null else person_id end as person_id, case when is_full then '' else subject end as subject,
         max(device) as device, sum(count)::int as count
       from given, full_bucket group by 1, 2, 3, 4, 5)
     insert into security_events as s (kind, bucket, network, person_id, subject, device, count, first_at, last_at)
     select kind, bucket, network, person_id, subject, device, count, evenkeel.now(), evenkeel.now() from folded
     order by bucket, kind, network, person_id, subject
     on conflict (bucket, kind, network, coalesce(person_id, 0), subject)
     do update set count = s.count + excluded.count, last_at = excluded.last_at, device = excluded.device`,
    [JSON.stringify(events)],
  );
}

export async function listSecurityEvents(db: Queryable, query: { limit: number; cursor?: string | undefined }) {
  const [at, id] = decodeCursor(query.cursor, 2) ?? [null, null];
  const found = await rows<SecurityEventRow>(
    db,
    `select s.id, s.kind, s.network, s.person_id, p.name as person_name, s.subject, s.device, s.count, s.first_at, s.last_at
     from security_events s left join people p on p.id = s.person_id
     where ($1::timestamptz is null or (date_trunc('milliseconds', s.last_at), s.id) < ($1, $2::bigint))
     order by date_trunc('milliseconds', s.last_at) desc, s.id desc limit $3`,
    [at, id, query.limit + 1],
  );
  return pageOf(found, query.limit, (event) => [event.lastAt.toISOString(), event.id]);
}

/** Failed sign-ins and refused tokens of the last hour, and from how many networks. */
export async function countRecentFailures(db: Queryable): Promise<{ count: number; networks: number }> {
  const found = await row<{ count: number; networks: number }>(
    db,
    `select coalesce(sum(count), 0)::int as count, count(distinct network)::int as networks from security_events
     where last_at > evenkeel.now() - interval '1 hour'
       and kind in ('sign_in.failed', 'sign_in.refused', 'second_factor.failed', 'token.refused')`,
  );
  return found!;
}

export async function deleteOldSecurityEvents(db: Queryable): Promise<void> {
  await run(
    db,
    `delete from security_events where last_at < evenkeel.now() - interval '${keptSecurityEventDays} days'`,
  );
}

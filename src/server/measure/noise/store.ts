import type { AlertRetirement, NoisyAlert, noiseGroups } from '../../../contract/measure/noisy-alerts.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export const mostPages = 100_000;

export type Noise = Omit<NoisyAlert, 'retirement' | 'key'>;
export type NoiseFilter = {
  from: Date;
  to: Date;
  /** `HH:MM` */
  nightFrom: string;
  dayFrom: string;
  teamId: number | null;
  serviceId: number | null;
};

/** What a row of the ranking is of an alert `a`, and what it is called. */
const groups: Record<(typeof noiseGroups)[number], { by: string; columns: string }> = {
  alert: {
    by: 'a.source_id, a.dedup_key',
    columns: `(array_agg(a.title order by a.id desc))[1] as name, a.source_id, a.dedup_key, null::bigint as route_id,
      (array_agg(a.service_id order by a.id desc))[1] as service_id`,
  },
  source: {
    by: 'a.source_id',
    columns: 'null as name, a.source_id, null as dedup_key, null::bigint as route_id, null::bigint as service_id',
  },
  route: {
    by: 'a.route_id',
    columns: 'null as name, null::bigint as source_id, null as dedup_key, a.route_id, null::bigint as service_id',
  },
  service: {
    by: 'a.service_id',
    columns: 'null as name, null::bigint as source_id, null as dedup_key, null::bigint as route_id, a.service_id',
  },
};

/** Real pages of the period `$1` to `$2`, newest first. */
const whichPages = `from pages p left join services s on s.id = p.service_id
  where p.kind = 'real' and p.merged_into is null and p.responder_of is null and p.opened_at >= $1 and p.opened_at < $2
    and ($3::bigint is null or s.team_id = $3) and ($4::bigint is null or p.service_id = $4)
  order by p.opened_at desc limit ${mostPages}`;

/** Night by the clock of each person whom a page reached. */
const paged = `select p.id, p.feedback, exists (select from notifications n join people pe on pe.id = n.person_id
    where n.page_id = p.id and n.sent_at is not null
      and ((n.sent_at at time zone pe.time_zone)::time >= $5::time or (n.sent_at at time zone pe.time_zone)::time < $6::time)
  ) as at_night ${whichPages}`;

const isByItself = "a.state = 'resolved' and coalesce(a.resolved_by->>'kind', 'system') in ('source', 'system')";

export async function listNoise(
  db: Queryable,
  by: (typeof noiseGroups)[number],
  { from, to, nightFrom, dayFrom, teamId, serviceId }: NoiseFilter,
): Promise<Noise[]> {
  const group = groups[by];
  return rows<Noise>(
    db,
    `with paged as (${paged}), ranked as (
       select ${group.columns}, count(distinct p.id) as pages,
         count(distinct p.id) filter (where p.at_night) as night_pages,
         count(distinct p.id) filter (where p.feedback is not null) as answered,
         count(distinct p.id) filter (where p.feedback = 'acted') as acted,
         count(distinct a.id) as alerts, count(distinct a.id) filter (where ${isByItself}) as ended_by_itself,
         percentile_cont(0.5) within group (order by extract(epoch from a.resolved_at - a.triggered_at))
           filter (where ${isByItself})::float8 as median_seconds_to_end
       from paged p join page_alerts x on x.page_id = p.id join alerts a on a.id = x.alert_id
       group by ${group.by} order by pages desc, night_pages desc, max(a.id) desc limit 50)
     select coalesce(r.name, so.name, ro.name, se.name, 'No ${by}') as name,
       case when so.id is not null then jsonb_build_object('id', so.id, 'name', so.name, 'slug', so.slug) end as source,
       r.dedup_key, r.route_id, r.service_id, r.pages, r.night_pages, r.answered, r.acted, r.alerts, r.ended_by_itself,
       r.median_seconds_to_end
     from ranked r left join sources so on so.id = r.source_id left join routes ro on ro.id = r.route_id
     left join services se on se.id = r.service_id
     order by r.pages desc, r.night_pages desc, name`,
    [from, to, teamId, serviceId, nightFrom, dayFrom],
  );
}

export async function countPaged(
  db: Queryable,
  { from, to, teamId, serviceId }: NoiseFilter,
): Promise<{ pages: number; answered: number }> {
  return (await row<{ pages: number; answered: number }>(
    db,
    `select count(*) as pages, count(feedback) as answered from (select p.feedback ${whichPages}) k`,
    [from, to, teamId, serviceId],
  ))!;
}

type Dates<T> = { [K in keyof T]: K extends `${string}At` ? Date | Extract<T[K], null> : T[K] };
export type RetirementRow = Dates<AlertRetirement>;

const pagesSince = `(select count(*) from (select from alerts a join page_alerts x on x.alert_id = a.id join pages p on p.id = x.page_id
    where a.source_id = r.source_id and a.dedup_hash = r.dedup_hash and p.kind = 'real'
      and p.opened_at > coalesce(r.decided_at, r.proposed_at) limit 1000) k)`;
const columns = `r.id, jsonb_build_object('id', so.id, 'name', so.name, 'slug', so.slug) as source, r.dedup_key, r.title, r.state,
  r.note, case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner, r.due_at,
  coalesce(r.state = 'proposed' and r.due_at < evenkeel.now(), false) as is_overdue, r.proposed_by, r.proposed_at,
  r.decided_by, r.decided_at, ${pagesSince} as pages_since`;
const joins = 'alert_retirements r join sources so on so.id = r.source_id left join people o on o.id = r.owner_id';

export type RetirementFilter = { ownerId?: number | undefined; state?: AlertRetirement['state'] | undefined };

export function listRetirements(db: Queryable, { ownerId, state }: RetirementFilter): Promise<RetirementRow[]> {
  return rows(
    db,
    `select ${columns} from ${joins}
     where ($1::bigint is null or r.owner_id = $1) and ($2::text is null or r.state = $2)
     order by r.state <> 'proposed', r.due_at, coalesce(r.decided_at, r.proposed_at) desc limit 200`,
    [ownerId ?? null, state ?? null],
  );
}

type DueRetirement = { id: number; title: string; ownerId: number; dueAt: Date };

export function listDueRetirements(db: Queryable, before: Date): Promise<DueRetirement[]> {
  return rows(
    db,
    `select id, title, owner_id, due_at from alert_retirements
     where state = 'proposed' and owner_id is not null and due_at < $1 order by due_at, id limit 500`,
    [before],
  );
}

export function loadRetirement(db: Queryable, id: number): Promise<RetirementRow | null> {
  return row(db, `select ${columns} from ${joins} where r.id = $1`, [id]);
}

/** Of these alerts, by source and dedup key. */
export function listRetirementsOf(
  db: Queryable,
  keys: { sourceId: number; dedupKey: string }[],
): Promise<RetirementRow[]> {
  return rows(
    db,
    `select ${columns} from ${joins} where (r.source_id, r.dedup_key) in
       (select * from unnest($1::bigint[], $2::text[]))`,
    [keys.map(({ sourceId }) => sourceId), keys.map(({ dedupKey }) => dedupKey)],
  );
}

/** What the alert was last called; null when there never was one. */
export async function titleOf(db: Queryable, sourceId: number, dedupKey: string): Promise<string | null> {
  const found = await row<{ title: string }>(
    db,
    `select title from alerts where source_id = $1 and dedup_hash = sha256(convert_to($2, 'UTF8')) order by id desc limit 1`,
    [sourceId, dedupKey],
  );
  return found?.title ?? null;
}

type NewRetirement = {
  sourceId: number;
  dedupKey: string;
  title: string;
  note: string;
  ownerId: number | null;
  dueAt: string | null;
};

/** Null when it is proposed already. One that was decided about is proposed anew. */
export async function insertRetirement(tx: Queryable, given: NewRetirement, by: object): Promise<number | null> {
  const made = await row<{ id: number }>(
    tx,
    `insert into alert_retirements as r (source_id, dedup_key, dedup_hash, title, state, note, owner_id, due_at, proposed_by)
     values ($1, $2, sha256(convert_to($2, 'UTF8')), $3, 'proposed', $4, $5, $6, $7)
     on conflict (source_id, dedup_hash) do update
       set title = excluded.title, state = 'proposed', note = excluded.note, owner_id = excluded.owner_id,
         due_at = excluded.due_at, proposed_by = excluded.proposed_by, proposed_at = evenkeel.now(),
         decided_by = null, decided_at = null
       where r.state <> 'proposed'
     returning id`,
    [given.sourceId, given.dedupKey, given.title, given.note, given.ownerId, given.dueAt, JSON.stringify(by)],
  );
  return made?.id ?? null;
}

export function lockRetirement(tx: Queryable, id: number) {
  return row<{ sourceId: number; dedupKey: string; state: AlertRetirement['state'] }>(
    tx,
    'select source_id, dedup_key, state from alert_retirements where id = $1 for update',
    [id],
  );
}

export async function setRetirement(
  tx: Queryable,
  id: number,
  state: AlertRetirement['state'],
  note: string | undefined,
  by: object,
): Promise<void> {
  await run(
    tx,
    `update alert_retirements set state = $2, note = coalesce($3, note), decided_at = evenkeel.now(), decided_by = $4
     where id = $1`,
    [id, state, note ?? null, JSON.stringify(by)],
  );
}

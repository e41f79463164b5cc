import type { DrillSeries, DrillSeriesInput } from '../../../contract/program/drill-series.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { namedWebhook } from './hook-store.ts';

export type SeriesRow = Omit<DrillSeries, 'scenarios' | 'isStopped' | 'nextDrill'> & {
  scenarioKeys: string[];
  turn: number;
  /** Null: it is stopped. */
  planAt: Date | null;
  nextDrill: { id: number; title: string; plannedFor: string } | null;
};

export type SurroundingsKey = 'inSandbox' | 'agreedIds' | 'beforeWebhookId' | 'afterWebhookId';

export type DueSeries = Pick<
  DrillSeriesInput,
  'rhythm' | 'firstAt' | 'timeZone' | 'sourceId' | 'consent' | 'teamId' | SurroundingsKey
> & {
  id: number;
  turn: number;
  scenarioKeys: string[];
  leaderIds: number[];
  serviceIds: number[];
};

const firstAt = `to_char(s.first_at, 'YYYY-MM-DD"T"HH24:MI') as first_at`;
const namesOf = (table: string, ids: string) =>
  `coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by array_position(${ids}, x.id))
    from ${table} x where x.id = any (${ids})), '[]')`;
const named = (alias: string) =>
  `case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;
const columns = `s.id, s.name, s.scenario_keys, s.consent, s.rhythm, ${firstAt}, s.time_zone, s.turn, s.plan_at, s.problem,
  s.version, ${named('t')} as team, ${named('o')} as source, ${namesOf('people', 's.leader_ids')} as leaders,
  ${namesOf('services', 's.service_ids')} as services, s.in_sandbox, ${namesOf('people', 's.agreed_ids')} as agreed,
  ${namedWebhook('s.before_webhook_id')} as before_webhook, ${namedWebhook('s.after_webhook_id')} as after_webhook,
  (select jsonb_build_object('id', d.id, 'title', d.title, 'plannedFor', to_char(d.planned_for at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from drills d where d.series_id = s.id and d.state = 'planned' order by d.id desc limit 1) as next_drill`;
const from = 'drill_series s left join teams t on t.id = s.team_id left join sources o on o.id = s.source_id';

export async function listSeries(db: Queryable, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<SeriesRow>(
    db,
    `select ${columns} from ${from} where $1::bigint is null or s.id < $1 order by s.id desc limit $2`,
    [before, limit + 1],
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

export async function loadSeries(db: Queryable, id: number): Promise<SeriesRow | null> {
  return row(db, `select ${columns} from ${from} where s.id = $1`, [id]);
}

export async function lockSeries(tx: Queryable, id: number): Promise<SeriesRow | null> {
  await run(tx, 'select from drill_series where id = $1 for update', [id]);
  return loadSeries(tx, id);
}

const valuesOf = (input: DrillSeriesInput) => [
  input.name,
  input.teamId,
  input.scenarioKeys,
  input.leaderIds,
  input.serviceIds,
  input.sourceId,
  input.consent,
  input.rhythm,
  input.firstAt,
  input.timeZone,
  input.inSandbox,
  input.agreedIds,
  input.beforeWebhookId,
  input.afterWebhookId,
  input.isStopped,
];

export async function insertSeries(tx: Queryable, input: DrillSeriesInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into drill_series (name, team_id, scenario_keys, leader_ids, service_ids, source_id, consent, rhythm, first_at,
       time_zone, in_sandbox, agreed_ids, before_webhook_id, after_webhook_id, plan_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamp, $10, $11, $12, $13, $14, case when not $15 then evenkeel.now() end) returning id`,
    valuesOf(input),
  );
  return inserted!.id;
}

/** One that goes on plans again once what it has planned is past. */
export async function updateSeries(tx: Queryable, id: number, input: DrillSeriesInput): Promise<void> {
  await run(
    tx,
    `update drill_series set name = $2, team_id = $3, scenario_keys = $4, leader_ids = $5, service_ids = $6, source_id = $7,
       consent = $8, rhythm = $9, first_at = $10::timestamp, time_zone = $11, in_sandbox = $12, agreed_ids = $13, before_webhook_id = $14,
       after_webhook_id = $15, problem = null, version = version + 1,
       plan_at = case when not $16 then greatest(evenkeel.now(),
         (select max(planned_for) from drills where series_id = $1 and state = 'planned')) end
     where id = $1`,
    [id, ...valuesOf(input)],
  );
}

/** One that is to plan, locked; those that another node works on are left out. */
export async function claimDue(tx: Queryable): Promise<DueSeries | null> {
  return row(
    tx,
    `select s.id, s.turn, s.scenario_keys, s.leader_ids, s.service_ids, s.source_id, s.team_id, s.consent, s.rhythm,
       ${firstAt}, s.time_zone, s.in_sandbox, s.agreed_ids, s.before_webhook_id, s.after_webhook_id
     from drill_series s where s.plan_at <= evenkeel.now() order by s.plan_at, s.id limit 1 for update skip locked`,
    [],
  );
}

/** The next one is planned when this one begins. */
export async function setPlanned(tx: Queryable, id: number, at: Date): Promise<void> {
  await run(tx, 'update drill_series set turn = turn + 1, plan_at = $2, problem = null where id = $1', [id, at]);
}

export async function setProblem(tx: Queryable, id: number, problem: string, retrySeconds: number): Promise<void> {
  await run(
    tx,
    'update drill_series set problem = $2, plan_at = evenkeel.now() + make_interval(secs => $3) where id = $1',
    [id, problem, retrySeconds],
  );
}

/** Of these, those that exist; people only while they may sign in. */
export async function existingOf(
  tx: Queryable,
  table: 'services' | 'people',
  ids: readonly number[],
): Promise<number[]> {
  const enabled = table === 'people' ? 'and disabled_at is null' : '';
  const found = await rows<{ id: number }>(tx, `select id from ${table} where id = any ($1::bigint[]) ${enabled}`, [
    ids,
  ]);
  return found.map(({ id }) => id);
}

export type FeedDrill = {
  id: number;
  title: string;
  format: string;
  plannedFor: Date;
  leaderName: string | null;
  isCanceled: boolean;
  version: number;
  createdAt: Date;
};

/** Drills with a time, from a month ago on; what is unannounced stays so. */
export async function listFeedDrills(db: Queryable): Promise<FeedDrill[]> {
  return rows(
    db,
    `select d.id, d.title, d.format, d.planned_for, p.name as leader_name, d.state = 'canceled' as is_canceled, d.version,
       d.created_at
     from drills d left join people p on p.id = d.leader_id
     where d.planned_for > evenkeel.now() - interval '31 days' and d.format <> 'unannounced'
     order by d.planned_for, d.id limit 500`,
  );
}

export async function loadFeedKey(db: Queryable): Promise<string> {
  return (await row<{ feedKey: string }>(db, 'select feed_key from drill_feed'))!.feedKey;
}

export async function replaceFeedKey(tx: Queryable, feedKey: string): Promise<void> {
  await run(tx, 'update drill_feed set feed_key = $1', [feedKey]);
}

/** Who takes part in drills that begin before then, but for unannounced ones. */
export async function listAhead(db: Queryable, untilMs: number) {
  return rows<{
    drillId: number;
    title: string;
    format: string;
    plannedFor: Date;
    personId: number;
    part: string;
    role: string | null;
  }>(
    db,
    `select d.id as drill_id, d.title, d.format, d.planned_for, x.person_id, x.part, x.role from drills d
     join lateral (
       select d.leader_id as person_id, 'leader' as part, null as role where d.leader_id is not null
       union all select person_id, part, role from drill_people where drill_id = d.id and person_id is distinct from d.leader_id
     ) x on true
     where d.state = 'planned' and d.format <> 'unannounced' and d.planned_for > evenkeel.now()
       and d.planned_for <= to_timestamp($1 / 1000.0)
     order by d.planned_for, d.id, x.person_id limit 1000`,
    [untilMs],
  );
}

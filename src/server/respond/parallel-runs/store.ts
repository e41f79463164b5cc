import type { KeptPage, ParallelRun } from '../../../contract/respond/parallel-runs.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { keptInParallel, parallelRunOf } from './parallel-sql.ts';

type Dates = { askAt: Date; startedAt: Date; endedAt: Date | null };
export type RunRow = Omit<ParallelRun, keyof Dates> & Dates;

const columns = `r.id, case when r.team_id is not null then jsonb_build_object('id', r.team_id,
    'name', coalesce((select t.name from teams t where t.id = r.team_id), 'a deleted team')) end as team,
  r.ask_at, r.ended_at is null and r.ask_at <= evenkeel.now() as is_overdue, r.started_by, r.started_at, r.ended_by,
  r.ended_at, r.version,
  case when r.ended_at is not null then 0 else (select count(*) from (
    select from pages p where p.state = 'open' and ${parallelRunOf('p')} = r.id limit 1000) o) end as open_page_count`;

export async function listRuns(db: Queryable, isActiveOnly: boolean): Promise<RunRow[]> {
  return rows(
    db,
    `select ${columns} from parallel_runs r where r.ended_at is null or not $1
     order by r.ended_at is not null, r.id desc limit 200`,
    [isActiveOnly],
  );
}

export async function loadRun(db: Queryable, id: number): Promise<RunRow | null> {
  return row(db, `select ${columns} from parallel_runs r where r.id = $1`, [id]);
}

export async function lockRun(tx: Queryable, id: number): Promise<RunRow | null> {
  return (await run(tx, 'select from parallel_runs where id = $1 for update', [id])) === 0 ? null : loadRun(tx, id);
}

export async function teamExists(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select from teams where id = $1', [id])) !== null;
}

/** Null when one goes on already. */
export async function insertRun(
  tx: Queryable,
  given: { teamId: number | null; askAt: string; startedBy: object },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into parallel_runs (team_id, ask_at, started_by) values ($1, $2, $3)
     on conflict (coalesce(team_id, 0)) where ended_at is null do nothing returning id`,
    [given.teamId, given.askAt, JSON.stringify(given.startedBy)],
  );
  return inserted?.id ?? null;
}

export async function setAskAt(tx: Queryable, id: number, askAt: string): Promise<void> {
  await run(tx, 'update parallel_runs set ask_at = $2, version = version + 1 where id = $1', [id, askAt]);
}

export async function endRun(tx: Queryable, id: number, by: object): Promise<void> {
  await run(
    tx,
    'update parallel_runs set ended_at = evenkeel.now(), ended_by = $2, version = version + 1 where id = $1',
    [id, JSON.stringify(by)],
  );
}

/** Pages that a run keeps now; their steps call nobody outside either. */
export async function listInParallelRun(db: Queryable, pageIds: readonly number[]): Promise<Set<number>> {
  if (pageIds.length === 0) return new Set();
  const found = await rows<{ id: number }>(
    db,
    `select p.id from pages p where p.id = any ($1::bigint[]) and ${parallelRunOf('p')} is not null`,
    [pageIds],
  );
  return new Set(found.map(({ id }) => id));
}

/** Whether pages may have been kept that are no longer to be. */
export async function mayHaveEnded(db: Queryable): Promise<boolean> {
  const found = await row<{ some: boolean }>(
    db,
    `select exists (select from parallel_runs
       where ended_at is null or ended_at > evenkeel.now() - interval '1 day') as some`,
  );
  return found!.some;
}

type Dated<T, K extends keyof T> = Omit<T, K> & Record<K, Date>;

/** What was kept for the team while it ran, of pages that a run of today's shape would keep. */
export async function listKept(db: Queryable, id: number, limit: number, cursor: string | undefined) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<Dated<KeptPage, 'at'>>(
    db,
    `select n.id as notification_id, jsonb_build_object('id', p.id, 'title', p.title, 'severity', p.severity,
         'openedAt', to_char(p.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as page,
       case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as service,
       case when e.id is not null then jsonb_build_object('id', e.id, 'name', e.name) end as person,
       coalesce(e.name, n.chat_room->>'name', '') as name, coalesce(n.chat_room->>'channel', n.channel) as channel,
       n.finished_at as at, n.step_index, n.round
     from parallel_runs r join pages p on p.opened_at < coalesce(r.ended_at, 'infinity')
         and p.opened_at >= r.started_at - interval '30 days'
       join notifications n on n.page_id = p.id and n.outcome = '${keptInParallel}'
         and n.finished_at >= r.started_at and n.finished_at <= coalesce(r.ended_at, 'infinity')
       left join services s on s.id = p.service_id left join people e on e.id = n.person_id
     where r.id = $1 and ($2::bigint is null or n.id < $2) and (r.team_id is null or s.team_id = r.team_id
       or s.id is null and exists (select from incident_services x join services o on o.id = x.service_id
         where x.incident_id = p.incident_id and o.team_id = r.team_id))
     order by n.id desc limit $3`,
    [id, before, limit + 1],
  );
  return pageOf(found, limit, ({ notificationId }) => [notificationId]);
}

import type { CanaryRun } from '../../../contract/respond/canary.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { CanaryOutcome } from './run.ts';

/** Notes that a run begins, so that one that never ends is missed. @returns its id */
export async function beginRun(db: Queryable, nodeId: number): Promise<number> {
  await run(db, "delete from canary_runs where started_at < evenkeel.now() - interval '1 day'");
  const begun = await row<{ id: number }>(db, 'insert into canary_runs (node_id) values ($1) returning id', [nodeId]);
  return begun!.id;
}

export async function endRun(db: Queryable, id: number, outcome: CanaryOutcome): Promise<void> {
  await run(
    db,
    `update canary_runs set finished_at = evenkeel.now(), stages = $2, failed_stage = $3, problem = $4 where id = $1`,
    [id, JSON.stringify(outcome.stages), outcome.failedStage, outcome.problem],
  );
}

type RunRow = Omit<CanaryRun, 'startedAt' | 'lastGoodAt'> & { startedAt: Date; lastGoodAt: Date | null };

/** The last run of each living node that has ended, with its record of the day. */
export async function listLastRuns(db: Queryable): Promise<RunRow[]> {
  return rows<RunRow>(
    db,
    `select jsonb_build_object('id', n.id, 'name', n.name) as node, l.started_at, l.stages, l.failed_stage, l.problem,
       d.last_good_at, d.runs, d.failed
     from nodes n
     cross join lateral (select * from canary_runs r where r.node_id = n.id and r.finished_at is not null
       order by r.started_at desc limit 1) l
     cross join lateral (select max(r.started_at) filter (where r.failed_stage is null) as last_good_at,
         count(*)::int as runs, count(r.failed_stage)::int as failed
       from canary_runs r where r.node_id = n.id and r.finished_at is not null) d
     where n.stopped_at is null and n.heartbeat_at > evenkeel.now() - interval '1 minute'
     order by n.id limit 100`,
  );
}

import type { Goal, GoalInput, GoalUpdate } from '../../../contract/program/goals.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type GoalRow = Pick<
  Goal,
  | 'id'
  | 'name'
  | 'measure'
  | 'team'
  | 'service'
  | 'owner'
  | 'target'
  | 'dropReason'
  | 'objective'
  | 'objectiveUrl'
  | 'version'
> & {
  startsAt: Date;
  dueAt: Date;
  baselineValue: number | null;
  baselineN: number | null;
  baselineFrom: Date | null;
  baselineTo: Date | null;
  baselineFrozenAt: Date | null;
  baselineReason: string;
  droppedAt: Date | null;
  createdAt: Date;
};

const named = (table: string, as: string) =>
  `case when ${table}.id is not null then jsonb_build_object('id', ${table}.id, 'name', ${table}.name) end as ${as}`;

const columns = `g.id, g.name, g.measure, g.target, g.starts_at, g.due_at, g.baseline_value, g.baseline_n, g.baseline_from,
  g.baseline_to, g.baseline_frozen_at, g.baseline_reason, g.objective, g.objective_url, g.dropped_at, g.drop_reason, g.version, g.created_at,
  ${named('t', 'team')}, ${named('s', 'service')}, ${named('o', 'owner')}`;
const from = `goals g left join teams t on t.id = g.team_id left join services s on s.id = g.service_id
  left join people o on o.id = g.owner_id`;

export async function listGoals(db: Queryable, show: 'all' | 'kept' | 'dropped', limit: number, cursor?: string) {
  const [before] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<GoalRow>(
    db,
    `select ${columns} from ${from} where ($1::bigint is null or g.id < $1)
       and ($2 = 'all' or ($2 = 'kept') = (g.dropped_at is null)) order by g.id desc limit $3`,
    [before, show, limit + 1],
  );
  return pageOf(found, limit, (goal) => [goal.id]);
}

/**
 * The goals that somebody worked on in a period: those that had begun before its end, were not due before it began and were
 * not abandoned by its end. Of a team those of its services too. At most 50, the newest first.
 */
export async function listGoalsIn(db: Queryable, period: { from: Date; to: Date }, teamId: number | null) {
  return rows<GoalRow>(
    db,
    `select ${columns} from ${from} where g.starts_at < $2 and g.due_at > $1 and (g.dropped_at is null or g.dropped_at >= $2)
       and ($3::bigint is null or g.team_id = $3 or s.team_id = $3) order by g.id desc limit 50`,
    [period.from, period.to, teamId],
  );
}

/** Goals of incidents per sprint that are due after a moment: of one team, or of all but some. At most 50, the newest first. */
export async function listGoalsBySprint(
  db: Queryable,
  after: Date,
  { teamId, exceptTeamIds }: { teamId: number | null; exceptTeamIds: readonly number[] },
): Promise<{ id: number; name: string }[]> {
  return rows(
    db,
    `select id, name from goals where measure = 'incidents-per-sprint' and dropped_at is null and due_at > $1
       and case when $2::bigint is null then coalesce(team_id <> all ($3::bigint[]), true) else team_id = $2 end
     order by id desc limit 50`,
    [after, teamId, exceptTeamIds],
  );
}

export async function loadGoal(db: Queryable, id: number): Promise<GoalRow | null> {
  return row(db, `select ${columns} from ${from} where g.id = $1`, [id]);
}

export async function lockGoal(tx: Queryable, id: number): Promise<GoalRow | null> {
  const found = await run(tx, 'select from goals where id = $1 for update', [id]);
  return found === 0 ? null : loadGoal(tx, id);
}

/** By plan: when the first frozen baseline of a goal that holds for its team ended. */
export async function firstBaselineEnds(db: Queryable, pilotIds: number[]): Promise<Map<number, Date>> {
  const found = await rows<{ id: number; at: Date }>(
    db,
    `select p.id, min(g.baseline_to) as at from pilots p join goals g on g.team_id = p.team_id
         or (g.team_id is null and (g.service_id is null
             or g.service_id in (select s.id from services s where s.team_id = p.team_id)))
     where p.id = any ($1::bigint[]) and g.baseline_to is not null group by p.id`,
    [pilotIds],
  );
  return new Map(found.map(({ id, at }) => [id, at]));
}

export async function insertGoal(tx: Queryable, goal: GoalInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into goals (name, measure, team_id, service_id, owner_id, target, due_at, objective, objective_url)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      goal.name,
      goal.measure,
      goal.teamId,
      goal.serviceId,
      goal.ownerId,
      goal.target,
      goal.dueAt,
      goal.objective,
      goal.objectiveUrl,
    ],
  );
  return inserted!.id;
}

/** False when the goal has another version than expected. */
export async function updateGoal(tx: Queryable, id: number, goal: GoalUpdate, version: number | undefined) {
  const updated = await run(
    tx,
    `update goals set name = $2, owner_id = $3, target = $4, due_at = $5, objective = $6, objective_url = $7,
       version = version + 1
     where id = $1 and ($8::int is null or version = $8)`,
    [id, goal.name, goal.ownerId, goal.target, goal.dueAt, goal.objective, goal.objectiveUrl, version ?? null],
  );
  return updated === 1;
}

/** Freezes it; false when it was frozen before. */
export async function freezeBaseline(
  tx: Queryable,
  id: number,
  baseline: { value: number; n: number; from: Date; to: Date; reason: string },
): Promise<boolean> {
  const frozen = await run(
    tx,
    `update goals set baseline_value = $2, baseline_n = $3, baseline_from = $4, baseline_to = $5,
       baseline_frozen_at = evenkeel.now(), baseline_reason = $6, version = version + 1
     where id = $1 and baseline_frozen_at is null`,
    [id, baseline.value, baseline.n, baseline.from, baseline.to, baseline.reason],
  );
  return frozen === 1;
}

export async function setDropped(tx: Queryable, id: number, reason: string): Promise<void> {
  await run(tx, 'update goals set dropped_at = evenkeel.now(), drop_reason = $2, version = version + 1 where id = $1', [
    id,
    reason,
  ]);
}

export async function exists(db: Queryable, table: 'teams' | 'services', id: number): Promise<boolean> {
  return (await row(db, `select from ${table} where id = $1`, [id])) !== null;
}

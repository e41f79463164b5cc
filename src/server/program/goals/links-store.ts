import type { Goal } from '../../../contract/program/goals.ts';
import { goalMilestoneState } from '../../../domain/program/goals/milestones.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

export type MilestoneOf = { pilotId: number; key: string };
type LinkedMilestone = Goal['milestones'][number] & { goalId: number };
type LinkedGoal = { pilotId: number; key: string; id: number; name: string };

/** The milestones that are meant to reach these goals, by date; without those that were removed from their plan. */
export async function listMilestonesOf(db: Queryable, goalIds: number[]): Promise<LinkedMilestone[]> {
  const found = await rows<
    Omit<LinkedMilestone, 'state' | 'doneAt'> & { doneAt: Date | null; today: string; isPlanEnded: boolean }
  >(
    db,
    `select l.goal_id, l.pilot_id, l.milestone_key as key, m.title, jsonb_build_object('id', t.id, 'name', t.name) as team,
       m.due_on::text, m.done_at, (evenkeel.now() at time zone p.time_zone)::date::text as today,
       p.ended_at is not null as is_plan_ended
     from goal_milestones l join pilot_milestones m on m.pilot_id = l.pilot_id and m.key = l.milestone_key
       join pilots p on p.id = l.pilot_id join teams t on t.id = p.team_id
     where l.goal_id = any ($1::bigint[]) and m.removed_at is null
     order by l.goal_id, m.due_on, l.pilot_id, m.position`,
    [goalIds],
  );
  return found.map(({ doneAt, today, isPlanEnded, ...milestone }) => ({
    ...milestone,
    doneAt: doneAt?.toISOString() ?? null,
    state: goalMilestoneState({ isDone: doneAt !== null, dueOn: milestone.dueOn, today, isPlanEnded }),
  }));
}

/** The goals that milestones of these plans are meant to reach; without those that were abandoned. */
export async function listGoalsOf(db: Queryable, pilotIds: number[]): Promise<LinkedGoal[]> {
  return rows(
    db,
    `select l.pilot_id, l.milestone_key as key, g.id, g.name from goal_milestones l join goals g on g.id = l.goal_id
     where l.pilot_id = any ($1::bigint[]) and g.dropped_at is null order by l.pilot_id, l.milestone_key, g.id`,
    [pilotIds],
  );
}

/** Those of the given milestones that are in no plan. */
export async function unknownMilestones(db: Queryable, milestones: readonly MilestoneOf[]): Promise<MilestoneOf[]> {
  return rows(
    db,
    `select * from ${given} where not exists (
       select from pilot_milestones m where m.pilot_id = x.pilot_id and m.key = x.key and m.removed_at is null)`,
    valuesOf(milestones),
  );
}

/** Those of the given goals that there are not, or that were abandoned. */
export async function unknownGoals(db: Queryable, goalIds: readonly number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select id from unnest($1::bigint[]) as x (id)
     where not exists (select from goals g where g.id = x.id and g.dropped_at is null)`,
    [[...goalIds]],
  );
  return found.map(({ id }) => id);
}

/** Links the goal with these milestones and no others; links with removed milestones stay. Returns which changed. */
export async function replaceMilestonesOf(tx: Queryable, goalId: number, milestones: readonly MilestoneOf[]) {
  return rows<MilestoneOf & { isLinked: boolean }>(
    tx,
    `with gone as (
       delete from goal_milestones l using pilot_milestones m
       where l.goal_id = $3 and m.pilot_id = l.pilot_id and m.key = l.milestone_key and m.removed_at is null
         and (l.pilot_id, l.milestone_key) not in (select pilot_id, key from ${given})
       returning l.pilot_id, l.milestone_key as key
     ), come as (
       insert into goal_milestones (goal_id, pilot_id, milestone_key) select $3, pilot_id, key from ${given}
       on conflict do nothing returning pilot_id, milestone_key as key
     )
     select pilot_id, key, false as is_linked from gone union all select pilot_id, key, true from come
     order by pilot_id, key`,
    [...valuesOf(milestones), goalId],
  );
}

/** As `replaceMilestonesOf` from the other side; links with abandoned goals stay. */
export async function replaceGoalsOf(tx: Queryable, { pilotId, key }: MilestoneOf, goalIds: readonly number[]) {
  return rows<{ goalId: number; isLinked: boolean }>(
    tx,
    `with gone as (
       delete from goal_milestones l using goals g
       where l.pilot_id = $1 and l.milestone_key = $2 and g.id = l.goal_id and g.dropped_at is null
         and l.goal_id <> all ($3::bigint[])
       returning l.goal_id
     ), come as (
       insert into goal_milestones (goal_id, pilot_id, milestone_key) select unnest($3::bigint[]), $1, $2
       on conflict do nothing returning goal_id
     )
     select goal_id, false as is_linked from gone union all select goal_id, true from come order by goal_id`,
    [pilotId, key, [...goalIds]],
  );
}

/** Whoever edits one of these goals sees that something changed. */
export async function touchGoals(tx: Queryable, goalIds: number[]): Promise<void> {
  await rows(tx, 'update goals set version = version + 1 where id = any ($1::bigint[])', [goalIds]);
}

const given = 'unnest($1::bigint[], $2::text[]) as x (pilot_id, key)';
const valuesOf = (milestones: readonly MilestoneOf[]) => [
  milestones.map(({ pilotId }) => pilotId),
  milestones.map(({ key }) => key),
];

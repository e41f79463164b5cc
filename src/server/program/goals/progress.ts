import { forecastOf } from '../../../domain/program/goals/forecast.ts';
import type { GoalMeasure } from '../../../domain/program/goals/goals.ts';
import { type Goal, goalMeasure, goalProgress } from '../../../domain/program/goals/goals.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { loadAnswers, scoreOf } from '../assessments/show.ts';
import { listCompleted } from '../assessments/store.ts';
import { readFigures, type Scope } from '../figures.ts';
import { listMilestonesOf } from './links-store.ts';
import type { GoalRow } from './store.ts';

const longestPeriodMilliseconds = 90 * 86_400_000;

export type Measured = { value: number | null; n: number; values: readonly number[]; from: Date; to: Date };

/** The value of a measure over a period and scope. */
export async function readMeasure(db: Queryable, measure: GoalMeasure, scope: Scope, now: Date): Promise<Measured> {
  const { from, to } = scope;
  if (measure === 'maturity-level') {
    const level = await maturityAt(db, scope.teamId, to);
    return { value: level, n: level === null ? 0 : 1, values: [], from, to };
  }
  const { figures } = await readFigures(db, scope, now, { withShifts: measure === 'pages-per-shift' });
  const figure = figures.find(({ key }) => key === measure)!;
  return { value: figure.value, n: figure.n, values: figure.values, from, to };
}

/** Overall level of the last assessment of the whole, or of a team, that was completed before an instant. */
async function maturityAt(db: Queryable, teamId: number | null, before: Date): Promise<number | null> {
  const [last] = await listCompleted(db, teamId, before, 1);
  return last ? scoreOf(last, (await loadAnswers(db, [last]))(last.id)).overall : null;
}

/** Goals with where they stand now; a goal whose date is past is judged by the time up to that date. */
export async function showGoals(db: Queryable, goals: GoalRow[]) {
  const now = await readNow(db);
  const ids = goals.map(({ id }) => id);
  const milestones = await listMilestonesOf(db, ids);
  const shown = [];
  for (const goal of goals) {
    const own = milestones.filter(({ goalId }) => goalId === goal.id).map(({ goalId: _, ...milestone }) => milestone);
    shown.push({ ...(await showGoal(db, goal, now)), milestones: own });
  }
  return shown;
}

async function showGoal(db: Queryable, goal: GoalRow, now: Date) {
  const { baselineValue, baselineN, baselineFrom, baselineTo, baselineFrozenAt, baselineReason, ...rest } = goal;
  const { name: measureName, unit, better } = goalMeasure(goal.measure);
  const to = new Date(Math.max(Math.min(now.getTime(), goal.dueAt.getTime()), goal.startsAt.getTime() + 1));
  const from = new Date(Math.max(goal.startsAt.getTime(), to.getTime() - longestPeriodMilliseconds));
  const scope = { from, to, teamId: goal.team?.id ?? null, serviceId: goal.service?.id ?? null };
  const { values, ...current } = await readMeasure(db, goal.measure, scope, now);
  const known = current.value === null ? null : { value: current.value, n: current.n };
  const progress = goalProgress(inMilliseconds(goal), known, now.getTime());
  return {
    ...rest,
    measureName,
    unit,
    better,
    baseline:
      baselineFrozenAt === null
        ? null
        : {
            value: baselineValue!,
            n: baselineN!,
            from: baselineFrom!,
            to: baselineTo!,
            frozenAt: baselineFrozenAt,
            lateReason: baselineReason,
          },
    current,
    ...progress,
    forecast: goal.droppedAt === null ? forecastOf(inMilliseconds(goal), { ...current, values }, now.getTime()) : null,
    state: goal.droppedAt === null ? progress.state : ('dropped' as const),
  };
}

/** A goal in the form that the rules take. */
export function inMilliseconds(goal: GoalRow): Goal {
  const { measure, target, startsAt, dueAt, baselineFrozenAt } = goal;
  return {
    measure,
    target,
    startedAt: startsAt.getTime(),
    dueAt: dueAt.getTime(),
    baseline:
      baselineFrozenAt === null
        ? null
        : {
            value: goal.baselineValue!,
            n: goal.baselineN!,
            from: goal.baselineFrom!.getTime(),
            to: goal.baselineTo!.getTime(),
            frozenAt: baselineFrozenAt.getTime(),
          },
  };
}

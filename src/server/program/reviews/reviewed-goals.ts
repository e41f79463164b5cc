/** The goals of a review: what the quarter says of each, and the points of its chart. */
import type { ReviewedGoal } from '../../../contract/program/reviews.ts';
import type { IncidentRow } from '../../../domain/measure/incident-rows.ts';
import type { SprintTimeline } from '../../../domain/measure/sprint-timeline.ts';
import { monthsBetween, type Stretch, weeksBetween } from '../../../domain/measure/trend.ts';
import { figuresOf } from '../../../domain/program/figures.ts';
import { findingOf, type Side } from '../../../domain/program/finding.ts';
import { type GoalState, goalMeasure, goalProgress } from '../../../domain/program/goals/goals.ts';
import { loadIncidentRows } from '../../measure/incident-rows.ts';
import { loadTimeline } from '../../measure/sprints/actions.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadAnswers, scoreOf } from '../assessments/show.ts';
import { listCompleted } from '../assessments/store.ts';
import { inMilliseconds, readMeasure } from '../goals/progress.ts';
import type { GoalRow } from '../goals/store.ts';

const day = 86_400_000;
/** A chart shows at most so much; what is shorter than the second is shown by week. */
const longestChart = 366 * day;
const longestByWeek = 120 * day;
const mostAssessments = 13;

type Period = { from: number; to: number };
type Composed = ReviewedGoal & { name: string; state: GoalState; share: number | null };

/** Judged at the end of the period. @param zone whose weeks and months the points are */
export async function reviewGoals(
  db: Queryable,
  goals: readonly GoalRow[],
  period: { from: Date; to: Date },
  zone: string,
): Promise<Composed[]> {
  const to = period.to.getTime();
  const rowsOf = rowsByScope(db, goals, to);
  const composed: Composed[] = [];
  for (const goal of goals) {
    const rows = await rowsOf(goal);
    const timeline = await loadTimeline(db, goal.team?.id);
    const sideIn = (stretch: Period) => readSide(db, goal, rows, stretch, timeline, to);
    const from = Math.max(period.from.getTime(), goal.baselineTo?.getTime() ?? 0);
    const window = { from, to: Math.max(from, Math.min(to, goal.dueAt.getTime())) };
    composed.push(await composeGoal(goal, window, to, sideIn, await pointsOf(db, goal, sideIn, window.to, zone)));
  }
  return composed;
}

type SideIn = (period: Period) => Promise<Side>;

async function composeGoal(
  goal: GoalRow,
  window: Period,
  judgedAt: number,
  sideIn: SideIn,
  chart: Pick<ReviewedGoal, 'by' | 'points'>,
): Promise<Composed> {
  const { id, name, measure, target } = goal;
  const { name: measureName, unit, better } = goalMeasure(measure);
  const now = await sideIn(window);
  const known = now.value === null ? null : { value: now.value, n: now.n };
  const { state, share } = goalProgress(inMilliseconds(goal), known, judgedAt);
  const frozen = baselineOf(goal);
  // Only the median was frozen, so the durations behind it are read again, and used where they still give it.
  const again =
    frozen && unit === 'seconds' ? await sideIn({ from: frozen.from.getTime(), to: frozen.to.getTime() }) : null;
  const isBeforeLost = again !== null && (again.n !== frozen!.n || again.value !== frozen!.value);
  const before = frozen && { value: frozen.value, n: frozen.n, values: again?.values ?? [] };
  const scopeName = goal.team?.name ?? goal.service?.name ?? null;
  const shownName = scopeName === null ? measureName : `${measureName} of ${scopeName}`;
  return {
    ...{ id, name, measure, measureName, unit, better, scopeName, target, state, share },
    ownerName: goal.owner?.name ?? null,
    dueAt: goal.dueAt.toISOString(),
    baseline: frozen && { ...frozen, from: frozen.from.toISOString(), to: frozen.to.toISOString() },
    current: { value: now.value, n: now.n, ...written(window) },
    finding: findingOf({ key: measure, name: shownName, unit, better, before, now, isBeforeLost }),
    ...chart,
  };
}

function baselineOf({ baselineValue, baselineN, baselineFrom, baselineTo }: GoalRow) {
  if (baselineValue === null || !baselineFrom || !baselineTo) return null;
  return { value: baselineValue, n: baselineN ?? 0, from: baselineFrom, to: baselineTo };
}

const written = ({ from, to }: Period) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

/** The incidents of a team, a service or everything are read once, for all goals of it and all points. */
function rowsByScope(db: Queryable, goals: readonly GoalRow[], to: number) {
  const keyOf = ({ team, service }: GoalRow) => `${team?.id ?? ''}/${service?.id ?? ''}`;
  const known = new Map<string, Promise<IncidentRow[]>>();
  return (goal: GoalRow) => {
    const key = keyOf(goal);
    const starts = goals
      .filter((other) => keyOf(other) === key)
      .flatMap(({ baselineFrom }) => baselineFrom?.getTime() ?? []);
    const from = Math.min(to - longestChart - 31 * day, ...starts);
    const scope = { teamId: goal.team?.id, serviceId: goal.service?.id, includeImported: false };
    const found = known.get(key) ?? loadIncidentRows(db, { from, to, ...scope });
    known.set(key, found);
    return found;
  };
}

const nothing: Side = { value: null, n: 0, values: [] };

async function readSide(
  db: Queryable,
  goal: GoalRow,
  rows: readonly IncidentRow[],
  { from, to }: Period,
  timeline: SprintTimeline,
  now: number,
): Promise<Side> {
  const { measure } = goal;
  if (measure === 'maturity-level' || measure === 'pages-per-shift') {
    if (measure === 'pages-per-shift' && from >= to) return nothing;
    const scope = {
      from: new Date(from),
      to: new Date(to),
      teamId: goal.team?.id ?? null,
      serviceId: goal.service?.id ?? null,
    };
    return readMeasure(db, measure, scope, new Date(now));
  }
  if (from >= to) return nothing;
  const load = { shifts: 0, median: null };
  const { figures } = figuresOf({ rows, selection: { from, to }, timeline, load, now });
  const { value, n, values } = figures.find(({ key }) => key === measure)!;
  return { value, n, values };
}

/** From where the baseline begins, or the goal; at most a year, from the first point that counts anything. */
async function pointsOf(
  db: Queryable,
  goal: GoalRow,
  sideIn: SideIn,
  to: number,
  zone: string,
): Promise<Pick<ReviewedGoal, 'by' | 'points'>> {
  if (goal.measure === 'maturity-level') return { by: 'assessment', points: await assessmentPoints(db, goal, to) };
  const began = Math.min(goal.startsAt.getTime(), goal.baselineFrom?.getTime() ?? Number.POSITIVE_INFINITY);
  const from = Math.max(began, to - longestChart);
  if (from >= to) return { by: 'month', points: [] };
  // Shifts are often a week long, and cost the most to read.
  const by = goal.measure !== 'pages-per-shift' && to - from <= longestByWeek ? 'week' : 'month';
  const stretches: Stretch[] = (by === 'week' ? weeksBetween : monthsBetween)(zone, from, to);
  const points = [];
  for (const stretch of stretches) {
    const { value, n } = await sideIn(stretch);
    points.push({ name: stretch.name, ...written(stretch), value, n });
  }
  return {
    by,
    points: points.slice(
      Math.max(
        0,
        points.findIndex(({ n }) => n > 0),
      ),
    ),
  };
}

async function assessmentPoints(db: Queryable, goal: GoalRow, to: number) {
  const completed = await listCompleted(db, goal.team?.id ?? null, new Date(to), mostAssessments);
  const answersOf = await loadAnswers(db, completed);
  return completed.reverse().map((assessment) => {
    const at = assessment.completedAt!.toISOString();
    const { overall } = scoreOf(assessment, answersOf(assessment.id));
    return { name: at.slice(0, 10), from: at, to: at, value: overall, n: overall === null ? 0 : 1 };
  });
}

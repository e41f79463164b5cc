/** Puts the numbers of a quarter together from the rows of this installation. */

import { problem } from '../../../contract/errors.ts';
import type { ComposedReview } from '../../../contract/program/reviews.ts';
import { placeOf } from '../../../domain/program/benchmark-placing.ts';
import { moneyOf } from '../../../domain/program/money.ts';
import { composeReview, type Quarter, quarterBefore, quarterPeriod } from '../../../domain/program/review.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { loadAnswers, scoreOf } from '../assessments/show.ts';
import { listCompleted } from '../assessments/store.ts';
import { readEarlierDecisions } from '../decisions/actions.ts';
import { readFigures } from '../figures.ts';
import { listGoalsIn } from '../goals/store.ts';
import type { Baseline } from '../pilots/baseline.ts';
import { readCosts } from '../settings/costs.ts';
import { maturityStanding, readReference } from '../settings/reference.ts';
import { otherDepartments } from './departments.ts';
import * as store from './facts-store.ts';
import { reviewGoals } from './reviewed-goals.ts';
import { readScope, readScopeBaseline, readScopeMistakes } from './scope.ts';

export type ReviewedQuarter = Quarter & {
  teamId: number | null;
  pilotId: number | null;
  timeZone: string;
  attendees: readonly { department: string }[];
};

/** States of a goal in which somebody still works on it. */
const liveStates: readonly string[] = ['no-baseline', 'no-data', 'on-track', 'behind'];

/**
 * A quarter in numbers, of the scope and nothing else: up to now while it runs.
 * @throws Problem `invalid_input` for a quarter that has not begun, or a team or pilot that does not exist
 */
export async function compose(db: Queryable, input: ReviewedQuarter): Promise<{ at: Date; composed: ComposedReview }> {
  const at = await readNow(db);
  const quarter = quarterPeriod(input, input.timeZone);
  const period = { from: new Date(quarter.from), to: new Date(Math.min(quarter.to, at.getTime())) };
  if (period.from >= period.to) throw problem('invalid_input', 'This quarter has not started yet.');
  const asked = await readScope(db, input);
  // What came before the baseline ended cannot be compared with it.
  const scope =
    asked.measuredBy && asked.measuredBy.baselineEndsAt < period.to ? asked : { ...asked, measuredBy: null };
  const { teamId, measuredBy } = scope;
  const measuredFrom = measuredBy && measuredBy.baselineEndsAt > period.from ? measuredBy.baselineEndsAt : period.from;
  const figuresIn = (from: Date, to: Date) => readFigures(db, { from, to, teamId, serviceId: null }, at);
  const current = await figuresIn(measuredFrom, period.to);
  const earlier = quarterPeriod(quarterBefore(input), input.timeZone);
  const previous = await figuresIn(new Date(earlier.from), new Date(earlier.to));
  const baseline = await readScopeBaseline(db, scope, at);
  const costs = await readCosts(db);
  const goals = await reviewGoals(db, await listGoalsIn(db, period, teamId), period, input.timeZone);
  const assessments = await listAssessments(db, teamId, period.to);
  const liveGoalCount = goals.filter(({ state }) => liveStates.includes(state)).length;
  const earlierDecisions = await readEarlierDecisions(db, input);
  const facts = {
    drills: await store.loadDrillFacts(db, period, teamId),
    training: await store.loadTrainingFacts(db, period.to, teamId),
    actionItems: await store.loadActionItemFacts(db, period.to, teamId),
    recurrences: await store.listRecurrences(db, period, teamId),
    decisions: {
      open: earlierDecisions.filter((decision) => decision.state === 'open').length,
      overdue: earlierDecisions.filter((decision) => decision.isOverdue).length,
    },
    mistakes: await readScopeMistakes(db, asked, liveGoalCount, at),
  };
  const money = baseline && costs.isEdited ? moneyOfScope(baseline, current, costs, teamId) : null;
  const review = composeReview({
    ...facts,
    measures: current.figures.map((figure) => ({
      ...figure,
      current: figure,
      baseline: baseline?.measures.find(({ key }) => key === figure.key) ?? null,
      previous: previous.figures.find(({ key }) => key === figure.key)!,
    })),
    goals,
    assessments: assessments.map((one) => ({ ...one, at: one.at.getTime() })),
    money,
    participants: otherDepartments(input.attendees),
  });
  const { values, benchmarks, notice } = await readReference(db);
  const { decisions: _, ...shown } = facts;
  const { decisions, topics, rows, maturityStep, weakestAreas } = review;
  const composed = {
    ...shown,
    earlierDecisions,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    measuredFrom: measuredFrom.toISOString(),
    rows,
    baseline:
      measuredBy && baseline
        ? {
            from: measuredBy.startsAt.toISOString(),
            to: measuredBy.baselineEndsAt.toISOString(),
            frozenAt: measuredBy.baselineFrozenAt!.toISOString(),
            teamName: teamId === null ? null : measuredBy.team.name,
            timeZone: measuredBy.timeZone,
          }
        : null,
    goals,
    assessments: assessments.map(({ at: assessedAt, ...one }) => ({ ...one, at: assessedAt.toISOString() })),
    maturityStep,
    weakestAreas: [...weakestAreas],
    money,
    topics,
    questions: [...decisions],
    referenceValues: values,
    benchmarks,
    ...(teamId === null && { placings: placingsOf(benchmarks, assessments, money, input) }),
    referenceNotice: notice,
  };
  return { at, composed };
}

/** By what was known at the end of the quarter. */
function placingsOf(
  benchmarks: Awaited<ReturnType<typeof readReference>>['benchmarks'],
  assessments: Awaited<ReturnType<typeof listAssessments>>,
  money: ReturnType<typeof moneyOf> | null,
  { year, quarter }: Quarter,
) {
  const assessed = assessments.findLast(({ overall }) => overall !== null);
  const ratio = money?.ratio;
  const own = {
    maturity: assessed ? maturityStanding(assessed.overall!, assessed.at) : null,
    returned: ratio ? { low: ratio.low, high: ratio.high, review: `Q${quarter} ${year}` } : null,
  };
  return benchmarks.map((benchmark) => ({ key: benchmark.key, ...placeOf(benchmark, own) }));
}

/** A team's saving cannot be set against what the program cost for all teams, so it has neither net nor return. */
function moneyOfScope(
  baseline: Baseline,
  current: Parameters<typeof moneyOf>[1],
  costs: Parameters<typeof moneyOf>[2],
  teamId: number | null,
) {
  const money = moneyOf(baseline, current, costs);
  if (teamId === null) return money;
  const assumption = 'The cost is that of the whole program; what part of it one team took is not known.';
  return { ...money, net: null, ratio: null, assumptions: [...money.assumptions, assumption] };
}

/** The two last assessments that were completed before the end of the period, the earlier one first. */
async function listAssessments(db: Queryable, teamId: number | null, before: Date) {
  const completed = await listCompleted(db, teamId, before, 2);
  const answersOf = await loadAnswers(db, completed);
  return completed.reverse().map((assessment) => {
    const { overall, weakest } = scoreOf(assessment, answersOf(assessment.id));
    return { at: assessment.completedAt!, overall, weakest };
  });
}

/** Puts the numbers of a quarter together from the rows of this installation. */

import { problem } from '../../../contract/errors.ts';
import type { ComposedReview } from '../../../contract/learn/reviews.ts';
import { moneyOf } from '../../../domain/program/money.ts';
import { composeReview, type Quarter, quarterPeriod } from '../../../domain/program/review.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { loadAnswers, scoreOf } from '../assessments/show.ts';
import { listCompleted } from '../assessments/store.ts';
import { readFigures } from '../figures.ts';
import { showGoals } from '../goals/progress.ts';
import { listGoals } from '../goals/store.ts';
import { readMistakes } from '../home/facts.ts';
import { readBaseline } from '../pilots/baseline.ts';
import { loadFirstBaseline } from '../pilots/store.ts';
import { readCosts } from '../settings/costs.ts';
import { readReference } from '../settings/reference.ts';
import { otherDepartments } from './departments.ts';
import * as store from './facts-store.ts';

export type ReviewInput = Quarter & { timeZone: string; attendees: readonly { department: string }[] };

/**
 * A quarter in numbers: up to now while it runs. The measures are those of the team whose baseline was frozen first, on both
 * sides; without a baseline those of the whole organisation.
 * @throws Problem `invalid_input` for a quarter that has not begun
 */
export async function compose(db: Queryable, input: ReviewInput): Promise<{ at: Date; composed: ComposedReview }> {
  const at = await readNow(db);
  const quarter = quarterPeriod(input, input.timeZone);
  const period = { from: new Date(quarter.from), to: new Date(Math.min(quarter.to, at.getTime())) };
  if (period.from >= period.to) throw problem('invalid_input', 'This quarter has not started yet.');
  const first = await loadFirstBaseline(db);
  // What came before the baseline ended cannot be compared with it.
  const pilot = first && first.baselineEndsAt < period.to ? first : null;
  const measuredFrom = pilot && pilot.baselineEndsAt > period.from ? pilot.baselineEndsAt : period.from;
  const baseline = pilot && readBaseline(pilot.baseline);
  const scope = { from: measuredFrom, to: period.to, teamId: pilot?.team.id ?? null, serviceId: null };
  const current = await readFigures(db, scope, at);
  const costs = await readCosts(db);
  const goals = await showGoals(db, (await listGoals(db, 'kept', 50)).items);
  const assessments = await listAssessments(db, period.to);
  const facts = {
    drills: await store.loadDrillFacts(db, period),
    training: await store.loadTrainingFacts(db, period.to),
    actionItems: await store.loadActionItemFacts(db, period.to),
    recurrences: await store.listRecurrences(db, period),
    mistakes: await readMistakes(db, at),
  };
  const money = baseline && costs.isEdited ? moneyOf(baseline, current, costs) : null;
  const review = composeReview({
    ...facts,
    measures: current.figures.map((figure) => ({
      ...figure,
      current: figure,
      baseline: baseline?.measures.find(({ key }) => key === figure.key) ?? null,
    })),
    goals: goals.map(({ name, state, share }) => ({ name, share, state: state === 'dropped' ? 'missed' : state })),
    assessments: assessments.map((one) => ({ ...one, at: one.at.getTime() })),
    money,
    participants: otherDepartments(input.attendees),
  });
  const { values, benchmarks, notice } = await readReference(db);
  const { decisions, topics, rows, maturityStep, weakestAreas } = review;
  const composed = {
    ...facts,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    measuredFrom: measuredFrom.toISOString(),
    rows,
    baseline:
      pilot && baseline
        ? {
            from: pilot.startsAt.toISOString(),
            to: pilot.baselineEndsAt.toISOString(),
            frozenAt: pilot.baselineFrozenAt!.toISOString(),
            teamName: pilot.team.name,
            timeZone: pilot.timeZone,
          }
        : null,
    goals: [...review.goals],
    assessments: assessments.map(({ at: assessedAt, ...one }) => ({ ...one, at: assessedAt.toISOString() })),
    maturityStep,
    weakestAreas: [...weakestAreas],
    money,
    topics,
    questions: [...decisions],
    referenceValues: values,
    benchmarks,
    referenceNotice: notice,
  };
  return { at, composed };
}

/** The two last assessments that were completed before the end of the period, the earlier one first. */
async function listAssessments(db: Queryable, before: Date) {
  const completed = await listCompleted(db, null, before, 2);
  const answersOf = await loadAnswers(db, completed);
  return completed.reverse().map((assessment) => {
    const { overall, weakest } = scoreOf(assessment, answersOf(assessment.id));
    return { at: assessment.completedAt!, overall, weakest };
  });
}

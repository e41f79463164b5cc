/** The program at a glance. */

import { type PracticeFacts, practicesIn } from '../../../domain/program/checks/best-practices.ts';
import { longestWithoutReviewDays, mistakeChecks, type ProgramFacts } from '../../../domain/program/checks/mistakes.ts';
import { comparisons } from '../../../domain/program/comparisons.ts';
import { counted } from '../../../domain/program/counted.ts';
import { maturityLevels } from '../../../domain/program/maturity/model.ts';
import { daysBetween } from '../../../domain/program/plans/plan.ts';
import { type PlanPhaseKey, planTemplate } from '../../../domain/program/plans/template.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { readEvidence } from '../assessments/evidence.ts';
import { readFigure } from '../assessments/evidence-store.ts';
import { shownEvidence } from '../assessments/show.ts';
import { listCompleted } from '../assessments/store.ts';
import { showPilots } from '../pilots/read.ts';
import { listOpenPilots } from '../pilots/store.ts';
import { readPlaybookState } from '../playbook/readers.ts';
import { otherDepartments } from '../reviews/departments.ts';
import { nextPlanned } from '../reviews/store.ts';
import { readCosts } from '../settings/costs.ts';
import { readFacts } from './facts.ts';
import * as store from './store.ts';
import { loadStepFacts, type StepFacts } from './store.ts';

const dayMilliseconds = 86_400_000;
const reviewRhythmDays = 91;

export async function readProgram({ db }: Pick<Context, 'db'>) {
  const now = await readNow(db);
  const facts = await readFacts(db);
  const steps = await loadStepFacts(db);
  const pilots = await showPilots(db, await listOpenPilots(db, 50));
  const [assessed] = await listCompleted(db, null, null, 1);
  const checks = mistakeChecks(facts, now.getTime());
  return {
    startedAt: facts.startedAt === null ? null : new Date(facts.startedAt),
    level:
      assessed && assessed.overall !== null
        ? {
            level: assessed.overall,
            name: maturityLevels.find(({ level }) => level === assessed.overall)!.name,
            assessmentId: assessed.id,
            assessedAt: assessed.completedAt!,
          }
        : null,
    steps: stepsOf(steps, pilots, facts, now),
    mistakes: checks.filter(({ state }) => state === 'seen'),
    mistakesAvoided: checks.flatMap(({ state, ...check }) =>
      state === 'seen' ? [] : [{ ...check, isTooEarly: state === 'too-early' }],
    ),
    pilots: pilots.map(({ id, kind, team, startsOn, endsOn, progress }) => ({
      id,
      kind,
      teamName: team.name,
      days: daysBetween(startsOn, endsOn),
      day: progress.day,
      phase: progress.phase,
      done: progress.done,
      total: progress.total,
      overdue: progress.overdueKeys.length,
    })),
    nextReview: await nextReviewOf(db, facts, now),
    bestPractices: practicesIn(await practiceFacts(db, facts, steps, now)),
  };
}

/** A program beside its alternatives, each with the figures of this installation. */
export async function listComparisons({ db }: Pick<Context, 'db'>) {
  const figures = await readEvidence(db);
  return {
    items: comparisons.map(({ evidence, ...comparison }) => ({
      ...comparison,
      evidence: evidence.map((key) => shownEvidence(key, figures)!),
    })),
  };
}

type PilotState = Awaited<ReturnType<typeof showPilots>>[number];

function stepsOf(found: StepFacts, pilots: PilotState[], facts: ProgramFacts, now: Date) {
  const isReviewed = reviewedLately(facts, now);
  const milestones = pilots.flatMap((pilot) => pilot.milestones);
  const owned = milestones.filter(({ owner }) => owner !== null).length;
  const overdue = pilots.reduce((sum, pilot) => sum + pilot.progress.overdueKeys.length, 0);
  const states: Record<PlanPhaseKey, [isDone: boolean, isBegun: boolean, text: string]> = {
    assess: [
      found.completedAssessments > 0 && hasBaseline(facts, found),
      found.completedAssessments > 0 || found.hasDraft,
      `${counted(found.completedAssessments, 'assessment')} completed; ${hasBaseline(facts, found) ? 'the baseline is frozen' : 'no baseline frozen'}.`,
    ],
    'define-goals': [
      found.goalsWithBaseline > 0,
      found.goals > 0,
      `${counted(found.goals, 'goal')}, ${found.goalsWithBaseline} of them with a frozen baseline.`,
    ],
    'build-plan': [
      pilots.length > 0 && owned === milestones.length,
      pilots.length > 0,
      pilots.length === 0
        ? 'No plan is open.'
        : `${owned} of ${milestones.length} milestones of ${counted(pilots.length, 'plan')} have an owner.`,
    ],
    execute: [
      found.drillsFinished > 0 && found.certified > 0 && overdue === 0,
      found.drillsFinished + found.drillsOpen + found.certified > 0,
      `${counted(found.drillsFinished, 'drill')} held, ${counted(found.certified, 'person holds', 'people hold')} a certificate${overdue === 0 ? '' : `; ${counted(overdue, 'milestone is', 'milestones are')} overdue`}.`,
    ],
    iterate: [
      isReviewed,
      found.reviews > 0,
      isReviewed ? 'The last quarterly review is recent.' : 'No quarterly review was held recently.',
    ],
  };
  return planTemplate('pilot').phases.map(({ key, name }) => {
    const [isDone, isBegun, text] = states[key];
    return {
      key,
      name,
      text,
      state: isDone ? ('done' as const) : isBegun ? ('under-way' as const) : ('open' as const),
    };
  });
}

const hasBaseline = ({ plans }: ProgramFacts, { goalsWithBaseline }: StepFacts) =>
  goalsWithBaseline > 0 || plans.some(({ baselineEndedAt }) => baselineEndedAt !== null);

function reviewedLately({ lastQuarterlyReviewAt }: ProgramFacts, now: Date): boolean {
  return (
    lastQuarterlyReviewAt !== null &&
    now.getTime() - lastQuarterlyReviewAt <= longestWithoutReviewDays * dayMilliseconds
  );
}

async function practiceFacts(db: Queryable, facts: ProgramFacts, steps: StepFacts, now: Date): Promise<PracticeFacts> {
  const trained = await readFigure(db, 'share-people-trained');
  const { lastQuarterlyReviewAt } = facts;
  return {
    ...(await store.loadPilotFacts(db)),
    moneyReview: await store.loadMoneyReview(db),
    costsAreOwn: (await readCosts(db)).isEdited,
    hasBaseline: hasBaseline(facts, steps),
    playbook: await playbookFact(db, now),
    daysSinceReview:
      lastQuarterlyReviewAt === null ? null : Math.floor((now.getTime() - lastQuarterlyReviewAt) / dayMilliseconds),
    otherDepartments: otherDepartments(await store.lastAttendees(db)).length,
    trained: { count: Math.round((trained.value ?? 0) * trained.n), of: trained.n },
  };
}

async function playbookFact(db: Queryable, now: Date): Promise<PracticeFacts['playbook']> {
  const state = await readPlaybookState(db);
  return (
    state && {
      version: state.id,
      daysAgo: Math.floor((now.getTime() - state.publishedAt.getTime()) / dayMilliseconds),
      confirmed: state.confirmed,
      asked: state.asked,
    }
  );
}

/** The planned date, or a quarter after the last review or the start. */
async function nextReviewOf(db: Queryable, facts: ProgramFacts, now: Date) {
  const today = now.toISOString().slice(0, 10);
  const planned = await nextPlanned(db);
  if (planned) return { reviewId: planned.id, on: planned.plannedOn, isOverdue: planned.plannedOn < today };
  const since = facts.lastQuarterlyReviewAt ?? facts.startedAt ?? now.getTime();
  const on = new Date(since + reviewRhythmDays * dayMilliseconds).toISOString().slice(0, 10);
  return { reviewId: null, on, isOverdue: on < today };
}

import {
  type Mistake,
  mistakesIn,
  type PlanFacts,
  type ProgramFacts,
} from '../../../domain/program/checks/mistakes.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { showGoals } from '../goals/progress.ts';
import { firstBaselineEnds, listGoals } from '../goals/store.ts';
import { sponsorOf } from '../pilots/read.ts';
import { listOpenPilots, loadFirstPilot, type PilotRow } from '../pilots/store.ts';
import { lastHeldAt } from '../reviews/store.ts';
import * as store from './store.ts';

/** States of a goal in which somebody still works on it. */
const liveStates: readonly string[] = ['no-baseline', 'no-data', 'on-track', 'behind'];

/** Mistakes are looked for in so many plans at most; the earliest count first. */
const mostPlans = 100;

/** What the common mistakes are looked for in. A program starts with its first pilot. */
export async function readFacts(db: Queryable): Promise<ProgramFacts> {
  const now = await readNow(db);
  const first = await loadFirstPilot(db);
  const open = (await listOpenPilots(db, mostPlans)).filter(({ startsAt }) => startsAt <= now);
  const goals = await showGoals(db, (await listGoals(db, 'kept', 50)).items);
  const live = goals.filter(({ state }) => liveStates.includes(state));
  return {
    startedAt: first?.startsAt.getTime() ?? null,
    plans: await planFacts(db, open.length === 0 && first ? [first] : open),
    lastQuarterlyReviewAt: (await lastHeldAt(db))?.getTime() ?? null,
    liveGoalCount: live.length,
    goalWithoutBaselineId: live.find(({ baseline }) => baseline === null)?.id ?? null,
    adaptedSettingCount: first ? await store.countAdapted(db, first.startsAt) : 0,
    // Every installation starts with the built-in matrix, protocols and templates.
    copiedSettings: true,
  };
}

/** A team's baseline is that of its plan or of a goal, whichever ended first. */
export async function planFacts(db: Queryable, plans: PilotRow[]): Promise<PlanFacts[]> {
  const ids = plans.map(({ id }) => id);
  const changes = await store.firstChanges(db, ids);
  const ofGoals = await firstBaselineEnds(db, ids);
  return plans.map((plan) => {
    const sponsor = sponsorOf(plan);
    const ends = [plan.baselineFrozenAt && plan.baselineEndsAt, ofGoals.get(plan.id)].flatMap((at) => at ?? []);
    return {
      id: plan.id,
      teamName: plan.team.name,
      startedAt: plan.startsAt.getTime(),
      sponsor: sponsor && { name: sponsor.name, vicePresidentOrAbove: sponsor.isVicePresidentOrAbove },
      baselineEndedAt: ends.length === 0 ? null : Math.min(...ends.map((at) => at.getTime())),
      firstChangeAt: changes.get(plan.id)?.getTime() ?? null,
    };
  });
}

export async function readMistakes(db: Queryable, now: Date): Promise<Mistake[]> {
  return mistakesIn(await readFacts(db), now.getTime());
}

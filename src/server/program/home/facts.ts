import { type Mistake, mistakesIn, type ProgramFacts } from '../../../domain/program/checks/mistakes.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { showGoals } from '../goals/progress.ts';
import { firstBaselineEnd, listGoals } from '../goals/store.ts';
import { sponsorOf } from '../pilots/read.ts';
import { listOpenPilots, loadFirstBaseline, loadFirstPilot } from '../pilots/store.ts';
import { lastHeldAt } from '../reviews/store.ts';
import * as store from './store.ts';

/** States of a goal in which somebody still works on it. */
const liveStates: readonly string[] = ['no-baseline', 'no-data', 'on-track', 'behind'];

/** What the common mistakes are looked for in. A program starts with its first pilot. */
export async function readFacts(db: Queryable): Promise<ProgramFacts> {
  const first = await loadFirstPilot(db);
  const pilot = (await listOpenPilots(db, 1))[0] ?? first;
  const goals = await showGoals(db, (await listGoals(db, 'kept', 50)).items);
  const ends = [(await loadFirstBaseline(db))?.baselineEndsAt, await firstBaselineEnd(db)].flatMap((at) => at ?? []);
  const sponsor = pilot && sponsorOf(pilot);
  return {
    startedAt: first?.startsAt.getTime() ?? null,
    sponsor: sponsor && { name: sponsor.name, vicePresidentOrAbove: sponsor.isVicePresidentOrAbove },
    baselineEndedAt: ends.length === 0 ? null : Math.min(...ends.map((at) => at.getTime())),
    firstChangeAt: first
      ? ((await store.firstChangeAt(db, first.id, first.team.id, first.startsAt))?.getTime() ?? null)
      : null,
    lastQuarterlyReviewAt: (await lastHeldAt(db))?.getTime() ?? null,
    liveGoalCount: goals.filter(({ state }) => liveStates.includes(state)).length,
    adaptedSettingCount: first ? await store.countAdapted(db, first.startsAt) : 0,
    // Every installation starts with the built-in matrix, protocols and templates.
    copiedSettings: true,
  };
}

export async function readMistakes(db: Queryable, now: Date): Promise<Mistake[]> {
  return mistakesIn(await readFacts(db), now.getTime());
}

/** Whose review it is: the organisation's, a team's, or a pilot's, which is its team's measured from that pilot. */
import { problem } from '../../../contract/errors.ts';
import { type Mistake, mistakesIn } from '../../../domain/program/checks/mistakes.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readFigures } from '../figures.ts';
import { exists } from '../goals/store.ts';
import { planFacts, readMistakes } from '../home/facts.ts';
import { countAdapted } from '../home/store.ts';
import { type Baseline, readBaseline } from '../pilots/baseline.ts';
import { listOpenPilots, loadFirstBaseline, loadPilot, type PilotRow } from '../pilots/store.ts';
import { lastHeldAt } from './store.ts';

export type Scope = {
  /** Null: the whole organisation. */
  teamId: number | null;
  /** Whose baseline it is measured against; null: there is none yet. */
  measuredBy: PilotRow | null;
  /** Whose mistakes are looked at; null for the organisation and for a team without a pilot. */
  pilot: PilotRow | null;
};

/** @throws Problem `invalid_input` for a team or pilot that does not exist */
export async function readScope(
  db: Queryable,
  { teamId, pilotId }: { teamId: number | null; pilotId: number | null },
): Promise<Scope> {
  const wrong = (path: string, message: string) => problem('invalid_input', message, [{ path, message }]);
  if (teamId !== null && pilotId !== null) throw wrong('body.pilotId', 'Choose a team or a pilot, not both.');
  if (pilotId !== null) {
    const pilot = await loadPilot(db, pilotId);
    if (!pilot) throw wrong('body.pilotId', 'This pilot does not exist.');
    return { teamId: pilot.team.id, measuredBy: pilot.baselineFrozenAt === null ? null : pilot, pilot };
  }
  if (teamId === null) return { teamId, measuredBy: await loadFirstBaseline(db), pilot: null };
  if (!(await exists(db, 'teams', teamId))) throw wrong('body.teamId', 'This team does not exist.');
  const measuredBy = await loadFirstBaseline(db, teamId);
  const open = (await listOpenPilots(db, 200)).find(({ team }) => team.id === teamId);
  return { teamId, measuredBy, pilot: open ?? measuredBy };
}

/**
 * What the quarter is measured against. A team's is the one that was frozen; the organisation has none of its own, so it is
 * read over the same days, all teams together.
 */
export async function readScopeBaseline(
  db: Queryable,
  { teamId, measuredBy }: Scope,
  now: Date,
): Promise<Baseline | null> {
  if (!measuredBy) return null;
  if (teamId !== null) return readBaseline(measuredBy.baseline);
  const days = { from: measuredBy.baselineStartsAt, to: measuredBy.baselineEndsAt };
  const { figures, restoreBySeverity } = await readFigures(db, { ...days, teamId: null, serviceId: null }, now);
  return { measures: figures, restoreBySeverity };
}

/** The common mistakes of the scope; a team without a pilot has begun nothing that could go wrong. */
export async function readScopeMistakes(
  db: Queryable,
  { teamId, pilot }: Scope,
  liveGoalCount: number,
  now: Date,
): Promise<Mistake[]> {
  if (teamId === null) return readMistakes(db, now);
  if (!pilot) return [];
  const { startsAt } = pilot;
  const facts = {
    startedAt: startsAt.getTime(),
    plans: await planFacts(db, [pilot]),
    lastQuarterlyReviewAt: (await lastHeldAt(db))?.getTime() ?? null,
    ...{
      liveGoalCount,
      goalWithoutBaselineId: null,
      adaptedSettingCount: await countAdapted(db, startsAt),
      copiedSettings: true,
    },
  };
  return mistakesIn(facts, now.getTime());
}

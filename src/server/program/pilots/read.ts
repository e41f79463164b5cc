import type { Pilot } from '../../../contract/program/pilots.ts';
import { milestoneStatus } from '../../../domain/program/plans/milestones.ts';
import { addDays, planProgress } from '../../../domain/program/plans/plan.ts';
import { type PlanPhaseKey, planTemplate } from '../../../domain/program/plans/template.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listGoalsOf } from '../goals/links-store.ts';
import { type Baseline, readBaseline } from './baseline.ts';
import { listMilestones, type MilestoneRow } from './milestones-store.ts';
import { listRisks, type RiskRow } from './risks-store.ts';
import type { PilotRow } from './store.ts';

/** Plans with their milestones, risks and progress, as the API shows them. */
export async function showPilots(db: Queryable, pilots: PilotRow[]) {
  const ids = pilots.map((pilot) => pilot.id);
  const milestones = await listMilestones(db, ids);
  const risks = await listRisks(db, ids);
  const goals = await listGoalsOf(db, ids);
  const isOf = (pilot: PilotRow) => (part: { pilotId: number }) => part.pilotId === pilot.id;
  return pilots.map((pilot) =>
    show(pilot, milestones.filter(isOf(pilot)), risks.filter(isOf(pilot)), goals.filter(isOf(pilot))),
  );
}

export async function showPilot(db: Queryable, pilot: PilotRow) {
  return (await showPilots(db, [pilot]))[0]!;
}

type LinkedGoal = Awaited<ReturnType<typeof listGoalsOf>>[number];

function show(pilot: PilotRow, milestones: MilestoneRow[], risks: RiskRow[], goals: LinkedGoal[]) {
  const { lengthDays, phases } = planTemplate(pilot.kind);
  const facts = milestones.map(({ key, dueOn, doneOn }) => ({ key, dueDate: dueOn, doneDate: doneOn }));
  const progress = planProgress(pilot.kind, pilot.startsOn, facts, pilot.today);
  const baseline = readBaseline(pilot.baseline);
  const openKeys = new Set(milestones.filter(({ doneAt }) => doneAt === null).map(({ key }) => key));
  const at = (day: number) => addDays(pilot.startsOn, day);
  return {
    id: pilot.id,
    kind: pilot.kind,
    team: pilot.team,
    rollOut: pilot.rollOut,
    sponsor: sponsorOf(pilot),
    startsOn: pilot.startsOn,
    endsOn: at(lengthDays),
    timeZone: pilot.timeZone,
    state: stateOf(pilot, progress.day, lengthDays),
    outcome: pilot.outcome as Pilot['outcome'],
    outcomeNote: pilot.outcomeNote,
    endedAt: pilot.endedAt,
    baseline: {
      from: pilot.baselineStartsAt,
      to: pilot.baselineEndsAt,
      frozenAt: pilot.baselineFrozenAt,
      measures: baseline === null ? [] : shownMeasures(baseline),
    },
    phases: phases.map(({ key, name, purpose, firstDay, lastDay }) => ({
      ...{ key, name, purpose },
      firstDate: at(firstDay),
      lastDate: at(lastDay),
    })),
    milestones: milestones.map(({ pilotId, doneOn, startedAt, blockedAt, removedAt, ...milestone }) => ({
      ...milestone,
      phase: milestone.phase as PlanPhaseKey,
      goals: goals.filter(({ key }) => key === milestone.key).map(({ id, name }) => ({ id, name })),
      state: milestoneState(milestone, progress),
      status: milestoneStatus({
        isDone: milestone.doneAt !== null,
        isStarted: startedAt !== null,
        isBlocked: blockedAt !== null,
        waitsForOpen: milestone.waitsForKeys.some((key) => openKeys.has(key)),
      }),
    })),
    risks: risks.map(({ pilotId, removedAt, ...risk }) => risk),
    progress,
    version: pilot.version,
    createdAt: pilot.createdAt,
  };
}

function shownMeasures(baseline: Baseline) {
  return baseline.measures.map(({ key, name, unit, better, value, n }) => ({ key, name, unit, better, value, n }));
}

export function sponsorOf({ sponsorName, sponsorTitle, sponsorIsVicePresident }: PilotRow) {
  if (sponsorName === null) return null;
  return { name: sponsorName, title: sponsorTitle, isVicePresidentOrAbove: sponsorIsVicePresident };
}

function stateOf(pilot: PilotRow, day: number, lengthDays: number): Pilot['state'] {
  if (pilot.endedAt !== null) return 'ended';
  if (day < 0) return 'planned';
  return day > lengthDays ? 'over' : 'running';
}

function milestoneState(
  { key, doneAt }: { key: string; doneAt: Date | null },
  { overdueKeys, nextKey }: { overdueKeys: string[]; nextKey: string | null },
) {
  if (doneAt !== null) return 'done' as const;
  if (overdueKeys.includes(key)) return 'overdue' as const;
  return key === nextKey ? ('next' as const) : ('open' as const);
}

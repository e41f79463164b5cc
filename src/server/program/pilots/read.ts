import type { Pilot } from '../../../contract/program/pilots.ts';
import { pilotProgress, planPilot } from '../../../domain/program/pilot.ts';
import { type PilotPhaseKey, pilotLengthDays, pilotPhases } from '../../../domain/program/pilot-template.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Baseline, readBaseline } from './baseline.ts';
import { listMilestones, type MilestoneRow, type PilotRow } from './store.ts';

/** Pilots with their milestones and progress, as the API shows them. */
export async function showPilots(db: Queryable, pilots: PilotRow[]) {
  const milestones = await listMilestones(
    db,
    pilots.map((pilot) => pilot.id),
  );
  return pilots.map((pilot) =>
    show(
      pilot,
      milestones.filter((milestone) => milestone.pilotId === pilot.id),
    ),
  );
}

export async function showPilot(db: Queryable, pilot: PilotRow) {
  return (await showPilots(db, [pilot]))[0]!;
}

function show(pilot: PilotRow, milestones: MilestoneRow[]) {
  const plan = planPilot(pilot.startsOn);
  const facts = milestones.map(({ key, dueOn, doneOn }) => ({ key, dueDate: dueOn, doneDate: doneOn }));
  const progress = pilotProgress(pilot.startsOn, facts, pilot.today);
  const baseline = readBaseline(pilot.baseline);
  return {
    id: pilot.id,
    team: pilot.team,
    sponsor: sponsorOf(pilot),
    startsOn: pilot.startsOn,
    endsOn: plan.endDate,
    timeZone: pilot.timeZone,
    state: stateOf(pilot, progress.day),
    outcome: pilot.outcome as Pilot['outcome'],
    outcomeNote: pilot.outcomeNote,
    endedAt: pilot.endedAt,
    baseline: {
      from: pilot.startsAt,
      to: pilot.baselineEndsAt,
      frozenAt: pilot.baselineFrozenAt,
      measures: baseline === null ? [] : shownMeasures(baseline),
    },
    phases: pilotPhases.map(({ key, name, purpose }) => ({ key, name, purpose, ...datesOf(plan.startDate, key) })),
    milestones: milestones.map(({ doneOn, ...milestone }) => ({
      ...milestone,
      phase: milestone.phase as PilotPhaseKey,
      state: milestoneState(milestone, progress),
    })),
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

function stateOf(pilot: PilotRow, day: number): Pilot['state'] {
  if (pilot.endedAt !== null) return 'ended';
  if (day < 0) return 'planned';
  return day > pilotLengthDays ? 'over' : 'running';
}

function milestoneState(
  { key, doneAt }: { key: string; doneAt: Date | null },
  { overdueKeys, nextKey }: { overdueKeys: string[]; nextKey: string | null },
) {
  if (doneAt !== null) return 'done' as const;
  if (overdueKeys.includes(key)) return 'overdue' as const;
  return key === nextKey ? ('next' as const) : ('open' as const);
}

function datesOf(startDate: string, key: PilotPhaseKey) {
  const phase = pilotPhases.find((candidate) => candidate.key === key)!;
  return { firstDate: addDays(startDate, phase.firstDay), lastDate: addDays(startDate, phase.lastDay) };
}

/** A calendar date so many days later; both as YYYY-MM-DD. */
function addDays(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return new Date(at).toISOString().slice(0, 10);
}

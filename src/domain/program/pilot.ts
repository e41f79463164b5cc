import { Temporal } from 'temporal-polyfill';
import {
  baselineDays,
  type PilotPhaseKey,
  type PilotSign,
  pilotLengthDays,
  pilotMilestones,
  pilotPhases,
} from './pilot-template.ts';

export type PilotMilestone = {
  key: string;
  phase: PilotPhaseKey;
  title: string;
  /** YYYY-MM-DD. */
  dueDate: string;
  checklist: readonly string[];
  sign: PilotSign;
};

export type PilotPlan = {
  startDate: string;
  endDate: string;
  /** Baseline period, both days included. */
  baseline: { firstDate: string; lastDate: string };
  milestones: PilotMilestone[];
};

/** A plan from the template; `startDate` is YYYY-MM-DD. Owners are added by people. */
export function planPilot(startDate: string): PilotPlan {
  const start = Temporal.PlainDate.from(startDate);
  const day = (offset: number) => start.add({ days: offset }).toString();
  return {
    startDate: day(0),
    endDate: day(pilotLengthDays),
    baseline: { firstDate: day(0), lastDate: day(baselineDays - 1) },
    milestones: pilotMilestones.map(({ dueDay, ...rest }) => ({ ...rest, dueDate: day(dueDay) })),
  };
}

/** The baseline period as instants in an IANA zone, epoch milliseconds, `to` excluded. */
export function baselinePeriod(startDate: string, zone: string): { from: number; to: number } {
  const start = Temporal.PlainDate.from(startDate);
  return {
    from: start.toZonedDateTime(zone).epochMilliseconds,
    to: start.add({ days: baselineDays }).toZonedDateTime(zone).epochMilliseconds,
  };
}

export type MilestoneFacts = {
  key: string;
  dueDate: string;
  /** YYYY-MM-DD; null: not yet. */
  doneDate: string | null;
};

export type PilotProgress = {
  /** Day of the pilot, 0 for the first; negative before, above 90 after. */
  day: number;
  phase: PilotPhaseKey | null;
  done: number;
  total: number;
  overdueKeys: string[];
  nextKey: string | null;
};

/** Where a pilot stands on a day (YYYY-MM-DD in the zone of the team). */
export function pilotProgress(startDate: string, milestones: readonly MilestoneFacts[], today: string): PilotProgress {
  const day = Temporal.PlainDate.from(startDate).until(Temporal.PlainDate.from(today), { largestUnit: 'day' }).days;
  const open = milestones
    .filter((milestone) => milestone.doneDate === null)
    .sort((left, right) => (left.dueDate < right.dueDate ? -1 : 1));
  return {
    day,
    phase: pilotPhases.find((phase) => day >= phase.firstDay && day <= phase.lastDay)?.key ?? null,
    done: milestones.length - open.length,
    total: milestones.length,
    overdueKeys: open.filter((milestone) => milestone.dueDate < today).map((milestone) => milestone.key),
    nextKey: open.find((milestone) => milestone.dueDate >= today)?.key ?? null,
  };
}

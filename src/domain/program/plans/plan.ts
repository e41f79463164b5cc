import { Temporal } from 'temporal-polyfill';
import { type MilestoneTemplate, type PlanKind, type PlanPhaseKey, planTemplate } from './template.ts';

export type PlannedMilestone = Omit<MilestoneTemplate, 'dueDay'> & {
  /** YYYY-MM-DD. */
  dueDate: string;
};

export type PlannedPlan = {
  startDate: string;
  endDate: string;
  /** Baseline period, both days included. */
  baseline: { firstDate: string; lastDate: string };
  milestones: PlannedMilestone[];
};

/** A plan from its template; `startDate` is YYYY-MM-DD. Owners are added by people. */
export function planFrom(kind: PlanKind, startDate: string): PlannedPlan {
  const { lengthDays, baseline, milestones } = planTemplate(kind);
  const day = (offset: number) => addDays(startDate, offset);
  return {
    startDate: day(0),
    endDate: day(lengthDays),
    baseline: { firstDate: day(baseline.fromDay), lastDate: day(baseline.toDay - 1) },
    milestones: milestones.map(({ dueDay, ...rest }) => ({ ...rest, dueDate: day(dueDay) })),
  };
}

/** A calendar date so many days later; both as YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Days from one calendar date to another, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The baseline period as instants in an IANA zone, epoch milliseconds, `to` excluded. */
export function baselinePeriod(kind: PlanKind, startDate: string, zone: string): { from: number; to: number } {
  const { fromDay, toDay } = planTemplate(kind).baseline;
  const at = (day: number) => Temporal.PlainDate.from(addDays(startDate, day)).toZonedDateTime(zone).epochMilliseconds;
  return { from: at(fromDay), to: at(toDay) };
}

/** The first moment of a calendar date in an IANA zone, epoch milliseconds. */
export function startOfDate(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

export type MilestoneFacts = {
  key: string;
  dueDate: string;
  /** YYYY-MM-DD; null: not yet. */
  doneDate: string | null;
};

export type PlanProgress = {
  /** Day of the plan, 0 for the first; negative before. */
  day: number;
  phase: PlanPhaseKey | null;
  done: number;
  total: number;
  overdueKeys: string[];
  nextKey: string | null;
};

/** Where a plan stands on a day (YYYY-MM-DD in the zone of the team). */
export function planProgress(
  kind: PlanKind,
  startDate: string,
  milestones: readonly MilestoneFacts[],
  today: string,
): PlanProgress {
  const day = daysBetween(startDate, today);
  const open = milestones
    .filter((milestone) => milestone.doneDate === null)
    .sort((left, right) => (left.dueDate < right.dueDate ? -1 : 1));
  return {
    day,
    phase: planTemplate(kind).phases.find((phase) => day >= phase.firstDay && day <= phase.lastDay)?.key ?? null,
    done: milestones.length - open.length,
    total: milestones.length,
    overdueKeys: open.filter((milestone) => milestone.dueDate < today).map((milestone) => milestone.key),
    nextKey: open.find((milestone) => milestone.dueDate >= today)?.key ?? null,
  };
}

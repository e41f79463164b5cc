import { median } from '../percentiles.ts';
import { firstEndingAfter, type HourKind, type HourSpan, hourAt, hourKinds } from './hours.ts';

/** One shift of one person as it really was; epoch milliseconds, `endAt` excluded. */
export type ShiftRow = { personId: number; teamId: number | null; startAt: number; endAt: number };

/** One real page that reached a person, by the first message that did. */
export type PageRow = {
  pageId: number;
  personId: number;
  sentAt: number;
  incidentId: number | null;
  serviceId: number | null;
  feedback: string | null;
};

/** Of twelve hours: one incident takes about six with its follow-up (Google's SRE book). */
const mostIncidents = 2;
const twelveHoursMs = 12 * 3_600_000;

type ByKind = Record<HourKind, number>;

export type ShiftLoad = ShiftRow & {
  pages: number;
  byKind: ByKind;
  /** Several pages of one incident count once, a page without an incident counts as one. */
  incidents: number;
  /** More than two incidents for each twelve hours; a shorter shift may have two as well. */
  isHeavy: boolean;
  /** The shift of this person before was heavy, too. */
  isSecondHeavy: boolean;
};

/** A night on which somebody was on call, by the day it began. */
export type NightLoad = {
  personId: number;
  teamId: number | null;
  date: string;
  startAt: number;
  pages: number;
};

export type Hours = (personId: number) => readonly HourSpan[];

const noPages = (): ByKind => ({ day: 0, evening: 0, night: 0, weekend: 0 });

/** The pages of each shift by kind of hour, and the nights of the shifts. @param hoursOf of each person, around all shifts */
export function shiftLoads(
  shifts: readonly ShiftRow[],
  pages: readonly PageRow[],
  hoursOf: Hours,
): { shifts: ShiftLoad[]; nights: NightLoad[] } {
  const pagesOf = grouped(pages, ({ personId }) => personId);
  for (const own of pagesOf.values()) own.sort((a, b) => a.sentAt - b.sentAt);
  const nights = new Map<string, NightLoad>();
  const heavyBefore = new Map<number, boolean>();
  const loads = shifts
    .toSorted((a, b) => a.endAt - b.endAt)
    .map((shift) => {
      const { personId, teamId, startAt, endAt } = shift;
      const hours = hoursOf(personId);
      const mine = between(pagesOf.get(personId) ?? [], startAt, endAt);
      const byKind = noPages();
      const pagedNights = new Map<string, number>();
      for (const { sentAt } of mine) {
        const { kind, date } = hourAt(hours, sentAt);
        byKind[kind]++;
        if (kind === 'night') pagedNights.set(date, (pagedNights.get(date) ?? 0) + 1);
      }
      for (let place = firstEndingAfter(hours, startAt); place < hours.length; place++) {
        const { kind, date, start } = hours[place]!;
        if (start >= endAt) break;
        if (kind !== 'night') continue;
        const key = `${teamId}:${personId}:${date}`;
        const night = nights.get(key) ?? { personId, teamId, date, startAt: start, pages: 0 };
        // Two schedules of one team may have the same person on call: the same pages, so the larger count.
        nights.set(key, { ...night, pages: Math.max(night.pages, pagedNights.get(date) ?? 0) });
      }
      const incidents = new Set(mine.map(({ incidentId, pageId }) => incidentId ?? `page:${pageId}`)).size;
      const isHeavy = incidents > mostIncidents * Math.max(1, (endAt - startAt) / twelveHoursMs);
      const isSecondHeavy = isHeavy && (heavyBefore.get(personId) ?? false);
      heavyBefore.set(personId, isHeavy);
      return { ...shift, pages: mine.length, byKind, incidents, isHeavy, isSecondHeavy };
    });
  return { shifts: loads, nights: [...nights.values()] };
}

export type LoadFigures = {
  shifts: number;
  /** How many different people had them. */
  people: number;
  /** All shifts, or all nights, are those of one person. */
  isOfOnePerson: boolean;
  median: number | null;
  mean: number | null;
  worst: number | null;
  byKind: ByKind;
  medianIncidents: number | null;
  worstIncidents: number | null;
  heavyShifts: number;
  /** Heavy shifts whose person had a heavy one right before. */
  secondHeavyShifts: number;
  nights: number;
  interruptedNights: number;
};

/** Of shifts that ended, and nights that began, in one stretch of time. A night counts once a person. */
export function loadFigures(shifts: readonly ShiftLoad[], nights: readonly NightLoad[]): LoadFigures {
  const pages = shifts.map((shift) => shift.pages);
  const incidents = shifts.map((shift) => shift.incidents);
  const byKind = noPages();
  for (const shift of shifts) for (const kind of hourKinds) byKind[kind] += shift.byKind[kind];
  const people = new Set(shifts.map(({ personId }) => personId)).size;
  const peopleAtNight = new Set(nights.map(({ personId }) => personId)).size;
  const byNight = new Map<string, boolean>();
  for (const { personId, date, pages: count } of nights) {
    const key = `${personId}:${date}`;
    byNight.set(key, (byNight.get(key) ?? false) || count > 0);
  }
  return {
    shifts: shifts.length,
    people,
    isOfOnePerson: people === 1 || peopleAtNight === 1,
    median: median(pages),
    mean: pages.length === 0 ? null : pages.reduce((sum, count) => sum + count, 0) / pages.length,
    worst: largest(pages),
    byKind,
    medianIncidents: median(incidents),
    worstIncidents: largest(incidents),
    heavyShifts: shifts.filter(({ isHeavy }) => isHeavy).length,
    secondHeavyShifts: shifts.filter(({ isSecondHeavy }) => isSecondHeavy).length,
    nights: byNight.size,
    interruptedNights: [...byNight.values()].filter(Boolean).length,
  };
}

/** `amber`: a heavy shift; `red`: two running of the same person. Null without shifts. */
export function loadTone(figures: Pick<LoadFigures, 'shifts' | 'heavyShifts' | 'secondHeavyShifts'>) {
  if (figures.shifts === 0) return null;
  if (figures.secondHeavyShifts > 0) return 'red' as const;
  return figures.heavyShifts > 0 ? ('amber' as const) : ('green' as const);
}

export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** @param pages by time */
function between(pages: readonly PageRow[], from: number, to: number): readonly PageRow[] {
  return pages.slice(firstAt(pages, from), firstAt(pages, to));
}

function firstAt(pages: readonly PageRow[], at: number): number {
  let [low, high] = [0, pages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pages[middle]!.sentAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const largest = (counts: readonly number[]) => (counts.length === 0 ? null : counts.reduce((a, b) => Math.max(a, b)));

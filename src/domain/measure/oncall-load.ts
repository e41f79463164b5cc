import { Temporal } from 'temporal-polyfill';
import { median } from './percentiles.ts';

/** One shift of one person as it really was; epoch milliseconds, `endAt` excluded. */
export type ShiftRow = {
  personId: number;
  startAt: number;
  endAt: number;
  /** IANA zone the person lives in. */
  zone: string;
};

/** One page that reached a person. Pages of drills and tests are not passed in, or are marked. */
export type PageRow = {
  pageId: number;
  personId: number;
  sentAt: number;
  incidentId: number | null;
  kind: 'real' | 'drill' | 'test' | 'imported';
};

export type OncallLoad = {
  shifts: number;
  /** Pages per shift. */
  median: number | null;
  mean: number | null;
  worst: number | null;
  /** Incidents per shift: several pages of one incident count once, a page without an incident counts as one. */
  medianIncidents: number | null;
  /** Shifts with more than two incidents; more than that leaves no time for the follow-up (Google's SRE book). */
  heavyShifts: number;
  /** Pages between 22:00 and 07:00 where the person lives. */
  wakeUps: number;
};

export const mostIncidentsPerShift = 2;

function wakes(at: number, zone: string): boolean {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return hour >= 22 || hour < 7;
}

/** Load of the shifts that *ended* in the period, without naming anybody. Repeats of the same page to a person count once. */
export function oncallLoad(
  shifts: readonly ShiftRow[],
  pages: readonly PageRow[],
  period: { from: number; to: number },
): OncallLoad {
  const counted = shifts.filter((shift) => shift.endAt >= period.from && shift.endAt < period.to);
  const byPerson = new Map<number, PageRow[]>();
  for (const page of pages) {
    if (page.kind !== 'real') continue;
    const mine = byPerson.get(page.personId);
    if (mine) mine.push(page);
    else byPerson.set(page.personId, [page]);
  }
  let wakeUps = 0;
  const perShift = counted.map((shift) => {
    const mine = (byPerson.get(shift.personId) ?? []).filter(
      (page) => page.sentAt >= shift.startAt && page.sentAt < shift.endAt,
    );
    wakeUps += new Set(mine.filter((page) => wakes(page.sentAt, shift.zone)).map((page) => page.pageId)).size;
    return {
      pages: new Set(mine.map((page) => page.pageId)).size,
      incidents: new Set(mine.map((page) => page.incidentId ?? `page:${page.pageId}`)).size,
    };
  });
  const pageCounts = perShift.map((shift) => shift.pages);
  return {
    shifts: counted.length,
    median: median(pageCounts),
    mean: counted.length === 0 ? null : pageCounts.reduce((sum, count) => sum + count, 0) / counted.length,
    worst: counted.length === 0 ? null : Math.max(...pageCounts),
    medianIncidents: median(perShift.map((shift) => shift.incidents)),
    heavyShifts: perShift.filter((shift) => shift.incidents > mostIncidentsPerShift).length,
    wakeUps,
  };
}

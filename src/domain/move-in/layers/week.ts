/** Weekly windows as stretches of a week, in minutes from Monday 00:00 by the clocks of a zone. */
import type { Restriction } from '../../../contract/respond/schedules/schedule-definition.ts';

export type WeekSpan = { start: number; end: number };

export const dayMinutes = 1440;
export const weekMinutes = 7 * dayMinutes;

/** A stretch of `length` minutes that begins at a minute of the week, cut where the week ends; sorted. */
export function weekSpans(start: number, length: number): WeekSpan[] {
  if (length >= weekMinutes) return [{ start: 0, end: weekMinutes }];
  const from = ((start % weekMinutes) + weekMinutes) % weekMinutes;
  const end = from + length;
  if (end <= weekMinutes) return [{ start: from, end }];
  return [
    { start: 0, end: end - weekMinutes },
    { start: from, end: weekMinutes },
  ];
}

export function joined(spans: readonly WeekSpan[]): WeekSpan[] {
  const result: WeekSpan[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

export function common(one: readonly WeekSpan[], other: readonly WeekSpan[]): WeekSpan[] {
  const parts = one.flatMap((a) =>
    other.map((b) => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) })),
  );
  return joined(parts.filter(({ start, end }) => start < end));
}

export const isWholeWeek = (spans: readonly WeekSpan[]): boolean =>
  spans.length === 1 && spans[0]!.start === 0 && spans[0]!.end === weekMinutes;

/** As windows of single days; days with the same hours are one window. */
export function windowsOfWeek(spans: readonly WeekSpan[]): Restriction[] {
  const byHours = new Map<string, Restriction>();
  for (const { start, end } of joined(spans)) {
    for (let day = Math.floor(start / dayMinutes); day * dayMinutes < end; day++) {
      const from = clock(Math.max(start - day * dayMinutes, 0));
      const to = clock(Math.min(end - day * dayMinutes, dayMinutes));
      const window = byHours.get(`${from} ${to}`) ?? { weekdays: [], from, to };
      window.weekdays.push(day + 1);
      byHours.set(`${from} ${to}`, window);
    }
  }
  return [...byHours.values()];
}

/** `1440` is `24:00`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

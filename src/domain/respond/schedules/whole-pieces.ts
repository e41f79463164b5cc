import { Temporal } from 'temporal-polyfill';
import { instantOf } from '../../time/instant.ts';
import type { Span } from './span.ts';

const MONTH_MS = 31 * 86_400_000;

/**
 * Shifts that last longer than a month, cut at the start of each month by the clock of `timeZone`, so that every piece is
 * the same from whatever day one looks. Of a shift that reaches over the edge of what is known, the piece at the edge is
 * as long as what is known of it: look two months further than what is told.
 */
export function wholePieces<T extends Span>(shifts: readonly T[], timeZone: string): T[] {
  return shifts.flatMap((shift) => (shift.end - shift.start <= MONTH_MS ? [shift] : monthsOf(shift, timeZone)));
}

function monthsOf<T extends Span>(shift: T, timeZone: string): T[] {
  const pieces: T[] = [];
  let month = instantOf(shift.start).toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 });
  for (let start = shift.start; start < shift.end; ) {
    month = month.add({ months: 1 });
    const next = month.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from('00:00') }).epochMilliseconds;
    const end = Math.min(next, shift.end);
    if (end > start) pieces.push({ ...shift, start, end });
    start = Math.max(start, end);
  }
  return pieces;
}

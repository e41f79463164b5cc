import { Temporal } from 'temporal-polyfill';
import { instantOf } from '../../../domain/time/instant.ts';

/** What a field for date and time shows for an instant in a zone: `2026-03-29T14:30`. */
export function fieldTextOf(instant: string, timeZone: string): string {
  const local = instantOf(Date.parse(instant)).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' });
}

/**
 * The instant that a field for date and time means in a zone, as RFC 3339 text; null when it is not finished. A time
 * that daylight saving skips moves forward, one that occurs twice is its first occurrence.
 * @param known the instant that the field was filled from: as long as it shows that minute, it means exactly that instant
 */
export function instantOfField(text: string, timeZone: string, known?: string): string | null {
  if (known && fieldTextOf(known, timeZone) === text) return known;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant().toString();
  } catch {
    return null;
  }
}

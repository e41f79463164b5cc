import { Temporal } from 'temporal-polyfill';

/** The instant of a number of milliseconds since the epoch (what a `Date` or a database driver yields). */
export function instantOf(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

/** The calendar date that clocks in a zone show at a moment given in milliseconds since the epoch. */
export function localDate(timeZone: string, milliseconds: number): Temporal.PlainDate {
  return instantOf(milliseconds).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** An RFC 3339 instant as people read it in a document that has no reader's zone: `2026-11-17 13:00 UTC`. */
export function utcMinute(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

import { Temporal } from 'temporal-polyfill';

/** From an instant on (epoch milliseconds) clocks are this many milliseconds ahead of UTC. */
export type ZoneOffset = { from: number; offset: number };

/**
 * How far the clocks of a zone are ahead of UTC within a period, latest first; the earliest counts from its start. There are
 * few changes, and asking for each instant costs a hundred times as much as looking it up in here.
 */
export function zoneOffsets(zone: string, first: number, last: number): ZoneOffset[] {
  const offsets: ZoneOffset[] = [];
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  while (moment && moment.epochMilliseconds <= last) {
    offsets.unshift({ from: moment.epochMilliseconds, offset: moment.offsetNanoseconds / 1e6 });
    moment = moment.getTimeZoneTransition('next');
  }
  return offsets;
}

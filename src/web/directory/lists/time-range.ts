import { Temporal } from 'temporal-polyfill';
import type { ListSearch } from '../../paths.ts';

export type TimeRange = Pick<ListSearch, 'within' | 'from' | 'until'>;

const hours: Record<string, number> = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };

/**
 * The instants that a range of the address means by the clocks of `zone`; what is absent has no bound. Calendar dates
 * are included, both of them.
 */
export function instantsOf(
  { within, from, until }: TimeRange,
  zone: string,
  nowMs: number,
): { from: string | undefined; before: string | undefined } {
  if (within === 'dates') return { from: from && startOf(from, zone, 0), before: until && startOf(until, zone, 1) };
  if (within === 'today') {
    const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
    return { from: startOf(today.toString(), zone, 0), before: undefined };
  }
  const length = within === undefined ? undefined : hours[within];
  if (length === undefined) return { from: undefined, before: undefined };
  return { from: new Date(nowMs - length * 3_600_000).toISOString(), before: undefined };
}

function startOf(date: string, zone: string, daysLater: number): string | undefined {
  try {
    return Temporal.PlainDate.from(date).add({ days: daysLater }).toZonedDateTime(zone).toInstant().toString();
  } catch {
    // A day that no calendar has, such as 30 February.
    return undefined;
  }
}

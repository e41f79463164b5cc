import { Temporal } from 'temporal-polyfill';
import type { MeasureQuery } from '../../contract/measure/measures.ts';
import type { MeasureSearch } from '../paths.ts';

export const usualDays = 90;

/**
 * The filter of the address as the API takes it. Calendar dates are days of `zone` and both are included. A number of days
 * ends at the hour that is over, so that the same question is asked for an hour.
 */
export function queryOf(search: MeasureSearch, zone: string, nowMs: number): Partial<MeasureQuery> {
  const { days = usualDays, from, until, teamId, serviceId, imported } = search;
  const others = { teamId, serviceId, includeImported: imported ? ('true' as const) : undefined };
  if (from && until && from <= until) return { ...others, from: startOf(from, zone, 0), to: startOf(until, zone, 1) };
  const hour = 3_600_000;
  const end = (Math.floor(nowMs / hour) + 1) * hour;
  return { ...others, from: new Date(end - days * 24 * hour).toISOString(), to: new Date(end).toISOString() };
}

function startOf(date: string, zone: string, daysLater: number): string {
  const day = Temporal.PlainDate.from(date).add({ days: daysLater });
  return day.toZonedDateTime(zone).toInstant().toString();
}

import { problem } from '../../contract/errors.ts';
import type { MeasureQuery } from '../../contract/measure/measures.ts';
import type { Selection } from '../../domain/measure/incident-rows.ts';
import type { Queryable } from '../platform/db/database.ts';
import { readNowMs } from '../platform/db/now.ts';

const usualMs = 90 * 86_400_000;

/** Epoch milliseconds; `from` is included, `to` is not. */
export type Period = { from: number; to: number; now: number };

/** The period that is asked for; without a word about it, the 90 days until now. @throws Problem `invalid_input` */
export async function readPeriod(
  db: Queryable,
  { from, to }: { from?: string | undefined; to?: string | undefined },
  longestDays: number,
): Promise<Period> {
  const now = await readNowMs(db);
  // An end of now includes what happened this very millisecond.
  const end = to === undefined ? now + 1 : Date.parse(to);
  const start = from === undefined ? end - usualMs : Date.parse(from);
  if (start >= end || end - start > longestDays * 86_400_000) {
    const message = `The period must end after it starts and may span at most ${longestDays} days.`;
    throw problem('invalid_input', message, [{ path: 'query.from', message }]);
  }
  return { from: start, to: end, now };
}

/** Of the same length, right before. */
export function previousOf({ from, to }: Pick<Period, 'from' | 'to'>): Pick<Period, 'from' | 'to'> {
  return { from: from - (to - from), to: from };
}

export function selectionOf(
  period: Pick<Period, 'from' | 'to'>,
  query: Pick<MeasureQuery, 'includeImported'>,
): Selection {
  return { from: period.from, to: period.to, includeImported: query.includeImported === 'true' };
}

/** The API path of the rows behind a number: same filters, same period. */
export function rowsPath(
  query: Pick<MeasureQuery, 'teamId' | 'serviceId' | 'includeImported'>,
  period: Pick<Period, 'from' | 'to'>,
  set: { measure: string; severity?: number | undefined; windowDays?: number; sliceBy?: string; slice?: string },
): string {
  const { teamId, serviceId, includeImported } = query;
  const parameters = new URLSearchParams();
  const given = {
    ...set,
    from: new Date(period.from).toISOString(),
    to: new Date(period.to).toISOString(),
    teamId,
    serviceId,
    includeImported: includeImported === 'true' ? includeImported : undefined,
  };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) parameters.set(name, String(value));
  return `/api/v1/measures/incidents?${parameters}`;
}

/** How things of another tool are named here. */
import { Temporal } from 'temporal-polyfill';
import type { Source } from './finding.ts';

export function sourceOf(kind: string, { id, name }: { id: string; name: string }): Source {
  return { kind, id, name };
}

/** Cut to a length, as one line. */
export function lineOf(given: string | null | undefined, max: number, otherwise: string): string {
  const text = (given ?? '').replace(/\s+/g, ' ').trim().slice(0, max).trim();
  return text === '' ? otherwise : text;
}

export function isZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Reads search parameters, which anybody can write: what is not understood counts as absent. */
import { isSeverity } from '../domain/severity.ts';
import { listParam } from './paths.ts';

export function textParam(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A calendar date such as `2026-11-23`. */
export function dateParam(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

export function idParam(value: unknown): number | undefined {
  const id = Number(listParam(value)[0]);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Severities 1 to 5; undefined when none is named. */
export function severityParam(value: unknown): number[] | undefined {
  const severities = listParam(value).map(Number).filter(isSeverity);
  return severities.length > 0 ? severities : undefined;
}

/** Reads search parameters, which anybody can write: what is not understood counts as absent. */
import { isSeverity } from '../domain/severity.ts';
import { type ListSearch, listParam } from './paths.ts';

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

/** At most five, as the API takes them. */
export function textsParam(value: unknown): string[] | undefined {
  const texts = listParam(value).filter((text) => text !== '' && text.length <= 300);
  return texts.length > 0 ? texts.slice(0, 5) : undefined;
}

/** What every list has in its address. */
export function listSearchParams(search: Record<string, unknown>): ListSearch {
  return {
    view: textParam(search.view),
    sort: textParam(search.sort),
    columns: textParam(search.columns),
    within: textParam(search.within),
    from: dateParam(search.from),
    until: dateParam(search.until),
  };
}

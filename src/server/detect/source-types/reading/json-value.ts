import { jsonText } from '../../../../domain/detect/json-text.ts';

export type JsonObject = Record<string, unknown>;

/** The value as an object, null for everything else including lists. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** An own field. Own only: `constructor` of a body without one must not be the function every object inherits. */
export function field(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Text of a text or a number; '' for everything else. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** Text of any value, lists and objects as JSON; '' only for null, undefined and ''. */
export function anyText(value: unknown, limit: number): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? jsonText(value, limit) : String(value);
}

/** The first that is not blank, else ''. */
export function firstText(...values: unknown[]): string {
  for (const value of values) {
    const text = asText(value);
    if (text !== '' && text.trim() !== '') return text;
  }
  return '';
}

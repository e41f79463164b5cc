import { cleanText } from '../../../domain/detect/clean-text.ts';

/**
 * The same value with every text in it fit for the database, as cleanText makes it: what a provider says is written
 * down, and a NUL in an id must not undo that a page went out.
 */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return cleanText(value) as Value;
  if (Array.isArray(value)) return value.map((each) => storable(each)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [cleanText(name), storable(each)])) as Value;
}

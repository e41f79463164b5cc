import type { ConfigurationChange } from '../../contract/platform/configuration.ts';

type Item = Record<string, unknown>;
type Fields = ConfigurationChange['fields'];

/** What differs, field by field. A field that `after` leaves out stays as it is. */
export function compare(before: Item, after: Item): Fields {
  return Object.keys(after)
    .filter((field) => after[field] !== undefined && stableText(before[field]) !== stableText(after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] }));
}

/** The same text for the same content, whatever the order of the keys. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** The same item with `[hidden]` in place of its secrets. */
export function hideSecrets(fields: Fields, secrets: string[]): Fields {
  return fields.map(({ field, before, after, ...rest }) => {
    const paths = secrets.filter((path) => path.split('.')[0] === field).map((path) => path.split('.').slice(1));
    return { ...rest, field, before: hidden(before, paths), after: hidden(after, paths) };
  });
}

/** The item without its secrets. */
export function withoutSecrets(item: Item, secrets: string[]): Item {
  return secrets.reduce<Item>((left, path) => without(left, path.split('.')), item);
}

/** Secrets that `item` leaves out are those of `current`: a document need not hold them to keep them. */
export function keepSecrets(current: Item, item: Item, secrets: string[]): Item {
  return secrets.reduce<Item>((kept, path) => keep(current, kept, path.split('.')), item);
}

function keep(current: Item, item: Item, [first, ...rest]: string[]): Item {
  if (first === undefined || current[first] === undefined) return item;
  if (rest.length === 0) return item[first] === undefined ? { ...item, [first]: current[first] } : item;
  const [before, after] = [current[first], item[first]];
  return isRecord(before) && isRecord(after) ? { ...item, [first]: keep(before, after, rest) } : item;
}

function hidden(value: unknown, paths: string[][]): unknown {
  let shown = value;
  for (const [first, ...rest] of paths) {
    if (shown === null || shown === undefined) return shown;
    if (first === undefined) return '[hidden]';
    if (isRecord(shown) && first in shown) shown = { ...shown, [first]: hidden(shown[first], [rest]) };
  }
  return shown;
}

function without(item: Item, [first, ...rest]: string[]): Item {
  if (first === undefined || !(first in item)) return item;
  const { [first]: part, ...others } = item;
  if (rest.length === 0) return others;
  return isRecord(part) ? { ...item, [first]: without(part, rest) } : item;
}

function isRecord(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

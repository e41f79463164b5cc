/** What changes in a thing, leaf by leaf, in lines such as `layers[Day].participants: + ada@example.org`. Pure. */

type Mapping = Record<string, unknown>;

/** Fields that name an item of a list, so that it is found again wherever it stands. */
const namingFields = ['name', 'slug', 'key', 'label', 'contactMethod'] as const;

/** One line per leaf that differs, uncut; the order of the keys of a mapping means nothing. */
export function differences(place: string, before: unknown, after: unknown): string[] {
  if (sameText(before) === sameText(after)) return [];
  if (isMapping(before) && isMapping(after)) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return fields.flatMap((field) => differences(`${place}.${field}`, before[field], after[field]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(place, before, after);
  return [`${place}: ${leafText(before)} -> ${leafText(after)}`];
}

/** A value on one line. */
export function leafText(value: unknown): string {
  if (value === null || value === undefined) return '(none)';
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  return sameText(value);
}

function listDifferences(place: string, before: unknown[], after: unknown[]): string[] {
  const name = namingField([...before, ...after], [before, after]);
  if (name === null) {
    if (before.some(isMapping) || after.some(isMapping)) return byPlace(place, before, after);
    return ofValues(place, before, after);
  }
  const [old, now] = [before as Mapping[], after as Mapping[]];
  const of = (list: Mapping[], key: unknown) => list.find((item) => item[name] === key);
  const keysOf = (list: Mapping[]) => list.map((item) => item[name]);
  return [
    ...keysOf(old).flatMap((key) => (of(now, key) ? [] : [`${place}: - ${leafText(key)}`])),
    ...now.flatMap((item) => {
      const was = of(old, item[name]);
      const there = `${place}[${leafText(item[name])}]`;
      return was ? differences(there, was, item) : [`${there}: + ${leafText(item)}`];
    }),
    ...orderDifference(place, keysOf(old), keysOf(now)),
  ];
}

/** The field that tells all items of both lists apart. */
function namingField(items: unknown[], lists: unknown[][]): string | null {
  if (items.length === 0 || !items.every(isMapping)) return null;
  const found = namingFields.find(
    (field) =>
      (items as Mapping[]).every((item) => typeof item[field] === 'string') &&
      lists.every((list) => new Set((list as Mapping[]).map((item) => item[field])).size === list.length),
  );
  return found ?? null;
}

function byPlace(place: string, before: unknown[], after: unknown[]): string[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const there = `${place}[${index}]`;
    if (index >= after.length) return [`${there}: - ${leafText(before[index])}`];
    if (index >= before.length) return [`${there}: + ${leafText(after[index])}`];
    return differences(there, before[index], after[index]);
  }).flat();
}

/** Values that stand in a list more than once count each time. */
function ofValues(place: string, before: unknown[], after: unknown[]): string[] {
  const { extra: gone } = sharedOf(before, after);
  const { extra: come } = sharedOf(after, before);
  return [
    ...gone.map((value) => `${place}: - ${leafText(value)}`),
    ...come.map((value) => `${place}: + ${leafText(value)}`),
    ...orderDifference(place, before, after),
  ];
}

function orderDifference(place: string, before: unknown[], after: unknown[]): string[] {
  const [stayed, stays] = [sharedOf(before, after).shared, sharedOf(after, before).shared];
  if (sameText(stayed) === sameText(stays)) return [];
  return [`${place}, order: ${before.map(leafText).join(', ')} -> ${after.map(leafText).join(', ')}`];
}

/** What a list has in common with another, and what it has beyond it, both in its order. */
function sharedOf(list: unknown[], other: unknown[]): { shared: unknown[]; extra: unknown[] } {
  const left = new Map<string, number>();
  for (const value of other) left.set(sameText(value), (left.get(sameText(value)) ?? 0) + 1);
  const [shared, extra]: [unknown[], unknown[]] = [[], []];
  for (const value of list) {
    const count = left.get(sameText(value)) ?? 0;
    left.set(sameText(value), count - 1);
    (count > 0 ? shared : extra).push(value);
  }
  return { shared, extra };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same for the same content, whatever the order of the keys. */
function sameText(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    isMapping(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

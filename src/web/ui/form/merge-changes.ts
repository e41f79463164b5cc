/** Where a value stands inside the values of a form: `['rules', 1, 'name']`. */
export type Path = readonly (string | number)[];

export type Merged<Values> = {
  /** What others changed and what was changed here; where both changed the same, as it was typed here. */
  values: Values;
  /** What only others changed. */
  taken: Path[];
  /** What both changed, each in another way. */
  conflicts: { path: Path; mine: unknown; theirs: unknown }[];
};

/**
 * Two changes of the same values brought together, field by field. Objects are merged by their members, lists by
 * the identity of their items; a list whose items have none, or whose order both sides see differently, is one field.
 * @param base what both began with
 */
export function mergeChanges<Values>(base: Values, mine: Values, theirs: Values): Merged<Values> {
  const merged: Merged<Values> = { values: mine, taken: [], conflicts: [] };
  merged.values = mergeAt([], base, mine, theirs, merged) as Values;
  return merged;
}

type Found = Pick<Merged<unknown>, 'taken' | 'conflicts'>;

function mergeAt(path: Path, base: unknown, mine: unknown, theirs: unknown, found: Found): unknown {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) {
    found.taken.push(path);
    return theirs;
  }
  if (isRecord(base) && isRecord(mine) && isRecord(theirs)) {
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    return Object.fromEntries(
      [...names].map((name) => [name, mergeAt([...path, name], base[name], mine[name], theirs[name], found)]),
    );
  }
  if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs)) {
    const list = mergeLists(path, base, mine, theirs, found);
    if (list) return list;
  }
  found.conflicts.push({ path, mine, theirs });
  return mine;
}

/** Null when it takes a person to decide. */
function mergeLists(path: Path, base: unknown[], mine: unknown[], theirs: unknown[], found: Found): unknown[] | null {
  const [before, here, there] = [byIdentity(base), byIdentity(mine), byIdentity(theirs)];
  if (!before || !here || !there || !isSameOrder(here, there) || !isSameOrder(before, here)) return null;
  const inside: Found = { taken: [], conflicts: [] };
  const list: unknown[] = [];
  for (const [identity, item] of here) {
    if (there.has(identity)) {
      list.push(mergeAt([...path, list.length], before.get(identity), item, there.get(identity), inside));
    } else if (!before.has(identity)) {
      list.push(item);
    } else if (!isSame(before.get(identity), item)) {
      return null;
    }
  }
  for (const [identity, item] of there) {
    if (here.has(identity)) continue;
    if (!before.has(identity)) list.push(item);
    else if (!isSame(before.get(identity), item)) return null;
  }
  found.conflicts.push(...inside.conflicts);
  found.taken.push(...(isSameOrder(before, there) && before.size === there.size ? inside.taken : [path]));
  return list;
}

/** Items by what they are; null when some cannot be told apart. An item that was just added may have no identity yet. */
function byIdentity(list: unknown[]): Map<unknown, unknown> | null {
  const items = new Map<unknown, unknown>();
  for (const item of list) {
    const identity = identityOf(item);
    if (identity === undefined || items.has(identity)) return null;
    items.set(identity, item);
  }
  return items;
}

/** What is chosen from a list or typed as tags is text; other plain lists, such as who takes turns, mean their order. */
function identityOf(item: unknown): unknown {
  if (typeof item === 'string') return item;
  if (!isRecord(item)) return undefined;
  const { id, key, severity, name } = item;
  if (typeof id === 'number' || (typeof id === 'string' && id !== '')) return id;
  if (typeof key === 'string') return key === '' ? item : key;
  return typeof severity === 'number' ? severity : name;
}

function isSameOrder(one: Map<unknown, unknown>, other: Map<unknown, unknown>): boolean {
  const inOne = [...one.keys()].filter((identity) => other.has(identity));
  const inOther = [...other.keys()].filter((identity) => one.has(identity));
  return inOne.every((identity, index) => identity === inOther[index]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as JSON: the order of the members of an object says nothing, and what is undefined is not there. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => isSame(one[name], other[name]));
}

/** A copy of the values in which another one stands at the path. */
export function withValueAt<Values>(values: Values, path: Path, value: unknown): Values {
  const [first, ...rest] = path;
  if (first === undefined) return value as Values;
  const copy: unknown = Array.isArray(values) ? [...values] : { ...(values as object) };
  const members = copy as Record<string | number, unknown>;
  members[first] = withValueAt(members[first], rest, value);
  return copy as Values;
}

/** The members that are not what they were: what a PATCH sends. */
export function changedOnly<Body extends object>(before: Body, after: Body): Partial<Body> {
  const changed = Object.entries(after).filter(([name, value]) => !isSame(before[name as keyof Body], value));
  return Object.fromEntries(changed) as Partial<Body>;
}

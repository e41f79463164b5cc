import { asObject, field, type JsonObject } from '../reading/json-value.ts';
import { remembered } from './words/remembered.ts';

/**
 * The value at a dot path such as `alert.labels.host` or `items.0.name`, or at the first of several split by `|`
 * that has one. Own fields only.
 */
export function valueAt(root: unknown, paths: string): unknown {
  for (const path of splitPaths(paths)) {
    const value = valueAtOne(root, path);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

type Path = { whole: string; names: string[] };

/** Every body is asked for the same paths. */
const splitPaths: (paths: string) => Path[] = remembered((paths) =>
  paths
    .split('|')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map((path) => ({ whole: path, names: path.split('.') })),
);

function valueAtOne(root: unknown, { whole, names }: Path): unknown {
  let value: unknown = root;
  for (const name of names) {
    if (Array.isArray(value)) value = /^\d{1,6}$/.test(name) ? value[Number(name)] : undefined;
    else {
      const object = asObject(value);
      // A name may itself hold a dot at the top: `host.name` of Elastic documents.
      if (object === null) return undefined;
      if (object === root && Object.hasOwn(object, whole)) return object[whole];
      value = field(object, name);
    }
  }
  return value;
}

const wrappers = [
  'incident',
  'alert',
  'event',
  'issue',
  'data',
  'check',
  'monitor',
  'essentials',
  'metric_alert',
  'body',
  'context',
  'webhook_event_data',
];

/** The object itself and, in it, what senders usually wrap an alert in, two levels down. */
export function likelyObjects(root: JsonObject): JsonObject[] {
  const found = [root];
  for (let at = 0, levelEnd = 1, level = 0; level < 2; level++, levelEnd = found.length) {
    for (; at < levelEnd; at++) {
      for (const name of wrappers) {
        const inner = asObject(field(found[at] as JsonObject, name));
        if (inner !== null) found.push(inner);
      }
    }
  }
  return found;
}

/** The first usable value under any of the names, earlier names first; see `eachUnder`. */
export function firstUnder(objects: JsonObject[], names: readonly string[]): unknown {
  for (const value of eachUnder(objects, names)) return value;
  return undefined;
}

/** All usable values under the names: first as they are written, then as others write them (`CHECK_ID` for `check_id`). */
export function* eachUnder(objects: JsonObject[], names: readonly string[]): Generator<unknown> {
  for (const name of names) {
    for (const object of objects) {
      const value = field(object, name);
      if (isUsable(value)) yield value;
    }
  }
  const alike = objects.map(byBareName);
  for (const plain of bareOf(names)) {
    for (const found of alike) if (found.has(plain)) yield found.get(plain);
  }
}

/** The usable values of an object by the bare names of its first 1,000 fields; of two alike the first by name counts. */
function byBareName(object: JsonObject): Map<string, unknown> {
  const known = bareNames.get(object);
  if (known !== undefined) return known;
  const found = new Map<string, unknown>();
  for (const name of Object.keys(object).slice(0, 1_000).sort()) {
    const value = object[name];
    if (!isUsable(value)) continue;
    const plain = bare(name);
    if (!found.has(plain)) found.set(plain, value);
  }
  bareNames.set(object, found);
  return found;
}

/** Each of a body's objects is asked for many names. */
const bareNames = new WeakMap<JsonObject, Map<string, unknown>>();

const isUsable = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  typeof value !== 'object' &&
  (typeof value !== 'string' || value.trim() !== '');

/** The bare names of a list of names that every body is asked for. */
function bareOf(names: readonly string[]): readonly string[] {
  const known = bareLists.get(names);
  if (known !== undefined) return known;
  const made = names.map(bare);
  bareLists.set(names, made);
  return made;
}
const bareLists = new WeakMap<readonly string[], readonly string[]>();

/** A name without case and separators. */
const bare: (name: string) => string = remembered((name) => name.slice(0, 60).replace(/[-_ ]/g, '').toLowerCase());

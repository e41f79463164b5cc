import type { ReactNode } from 'react';
import type { Path } from './merge-changes.ts';

/**
 * What the form calls a field, and how its value reads when it is shown beside another one; without `show` it is
 * shown as it is. `inside` is the rest of the path when the field has fields of its own. Null: nobody sees it.
 */
export type FieldWords =
  | string
  | null
  | { label: string | ((inside: Path) => string); show?: (value: never, inside: Path) => ReactNode };

export type FieldNames<Values> = { [Name in keyof Values]-?: FieldWords };

/** A thing that exists and is edited in a form: how it is known here now, and how to look at it anew. */
export type Edited<Values> = {
  version: number;
  values: Values;
  fields: FieldNames<Values>;
  read: () => Promise<{ version: number; values: Values }>;
};

/**
 * What a form needs to edit a thing that others edit too. `valuesOf` must hold everything that the body of the save
 * is made of: what it takes from elsewhere is not of the version that the form was filled from.
 */
export function edited<Thing extends { version: number }, Values>(
  thing: Thing,
  valuesOf: (thing: Thing) => Values,
  fields: FieldNames<Values>,
  read: () => Promise<Thing>,
): Edited<Values> {
  const known = (one: Thing) => ({ version: one.version, values: valuesOf(one) });
  return { ...known(thing), fields, read: async () => known(await read()) };
}

/** `['rules', 1, 'ackTargetMinutes']` as people read it: the words of the field, then what is inside it. */
export function labelOf(fields: FieldNames<Record<string, unknown>>, path: Path): string {
  const [name, ...inside] = path;
  const words = fields[String(name)];
  if (words === null) return '';
  const label = typeof words === 'object' ? words.label : words;
  if (typeof label === 'function') return label(inside);
  return [label ?? wordsOf(String(name)), ...inside.map((part) => wordsOf(String(part)))].join(', ');
}

/** `customersAffected` → `customers affected` */
export function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}

/** The thing as a list shows it by now; as it was chosen once it is not in the list any more. */
export function latestOf<Thing extends { id: number }>(items: readonly Thing[] | undefined, chosen: Thing): Thing {
  return items?.find(({ id }) => id === chosen.id) ?? chosen;
}

import { type FieldError, problem } from '../../contract/errors.ts';
import type { Kind } from './kind.ts';
import { placeText } from './place.ts';

/**
 * One item of the document, checked; `place` is where it stands: `services[0]`. What it leaves out stands in `item`
 * with its default, which counts for what does not exist yet; `written` are the fields that the document holds.
 */
export type Wanted = { place: string; key: string; item: Record<string, unknown>; written: ReadonlySet<string> };

/** What the document holds, by kind. A kind whose section is missing is missing here too. */
export type Document = Map<Kind, Wanted[]>;

const maxItemsPerSection = 5_000;
const maxErrors = 50;

/** Checks the shape of every item. @throws Problem `invalid_input` that names each fault with its place */
export function readDocument(kinds: readonly Kind[], content: Record<string, unknown>): Document {
  const errors: FieldError[] = [];
  const bySection = new Map(kinds.map((kind) => [kind.section, kind]));
  for (const section of Object.keys(content)) {
    if (bySection.has(section) || isAside(section)) continue;
    const known = [...bySection.keys()].join(', ');
    errors.push({ path: placeText([section]), message: `Unknown section. Known sections: ${known}.` });
  }
  const document: Document = new Map();
  for (const kind of kinds) {
    const given = content[kind.section];
    if (given === undefined || given === null) continue;
    document.set(kind, readSection(kind, given, errors));
  }
  refuse(errors);
  return document;
}

/** A place for anchors and notes of those who write the file. */
const isAside = (section: string) => section.startsWith('x-');

function readSection(kind: Kind, given: unknown, errors: FieldError[]): Wanted[] {
  if (!kind.isSingle && !Array.isArray(given)) {
    errors.push({ path: kind.section, message: 'This section must be a list.' });
    return [];
  }
  const items = kind.isSingle ? [given] : (given as unknown[]);
  if (items.length > maxItemsPerSection) {
    errors.push({ path: kind.section, message: `A section can have at most ${maxItemsPerSection} items.` });
    return [];
  }
  const seen = new Map<string, string>();
  return items.flatMap((given, index) => {
    const item = withNamesOfToday(kind, given);
    const root = kind.isSingle ? [kind.section] : [kind.section, index];
    const place = placeText(root);
    const result = kind.schema.safeParse(item);
    if (!result.success) {
      for (const issue of result.error.issues)
        errors.push({ path: placeText([...root, ...issue.path]), message: issue.message });
      return [];
    }
    const key = kind.keyOf(result.data);
    const first = seen.get(key);
    if (first !== undefined) errors.push({ path: place, message: `"${key}" is already used at ${first}.` });
    seen.set(key, place);
    const written = Object.entries(item as object).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    return [{ place, key, item: result.data, written: new Set(written) }];
  });
}

/** An old name next to the new one is left for the schema to refuse. */
function withNamesOfToday({ formerly }: Kind, item: unknown): unknown {
  if (formerly === undefined || typeof item !== 'object' || item === null) return item;
  const nameOf = (field: string) => {
    const name = formerly[field];
    return name === undefined || name in item ? field : name;
  };
  return Object.fromEntries(Object.entries(item).map(([field, value]) => [nameOf(field), value]));
}

/** @param exists whether something of this kind and key exists, or will after the document is applied */
export function checkReferences(document: Document, exists: (kind: string, key: string) => boolean): void {
  const errors: FieldError[] = [];
  for (const [kind, wanted] of document) {
    for (const { place, item } of wanted) {
      for (const reference of kind.references(item)) {
        if (exists(reference.kind, reference.key)) continue;
        const path = reference.path.startsWith('[') ? place + reference.path : `${place}.${reference.path}`;
        errors.push({ path, message: `There is no ${wordsOf(reference.kind)} "${reference.key}".` });
      }
    }
  }
  refuse(errors);
}

/** `escalationPolicy` as people say it. */
export function wordsOf(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0)
    throw problem('invalid_input', 'The document has errors; nothing was changed.', errors.slice(0, maxErrors));
}

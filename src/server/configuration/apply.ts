/** Makes everything as a document says, inside a transaction of the caller, and tells what that changed. */

import { Problem, problem } from '../../contract/errors.ts';
import type { ConfigurationChange } from '../../contract/platform/configuration.ts';
import type { Context } from '../platform/context.ts';
import { takenProblem } from '../platform/http/errors.ts';
import { whoIsOnCall } from '../respond/schedules/on-call.ts';
import { compare, hideSecrets, keepSecrets } from './compare.ts';
import type { Current, Kind } from './kind.ts';
import { createNames, type MutableNames } from './names.ts';
import { changesOfOnCall } from './on-call-now.ts';
import { checkReferences, type Document, readDocument, type Wanted, wordsOf } from './read-document.ts';

type Item = Record<string, unknown>;

/**
 * @param kinds in an order in which everything stands behind what it refers to
 * @throws Problem `invalid_input` with the places of all faults
 */
export async function applyDocument(
  ctx: Context,
  kinds: readonly Kind[],
  content: Record<string, unknown>,
  prune: boolean,
): Promise<ConfigurationChange[]> {
  const document = readDocument(kinds, content);
  const names = createNames();
  const before = await readAll(ctx, kinds, names);
  const leaving = prune ? pruned(document, before) : [];
  const gone = new Set(leaving.map(({ kind, key }) => `${kind.kind} ${key}`));
  const coming = new Set([...document].flatMap(([kind, wanted]) => wanted.map(({ key }) => `${kind.kind} ${key}`)));
  checkReferences(
    document,
    (kind, key) => coming.has(`${kind} ${key}`) || (names.has(kind, key) && !gone.has(`${kind} ${key}`)),
  );
  const onCallBefore = await whoIsOnCall(ctx.db);
  const changes: ConfigurationChange[] = [];
  const completions: (() => Promise<void>)[] = [];
  for (const [kind, wanted] of document) {
    // Read again: an earlier change may have touched it.
    const current = await readKind(ctx, kind, names);
    for (const each of wanted) changes.push(await settle(ctx, kind, each, current.get(each.key), names, completions));
    changes.push(...(await arrange(ctx, kind, wanted, names)));
  }
  for (const complete of completions) await complete();
  for (const { kind, key, id, place } of leaving.reverse()) {
    await at(kind, { key, place }, () => kind.remove(ctx, id));
    changes.push({ kind: kind.kind, key, change: 'delete', fields: [] });
  }
  return changesOfOnCall(changes, onCallBefore, await whoIsOnCall(ctx.db));
}

/** Everything that exists, by kind and key; fills the names on the way. */
export async function readAll(ctx: Context, kinds: readonly Kind[], names: MutableNames) {
  const found = new Map<Kind, Map<string, Current<Item>>>();
  for (const kind of kinds) found.set(kind, await readKind(ctx, kind, names));
  return found;
}

async function readKind(ctx: Context, kind: Kind, names: MutableNames): Promise<Map<string, Current<Item>>> {
  const byKey = new Map<string, Current<Item>>();
  for (const current of await kind.list(ctx.db, names)) {
    const key = kind.keyOf(current.item);
    byKey.set(key, current);
    names.set(kind.kind, key, current.id);
  }
  return byKey;
}

function pruned(document: Document, before: Map<Kind, Map<string, Current<Item>>>) {
  return [...document].flatMap(([kind, wanted]) => {
    const kept = new Set(wanted.map(({ key }) => key));
    return [...before.get(kind)!].flatMap(([key, { id, isRemoved }]) =>
      kept.has(key) || isRemoved || kind.isSingle || kind.isPassing ? [] : [{ kind, key, id, place: kind.section }],
    );
  });
}

async function settle(
  ctx: Context,
  kind: Kind,
  wanted: Wanted,
  current: Current<Item> | undefined,
  names: MutableNames,
  completions: (() => Promise<void>)[],
): Promise<ConfigurationChange> {
  const { key } = wanted;
  const { item, fields } = await at(kind, wanted, async () =>
    current ? changed(kind, current.item, wanted) : created(kind, wanted),
  );
  const secrets = kind.secrets?.({ ...current?.item, ...item }) ?? [];
  const change = { kind: kind.kind, key, fields: hideSecrets(fields, secrets) };
  if (current && fields.length === 0) return { ...change, change: 'none' };
  const id = await at(kind, wanted, () =>
    current ? kind.update(ctx, current, item, names) : kind.create(ctx, item, names),
  );
  const settledId = id ?? current!.id;
  names.set(kind.kind, key, settledId);
  if (kind.complete) completions.push(() => at(kind, wanted, () => kind.complete!(ctx, settledId, item, names)));
  return { ...change, change: current ? 'update' : 'create' };
}

type Outcome = { item: Item; fields: ConfigurationChange['fields'] };

function created(kind: Kind, { item: given, written }: Wanted): Outcome {
  const item = kind.normalise?.(given) ?? given;
  const fields = compare({}, withoutInstructions(kind, item)).map((field) =>
    written.has(field.field) ? field : { ...field, isDefault: true },
  );
  return { item, fields };
}

/** What the document leaves out stays as it is, for every kind, and secrets within what it holds as well. */
function changed(kind: Kind, current: Item, { item, written }: Wanted): Outcome {
  const only = (fields: Item) => Object.fromEntries(Object.entries(fields).filter(([field]) => written.has(field)));
  const left = Object.entries(current).filter(([field]) => !kind.statedAnew?.includes(field));
  const merged: Item = { ...Object.fromEntries(left), ...only(item) };
  for (const field of kind.partial ?? []) merged[field] = { ...(current[field] as Item), ...(merged[field] as Item) };
  const kept = keepSecrets(current, merged, kind.secrets?.(current) ?? []);
  const whole = kind.normalise?.(kept) ?? kept;
  return { item: whole, fields: compare(current, only(withoutInstructions(kind, whole))) };
}

function withoutInstructions({ instructions = [] }: Kind, item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([field]) => !instructions.includes(field)));
}

async function arrange(
  ctx: Context,
  kind: Kind,
  wanted: Wanted[],
  names: MutableNames,
): Promise<ConfigurationChange[]> {
  if (!kind.arrange) return [];
  const { before, after } = await kind.arrange(
    ctx,
    wanted.map(({ key }) => names.idOf(kind.kind, key)),
  );
  if (before.join() === after.join()) return [];
  const keys = (ids: number[]) => ids.map((id) => names.keyOf(kind.kind, id));
  const fields = [{ field: 'order', before: keys(before), after: keys(after) }];
  return [{ kind: kind.kind, key: 'order', change: 'update', fields }];
}

/** Says of which thing, and at which place of the document, an action refused. */
async function at<T>(
  kind: Kind,
  { key, place }: Pick<Wanted, 'key' | 'place'>,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = reasonOf(error as Error);
    if (reason === null) throw error;
    throw problem('invalid_input', 'The document cannot be applied; nothing was changed.', [
      { path: place, message: kind.isSingle ? reason : `The ${wordsOf(kind.kind)} "${key}": ${reason}` },
    ]);
  }
}

function reasonOf(error: Error): string | null {
  if (error instanceof Problem) {
    const fields = error.errors.map(({ path, message }) => `${path.replace(/^body\./, '')}: ${message}`);
    return [error.detail ?? error.title, ...fields].join(' ');
  }
  switch ((error as { code?: string }).code) {
    case '23505':
      return takenProblem(error).detail ?? 'This already exists.';
    case '23503':
      return 'Something else still refers to this.';
    default:
      return null;
  }
}

/** Makes everything as a document says, inside a transaction of the caller, and tells what that changed. */
import type { ConfigurationChange } from '../../contract/configuration.ts';
import { Problem, problem } from '../../contract/errors.ts';
import type { Context } from '../platform/context.ts';
import { compare, hideSecrets, keepSecrets } from './compare.ts';
import type { Current, Kind } from './kind.ts';
import { createNames, type MutableNames } from './names.ts';
import { checkReferences, type Document, readDocument, type Wanted } from './read-document.ts';

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
  const changes: ConfigurationChange[] = [];
  for (const [kind, wanted] of document) {
    // Read anew: a change of what stands to the left may have touched it.
    const current = await readKind(ctx, kind, names);
    for (const each of wanted) changes.push(await settle(ctx, kind, each, current.get(each.key), names));
    changes.push(...(await arrange(ctx, kind, wanted, names)));
  }
  for (const { kind, key, id, place } of leaving.reverse()) {
    await at(place, () => kind.remove(ctx, id));
    changes.push({ kind: kind.kind, key, change: 'delete', fields: [] });
  }
  return changes;
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
      kept.has(key) || isRemoved || kind.isSingle ? [] : [{ kind, key, id, place: kind.section }],
    );
  });
}

async function settle(
  ctx: Context,
  kind: Kind,
  { place, key, item: written }: Wanted,
  current: Current<Item> | undefined,
  names: MutableNames,
): Promise<ConfigurationChange> {
  const item = await at(place, async () => {
    if (!current) return written;
    const kept = keepSecrets(current.item, written, kind.secrets?.(current.item) ?? []);
    return kind.normalise?.(kept) ?? kept;
  });
  const fields = compare(current?.item ?? {}, item);
  const secrets = kind.secrets?.({ ...current?.item, ...item }) ?? [];
  const change = { kind: kind.kind, key, fields: hideSecrets(fields, secrets) };
  if (current && fields.length === 0) return { ...change, change: 'none' };
  const id = await at(place, () =>
    current ? kind.update(ctx, current, { ...current.item, ...given(item) }, names) : kind.create(ctx, item, names),
  );
  names.set(kind.kind, key, id ?? current!.id);
  return { ...change, change: current ? 'update' : 'create' };
}

/** Without the fields that the document leaves out. */
function given(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
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

/** Says at which place of the document an action refused. */
async function at<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = reasonOf(error as Error);
    if (reason === null) throw error;
    throw problem('invalid_input', 'The document cannot be applied; nothing was changed.', [
      { path: place, message: reason },
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
      return 'Such a thing exists already.';
    case '23503':
      return 'Something else still refers to this.';
    default:
      return null;
  }
}

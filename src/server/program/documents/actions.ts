/** Courses and drill scenarios as an organisation keeps them: as they came, as it changed them, and its own. */

import { problem } from '../../../contract/errors.ts';
import type { DocumentKind } from '../../../contract/program/documents.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { type HeadOf, type Parsed, parseFile } from './parse.ts';
import * as store from './store.ts';

const sourceOf = ({ own, shipped }: store.DocumentRow) => own ?? shipped!;

/** A document that can be used. */
export type Usable<Kind extends DocumentKind> = Parsed<Kind> & { key: string; version: number; isOwn: boolean };

/** Parsed files by what they say: the same words are not read twice. */
const parsed = new Map<string, Parsed<DocumentKind> | null>();
const mostParsed = 4 * store.mostDocuments;

function parsedOf<Kind extends DocumentKind>(kind: Kind, source: string): Parsed<Kind> | null {
  const key = `${kind} ${source}`;
  let found = parsed.get(key);
  if (found === undefined) {
    const read = parseFile(kind, source);
    found = Array.isArray(read) ? null : read;
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(key, found);
  }
  return found as Parsed<Kind> | null;
}

/** The documents of a kind that are in use, by key. One that a stricter version can no longer read is as it came, or left out. */
export async function loadDocuments<Kind extends DocumentKind>(db: Queryable, kind: Kind): Promise<Usable<Kind>[]> {
  return (await store.listDocuments(db, kind)).flatMap((found) => usableOf(kind, found) ?? []);
}

/** One of them; null where it is not in use. */
export async function loadUsable<Kind extends DocumentKind>(
  db: Queryable,
  kind: Kind,
  key: string,
): Promise<Usable<Kind> | null> {
  const found = await store.loadDocument(db, kind, key);
  return found && usableOf(kind, found);
}

function usableOf<Kind extends DocumentKind>(
  kind: Kind,
  { key, version, own, shipped, archivedAt }: store.DocumentRow,
): Usable<Kind> | null {
  if (archivedAt !== null) return null;
  const document = (own !== null && parsedOf(kind, own)) || (shipped !== null && parsedOf(kind, shipped));
  return document ? { ...document, key, version, isOwn: own !== null } : null;
}

export async function listDocuments(ctx: { db: Queryable }, kind: DocumentKind) {
  return { items: (await store.listDocuments(ctx.db, kind)).map(shown) };
}

function shown(document: store.DocumentRow) {
  const { kind, key, shipped, own, archivedAt, version, updatedAt, updatedBy } = document;
  const origin = shipped === null ? ('own' as const) : own === null ? ('shipped' as const) : ('changed' as const);
  const title = (parsedOf(kind, sourceOf(document))?.head as HeadOf[DocumentKind] | undefined)?.title ?? key;
  return { kind, key, title, origin, isArchived: archivedAt !== null, version, updatedAt, updatedBy };
}

export async function getDocument(ctx: Context, kind: DocumentKind, key: string) {
  return withSource(await requireDocument(ctx.db, kind, key));
}

const withSource = (document: store.DocumentRow) => ({ ...shown(document), source: sourceOf(document) });

async function requireDocument(db: Queryable, kind: DocumentKind, key: string): Promise<store.DocumentRow> {
  const found = await store.loadDocument(db, kind, key);
  if (!found) throw problem('not_found', `There is no ${kind} called ${key}.`);
  return found;
}

/** @throws Problem `invalid_input` with the line of each fault, `state_conflict` where the key is taken */
export async function createDocument(ctx: Context, kind: DocumentKind, key: string, source: string) {
  refuseFaults(kind, source);
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockDocument(tx, kind, key);
    if (before && (before.shipped !== null || before.own !== null)) {
      const message = `There already is a ${kind} called ${key}.`;
      throw problem('state_conflict', message, [{ path: 'body.key', message }]);
    }
    if ((await store.countDocuments(tx, kind)) >= store.mostDocuments) {
      throw problem('state_conflict', `There are already ${store.mostDocuments} of this kind.`);
    }
    return write(ctx, tx, kind, key, source);
  });
}

/** @throws Problem `invalid_input` with the line of each fault, `version_mismatch` */
export async function updateDocument(ctx: Context, kind: DocumentKind, key: string, source: string, ifMatch?: number) {
  refuseFaults(kind, source);
  return transaction(ctx.db, async (tx) => {
    await requireDocument(tx, kind, key);
    const before = (await store.lockDocument(tx, kind, key))!;
    await requireVersion(tx, before, ifMatch, 'programDocument', before.id);
    return write(ctx, tx, kind, key, source);
  });
}

async function write(ctx: Context, tx: Transaction, kind: DocumentKind, key: string, source: string) {
  const written = await store.writeDocument(tx, { kind, key, source, by: actorReference(ctx.actor) });
  await recordEvent(tx, ctx.actor, 'programDocument.written', written.id, { kind, key, version: written.version });
  return withSource(written);
}

function refuseFaults(kind: DocumentKind, source: string): void {
  const read = parseFile(kind, source);
  if (!Array.isArray(read)) return;
  const faults = read
    .slice(0, 20)
    .map(({ line, message }) => ({ path: 'body.source', message: `Line ${line}: ${message}` }));
  throw problem('invalid_input', undefined, faults);
}

/** Archives one of an organisation's own, or returns a changed one to how it came. @throws Problem `state_conflict` where it is as it came */
export async function removeDocument(ctx: Context, kind: DocumentKind, key: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await requireDocument(tx, kind, key);
    const { id, own, shipped, archivedAt } = (await store.lockDocument(tx, kind, key))!;
    if (own === null) throw problem('state_conflict', 'It is as it came with the product.');
    if (archivedAt !== null) return;
    if (shipped === null && kind === 'course') await refuseRequired(tx, key);
    await store.removeDocument(tx, id, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'programDocument.removed', id, { kind, key });
  });
}

/** Whoever is asked for a certificate must be able to get it. */
async function refuseRequired(tx: Queryable, courseKey: string): Promise<void> {
  const { command, onCall } = (await readSetting(tx, settings.certificationRules)).value;
  const isNeeded = [command, onCall].some((rule) => rule.isRequired && rule.courseKey === courseKey);
  if (isNeeded)
    throw problem(
      'state_conflict',
      'Its certificate is required: choose another course under Training, Required certificates, first.',
    );
}

/** @throws Problem `state_conflict` where it is in use, or nothing was ever written over how it came */
export async function restoreDocument(ctx: Context, kind: DocumentKind, key: string) {
  return transaction(ctx.db, async (tx) => {
    await requireDocument(tx, kind, key);
    const { id, own, archivedAt } = (await store.lockDocument(tx, kind, key))!;
    const isUsed = own !== null && archivedAt === null;
    const restored = isUsed ? null : await store.restoreDocument(tx, id, actorReference(ctx.actor));
    if (!restored) throw problem('state_conflict', 'There is nothing to restore.');
    await recordEvent(tx, ctx.actor, 'programDocument.restored', id, { kind, key });
    return withSource(restored);
  });
}

export async function listVersions(ctx: Context, kind: DocumentKind, key: string) {
  const { id } = await requireDocument(ctx.db, kind, key);
  return { items: await store.listVersions(ctx.db, id) };
}

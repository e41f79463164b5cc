/** The protocols of this installation: as they came, as it changed them, and its own. */
import { problem } from '../../../contract/errors.ts';
import type { ProtocolInput } from '../../../contract/respond/protocols.ts';
import type { Protocol } from '../../../domain/respond/incidents/protocol.ts';
import { defaultProtocols } from '../../../domain/respond/incidents/protocol-defaults.ts';
import { type Severity, severityLabel } from '../../../domain/severity.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import * as store from './store.ts';

/** What a matrix gets that names a protocol which does not exist. */
const plainest = 'work-hours';

const shippedOf = (key: string): Protocol | undefined => defaultProtocols.find(({ id }) => id === key);

/** Those in use first, the shipped ones in their order before one's own. */
export async function listProtocols(db: Queryable) {
  const touched = await store.listRows(db);
  const used = await severitiesOf(db);
  const shipped = defaultProtocols.map(({ id }) => shownOf(id, touched.find(({ key }) => key === id) ?? null, used));
  const own = touched.filter(({ key, own }) => own !== null && !shippedOf(key));
  const all = [...shipped, ...own.map((found) => shownOf(found.key, found, used))];
  return [...all.filter(({ isArchived }) => !isArchived), ...all.filter(({ isArchived }) => isArchived)];
}

/** Those that somebody changed, added or archived at some time, with the ids of their rows. */
export async function listTouched(db: Queryable) {
  const used = await severitiesOf(db);
  return (await store.listRows(db))
    .filter(({ key, own }) => own !== null || shippedOf(key))
    .map((found) => ({ id: found.id, ...shownOf(found.key, found, used) }));
}

/** The protocol that rooms work through, also an archived one; the plainest where there is none of this key. */
export async function loadProtocol(db: Queryable, key: string): Promise<Protocol> {
  const own = (await store.loadRow(db, key))?.own;
  if (own) return { id: key, ...own };
  return shippedOf(key) ?? loadProtocol(db, plainest);
}

/** An item as it came, for what was ticked before its text was kept. */
export function shippedItem(key: string, itemId: string) {
  return shippedOf(key)?.items.find(({ id }) => id === itemId) ?? null;
}

/** @throws Problem `invalid_input` where it does not exist or is archived */
export async function requireOffered(db: Queryable, key: string, path: string): Promise<void> {
  const found = await store.loadRow(db, key);
  const isOffered = found?.archivedAt ? false : Boolean(found?.own ?? shippedOf(key));
  if (isOffered) return;
  const message = found?.archivedAt ? `The protocol ${key} is archived.` : `There is no protocol ${key}.`;
  throw problem('invalid_input', undefined, [{ path, message }]);
}

/** @throws Problem `state_conflict` when the key is taken or there are enough */
export async function createProtocol(ctx: Context, key: string, own: ProtocolInput) {
  return transaction(ctx.db, async (tx) => {
    const kept = await store.listRows(tx);
    if (kept.length >= store.mostProtocols) throw problem('state_conflict', 'There are already enough protocols.');
    const id = shippedOf(key) ? null : await store.insertOwn(tx, key, own, actorReference(ctx.actor));
    if (id === null) {
      const message = `There already is a protocol ${key}.`;
      throw problem('state_conflict', message, [{ path: 'body.key', message }]);
    }
    await recordEvent(tx, ctx.actor, 'protocol.created', id, { after: { key, ...own } });
    return shown(tx, key);
  });
}

/** @throws Problem `version_mismatch` */
export async function updateProtocol(ctx: Context, key: string, own: ProtocolInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const found = await lock(ctx, tx, key);
    await requireVersion(tx, found, ifMatch, 'protocol', found.id);
    const before = found.own ?? plain(shippedOf(key)!);
    await store.setOwn(tx, found.id, own, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'protocol.updated', found.id, { before, after: own });
    return shown(tx, key);
  });
}

/** @throws Problem `state_conflict` for one that did not come with the product */
export async function resetProtocol(ctx: Context, key: string) {
  return transaction(ctx.db, async (tx) => {
    const { id, own: before } = await lock(ctx, tx, key);
    if (!shippedOf(key)) throw problem('state_conflict', 'It did not come with the product; archive it instead.');
    if (before !== null) {
      await store.setOwn(tx, id, null, actorReference(ctx.actor));
      await recordEvent(tx, ctx.actor, 'protocol.reset', id, { before });
    }
    return shown(tx, key);
  });
}

/** @throws Problem `state_conflict` while a severity uses it */
export async function archiveProtocol(ctx: Context, key: string, isArchived: boolean) {
  return transaction(ctx.db, async (tx) => {
    const { id, archivedAt } = await lock(ctx, tx, key);
    const used = (await severitiesOf(tx)).get(key) ?? [];
    if (isArchived && used.length > 0) {
      const labels = used.map(severityLabel).join(', ');
      throw problem(
        'state_conflict',
        `${labels} ${used.length === 1 ? 'uses' : 'use'} it. Choose another one there first.`,
      );
    }
    if ((archivedAt !== null) !== isArchived) {
      await store.setArchived(tx, id, isArchived, actorReference(ctx.actor));
      await recordEvent(tx, ctx.actor, isArchived ? 'protocol.archived' : 'protocol.restored', id, { key });
    }
    return shown(tx, key);
  });
}

async function lock(ctx: Context, tx: Transaction, key: string): Promise<store.ProtocolRow> {
  const isThere = shippedOf(key) !== undefined || (await store.loadRow(tx, key))?.own;
  if (!isThere) throw problem('not_found', `There is no protocol ${key}.`);
  return store.lockRow(tx, key, actorReference(ctx.actor));
}

async function shown(db: Queryable, key: string) {
  return shownOf(key, await store.loadRow(db, key), await severitiesOf(db));
}

const plain = ({ name, items }: Protocol) => ({ name, items: [...items] });

function shownOf(key: string, found: store.ProtocolRow | null, used: ReadonlyMap<string, Severity[]>) {
  const shipped = shippedOf(key);
  const origin = !shipped ? ('own' as const) : found?.own ? ('changed' as const) : ('shipped' as const);
  return {
    key,
    ...(found?.own ?? plain(shipped!)),
    origin,
    severities: used.get(key) ?? [],
    isArchived: Boolean(found?.archivedAt),
    version: found?.version ?? 1,
    updatedAt: found?.updatedAt ?? null,
    updatedBy: found?.updatedBy ?? null,
  };
}

/** Which severities use which protocol. */
async function severitiesOf(db: Queryable): Promise<Map<string, Severity[]>> {
  const { value } = await readSetting(db, settings.severityMatrix);
  const used = new Map<string, Severity[]>();
  for (const { severity, protocolId } of [...value.rules].sort((left, right) => left.severity - right.severity)) {
    used.set(protocolId, [...(used.get(protocolId) ?? []), severity]);
  }
  return used;
}

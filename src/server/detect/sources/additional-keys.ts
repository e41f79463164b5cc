/**
 * Keys that senders already use: a source can be reached by them beside its own, so that a sender whose key cannot be
 * changed needs only another address. They are kept as hashes, so nobody can read them again.
 */
import { problem } from '../../../contract/errors.ts';
import { weaknessOf } from '../../platform/auth/weak-secret.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadOwnKeyUse } from '../rulebook/key-uses-store.ts';
import { hashKey } from '../rulebook/source-key.ts';
import { maxAdditionalKeys } from '../rulebook/store.ts';
import { getSource } from './actions.ts';
import * as store from './additional-keys-store.ts';

export async function listAdditionalKeys(ctx: Context, sourceId: number) {
  await getSource(ctx, sourceId);
  return { items: await store.listKeys(ctx.db, sourceId), ownKeyLastUsedAt: await loadOwnKeyUse(ctx.db, sourceId) };
}

/** Adding a key again to the same source is no error: an import that is repeated does so. */
export async function addAdditionalKey(ctx: Context, sourceId: number, { name, key }: { name: string; key: string }) {
  if (weaknessOf(key, []) !== null) {
    throw problem('invalid_input', 'Some fields are not valid.', [
      { path: 'body.key', message: 'This key is easy to guess. Use a random one.' },
    ]);
  }
  return transaction(ctx.db, async (tx) => {
    const source = await getSource({ ...ctx, db: tx }, sourceId);
    if (source.isBuiltIn) throw problem('state_conflict', 'The built-in source takes no further key.');
    // The row comes first: every change of sources and their keys waits for the others, so that two see each other.
    const added = await store.insertKey(tx, sourceId, name, hashKey(key));
    if (added === null || (await store.keyIsOfSource(tx, hashKey(key)))) {
      throw problem('conflict', 'A source has this key already.');
    }
    if ((await store.countKeys(tx, sourceId)) > maxAdditionalKeys) {
      throw problem('conflict', `A source can have ${maxAdditionalKeys} additional keys at most.`);
    }
    if (added.isNew) await recordEvent(tx, ctx.actor, 'source.keyAdded', sourceId, { name });
    const { isNew: _isNew, ...shown } = added;
    return shown;
  });
}

export async function removeAdditionalKey(ctx: Context, sourceId: number, keyId: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await getSource({ ...ctx, db: tx }, sourceId);
    const name = await store.deleteKey(tx, sourceId, keyId);
    if (name === null) throw problem('not_found', `The source has no additional key with the id ${keyId}.`);
    await recordEvent(tx, ctx.actor, 'source.keyRemoved', sourceId, { name });
  });
}

/** What is sealed under which key: how it stands, sealing it all anew under the newest key, and giving up what is lost. */
import { problem } from '../../contract/errors.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db/database.ts';
import { recordEvent } from '../platform/events/record.ts';
import { SecretProblem } from '../platform/secret-problem.ts';
import type { Keyring } from '../platform/secrets.ts';
import * as store from './store.ts';

const batchSize = 100;

export async function describeSealedValues(db: Context['db'], keyring: Keyring) {
  const counts = await store.countSealedValues(db);
  const { currentKeyId } = keyring;
  return {
    currentKeyId,
    items: counts.map((each) => ({ ...each, isReadable: keyring.has(each.keyId) })),
    unreadableCount: sum(counts.filter(({ keyId }) => !keyring.has(keyId))),
    outdatedCount: sum(counts.filter(({ keyId }) => keyId !== currentKeyId && keyring.has(keyId))),
  };
}

/** One sentence about what cannot be opened, or null: `2 contact methods and 1 source key`. */
export function sentenceOfLost(counts: readonly store.SealedCount[]): string | null {
  const byKind = new Map<store.SealedKind, number>();
  for (const { kind, count } of counts) byKind.set(kind, (byKind.get(kind) ?? 0) + count);
  const parts = [...byKind].map(([kind, count]) => {
    if (kind === 'sign-in') return 'the sign-in secret';
    return `${count} ${count === 1 ? kind.replace(/s$/, '') : kind}`;
  });
  return parts.length === 0 ? null : [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(' and ');
}

export type ResealResult = { keyId: string; resealed: number; unreadable: number };

/**
 * Seals every value that an older key opens anew under the newest one, a hundred in a transaction. It may be stopped
 * and begun again at any moment: what is done is not looked at again. What no key opens is left as it is and counted.
 * @throws Problem `state_conflict` when there is no key
 */
export async function resealValues(ctx: Context, keyring: Keyring): Promise<ResealResult> {
  const keyId = keyring.currentKeyId;
  if (keyId === null) throw problem('state_conflict', 'There is no secret key to seal with.');
  let after: store.SealedValue | null = null;
  let [resealed, unreadable] = [0, 0];
  for (;;) {
    const found: store.SealedValue[] = await store.listSealedUnderOthers(ctx.db, keyId, after, batchSize);
    const opened = found.flatMap((value) => {
      const text = openOrNull(keyring, value);
      return text === null ? [] : [{ value, sealed: keyring.seal(text, value.context) }];
    });
    unreadable += found.length - opened.length;
    resealed += await transaction(ctx.db, async (tx) => {
      let written = 0;
      for (const { value, sealed } of opened) if (await store.replaceSealedValue(tx, value, sealed)) written += 1;
      if (written > 0) await recordEvent(tx, ctx.actor, 'secrets.resealed', null, { keyId, count: written });
      return written;
    });
    after = found.at(-1) ?? null;
    if (found.length < batchSize) return { keyId, resealed, unreadable };
  }
}

export type DiscardResult = { discarded: store.SealedCount[]; authenticatorApps: number };

/**
 * Gives up what no loaded key opens, so that the installation is whole again under the key it has. Contact methods are
 * removed and have to be added anew; source keys keep working and can only not be shown. With the sign-in secret go
 * all sessions and authenticator apps.
 */
export async function discardLostValues(ctx: Context, keyring: Keyring): Promise<DiscardResult> {
  const keyId = keyring.currentKeyId;
  if (keyId === null) throw problem('state_conflict', 'There is no secret key to continue with yet.');
  return transaction(ctx.db, async (tx) => {
    const lost: store.SealedValue[] = [];
    let after: store.SealedValue | null = null;
    for (;;) {
      const found: store.SealedValue[] = await store.listSealedUnderOthers(tx, keyId, after, batchSize);
      lost.push(...found.filter((value) => openOrNull(keyring, value) === null));
      after = found.at(-1) ?? null;
      if (found.length < batchSize) break;
    }
    for (const value of lost) await store.discardSealedValue(tx, value);
    const isSignInLost = lost.some(({ kind }) => kind === 'sign-in');
    const authenticatorApps = isSignInLost ? await store.removeAuthenticatorApps(tx) : 0;
    if (isSignInLost) await store.endAllSessions(tx);
    const discarded = countByKind(lost);
    if (lost.length > 0) await recordEvent(tx, ctx.actor, 'secrets.discarded', null, { discarded, authenticatorApps });
    return { discarded, authenticatorApps };
  });
}

function countByKind(values: store.SealedValue[]): store.SealedCount[] {
  const counts = new Map<string, store.SealedCount>();
  for (const { kind, sealed } of values) {
    const keyId = sealed.split('.')[1] ?? '';
    const found = counts.get(`${kind} ${keyId}`) ?? { kind, keyId, count: 0 };
    counts.set(`${kind} ${keyId}`, { ...found, count: found.count + 1 });
  }
  return [...counts.values()];
}

function openOrNull(keyring: Keyring, { sealed, context }: store.SealedValue): string | null {
  try {
    return keyring.open(sealed, context).reveal();
  } catch (error) {
    if (error instanceof SecretProblem) return null;
    throw error;
  }
}

const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);

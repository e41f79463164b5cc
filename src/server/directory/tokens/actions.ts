import { randomInt } from 'node:crypto';
import type { ApiTokenInput } from '../../../contract/directory/tokens.ts';
import { problem } from '../../../contract/errors.ts';
import { may, teamsWhereMay } from '../../platform/auth/actor.ts';
import { hashToken } from '../../platform/auth/authenticate.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const length = 40;
const usualDays = 90;

/** A token that scanners for leaked secrets can recognise: `ekt_` and 40 random characters, 238 bits. */
export function makeToken(): string {
  return `ekt_${Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}

/** @throws Problem `forbidden` for a permission the owner does not hold */
export async function createToken(ctx: Context, input: ApiTokenInput): Promise<store.TokenRow & { token: string }> {
  const personId = requirePerson(ctx);
  const missing = input.permissions.find(
    (permission) => !may(ctx.actor, permission) && teamsWhereMay(ctx.actor, permission).length === 0,
  );
  if (missing) throw problem('forbidden', `A token cannot have the permission ${missing}, because you do not have it.`);
  const token = makeToken();
  return transaction(ctx.db, async (tx) => {
    const expiresAt = input.expiresAt === undefined ? await store.defaultExpiry(tx, usualDays) : input.expiresAt;
    const made = await store.insertToken(tx, personId, {
      ...input,
      expiresAt,
      hash: hashToken(token),
      hint: token.slice(-4),
    });
    await recordEvent(tx, ctx.actor, 'token.created', made.id, { after: { ...input, expiresAt } });
    return { ...made, token };
  });
}

export async function revokeToken(ctx: Context, personId: number, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const revoked = await store.revokeToken(tx, personId, id);
    if (!revoked) throw problem('not_found', `There is no token with the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'token.revoked', id, { before: { name: revoked.name }, personId });
  });
}

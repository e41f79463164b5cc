/** The first hour: one link, printed at the start, makes the first admin. There is no default password anywhere. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { hashPassword } from '../../platform/auth/password-hash.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { giveAccess } from '../people/password-links.ts';
import { refuseWeak } from '../people/password-rules.ts';
import * as people from '../people/store.ts';
import * as store from './store.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Set-up is open until the first admin can sign in, and then never again: the last admin cannot be removed. */
export async function isSetupOpen(db: Context['db']): Promise<boolean> {
  return !(await people.hasAdmin(db, false));
}

/** A fresh token while set-up is open, else null. Of several nodes that start, the newest token counts. */
export async function renewSetupToken(db: Database): Promise<string | null> {
  const token = randomBytes(24).toString('base64url');
  return transaction(db, async (tx) => {
    await people.lockAdmins(tx);
    const isOpen = !(await people.hasAdmin(tx, false));
    await store.setSetupHash(tx, isOpen ? hashOf(token) : null);
    return isOpen ? token : null;
  });
}

export type FirstAdmin = {
  token: string;
  name: string;
  email: string;
  password: string;
  timeZone: string;
  teamName?: string | undefined;
};

/** Makes what a first page needs, which belongs to stages further right; the composition root gives it. */
export type MakeStartingSet = (
  ctx: Context,
  team: { name: string; personId: number; timeZone: string },
) => Promise<void>;

/**
 * Makes the first admin; somebody who is in the directory already becomes it. With a `teamName` also what a first page
 * needs, all of it or nothing.
 * @throws Problem `link_not_valid` when set-up is over or the link is not the newest
 */
export async function setUp(db: Context['db'], makeStartingSet: MakeStartingSet, admin: FirstAdmin) {
  await requireToken(db, admin.token);
  refuseWeak(admin.password, [admin.name, admin.email], 'body.password');
  const passwordHash = await hashPassword(admin.password);
  return transaction(db, async (tx) => {
    await people.lockAdmins(tx);
    await requireToken(tx, admin.token);
    const input = { name: admin.name, email: admin.email, timeZone: admin.timeZone, role: 'admin' as const };
    const id = await upsertPerson(tx, input);
    const access = (await people.lockAccess(tx, id))!;
    await giveAccess(tx, access, { name: admin.name, passwordHash });
    await store.setSetupHash(tx, null);
    const actor = { kind: 'person' as const, personId: id, name: admin.name, role: 'admin' as const };
    await recordEvent(tx, actor, 'installation.setUp', id);
    if (admin.teamName !== undefined) {
      const team = { name: admin.teamName, personId: id, timeZone: admin.timeZone };
      await makeStartingSet({ db: tx, actor }, team);
    }
    return (await people.loadPerson(tx, id))!;
  });
}

async function upsertPerson(tx: Transaction, input: Parameters<typeof people.insertPerson>[1]): Promise<number> {
  const existing = await people.findPersonByEmail(tx, input.email);
  if (!existing) return people.insertPerson(tx, input);
  await people.updatePerson(tx, existing.id, input, undefined);
  await people.setDisabled(tx, existing.id, false);
  return existing.id;
}

async function requireToken(db: Context['db'], token: string): Promise<void> {
  const expected = await store.loadSetupHash(db);
  const isRight = expected !== null && timingSafeEqual(expected, hashOf(token));
  if (!isRight || (await people.hasAdmin(db, false))) throw problem('link_not_valid');
}

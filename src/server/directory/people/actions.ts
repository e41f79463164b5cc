import type { PersonInput } from '../../../contract/directory/people.ts';
import { problem } from '../../../contract/errors.ts';
import { deleteLinks, deleteSecondFactors, deleteSessions, updateUser } from '../../platform/auth/store.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { keepEmergencyAdmin } from '../entry/emergency.ts';
import { requireNoMoreThanOwn, requireToHoldRole } from '../roles/no-escalation.ts';
import { revokeTokensOf } from '../tokens/store.ts';
import * as store from './store.ts';

const notFound = (id: number) => problem('not_found', `No person has the id ${id}.`);

export async function getPerson(ctx: Context, id: number) {
  const person = await store.loadPerson(ctx.db, id);
  if (!person) throw notFound(id);
  return person;
}

/** The name of a person who can be given work. @throws Problem `invalid_input` at `path` when there is no such person */
export async function requireEnabledPerson(db: Queryable, id: number, path: string): Promise<string> {
  const name = await store.loadEnabledName(db, id);
  if (name !== null) return name;
  throw problem('invalid_input', undefined, [{ path, message: 'There is no such person, or they are disabled.' }]);
}

/** @throws Problem `forbidden` for a role with more than the actor has */
export async function createPerson(ctx: Context, input: PersonInput) {
  requireToHoldRole(ctx.actor, input.role);
  return transaction(ctx.db, async (tx) => {
    const id = await store.insertPerson(tx, input);
    await recordEvent(tx, ctx.actor, 'person.created', id, { after: input });
    return (await store.loadPerson(tx, id))!;
  });
}

/**
 * Replaces the person; a new role or address ends their sessions.
 * @throws Problem `version_mismatch`, `state_conflict` when nobody would administer any more, `forbidden` for somebody who
 * has more than the actor, or would
 */
export async function updatePerson(ctx: Context, id: number, input: PersonInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    await store.lockAdmins(tx);
    const access = await store.lockAccess(tx, id);
    if (!access) throw notFound(id);
    requireNotRemoved(access);
    await requireNoMoreThanOwn(tx, ctx.actor, access);
    if (input.role !== access.role) requireToHoldRole(ctx.actor, input.role);
    const before = (await store.loadPerson(tx, id))!;
    if (!(await store.updatePerson(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'person', id, profileEvents);
    }
    if (administers(access) && input.role !== 'admin') await keepAnAdmin(tx);
    if (access.role === 'admin' && input.role !== 'admin') await keepEmergencyAdmin(tx);
    if (access.authUserId !== null) {
      await updateUser(tx, access.authUserId, input);
      if (access.role !== input.role || access.email !== input.email) await deleteSessions(tx, access.authUserId);
      // The address decided who entered by single sign-on; with another one it decides anew.
      if (access.email !== input.email && (await deleteLinks(tx, access.authUserId)) > 0)
        await recordEvent(tx, ctx.actor, 'person.singleSignOnUnlinked', id);
    }
    await recordEvent(tx, ctx.actor, 'person.updated', id, { before: shown(before), after: input });
    return (await store.loadPerson(tx, id))!;
  });
}

/** Disables or enables; disabling ends every session and API token for good. Doing it twice changes nothing. */
export async function setDisabled(ctx: Context, id: number, disabled: boolean) {
  return transaction(ctx.db, async (tx) => {
    await store.lockAdmins(tx);
    const access = await store.lockAccess(tx, id);
    if (!access) throw notFound(id);
    if (!disabled) requireNotRemoved(access);
    if ((access.disabledAt !== null) !== disabled) {
      await requireNoMoreThanOwn(tx, ctx.actor, access);
      await store.setDisabled(tx, id, disabled);
      if (disabled && administers(access)) await keepAnAdmin(tx);
      if (disabled && access.role === 'admin') await keepEmergencyAdmin(tx);
      if (disabled && access.authUserId !== null) await deleteSessions(tx, access.authUserId);
      const revokedTokens = disabled ? await revokeTokensOf(tx, id) : 0;
      await recordEvent(
        tx,
        ctx.actor,
        disabled ? 'person.disabled' : 'person.enabled',
        id,
        revokedTokens > 0 ? { revokedTokens } : {},
      );
    }
    return (await store.loadPerson(tx, id))!;
  });
}

/** Changes what people may change of themselves. */
/** Changes the fields that are given. @throws Problem `version_mismatch` */
export async function changeOwnProfile(
  ctx: Context,
  id: number,
  change: { name?: string | undefined; timeZone?: string | undefined },
  ifMatch?: number,
) {
  return transaction(ctx.db, async (tx) => {
    const access = await store.lockAccess(tx, id);
    if (!access) throw notFound(id);
    const before = (await store.loadPerson(tx, id))!;
    const after = { ...shown(before), ...change };
    if (!(await store.updatePerson(tx, id, after, ifMatch)))
      throw await changedMeanwhile(tx, 'person', id, profileEvents);
    if (access.authUserId !== null) await updateUser(tx, access.authUserId, after);
    await recordEvent(tx, ctx.actor, 'person.updated', id, { before: shown(before), after });
    return (await store.loadPerson(tx, id))!;
  });
}

export async function removeSecondFactors(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const access = await store.lockAccess(tx, id);
    if (!access) throw notFound(id);
    if (access.authUserId === null) return;
    await requireNoMoreThanOwn(tx, ctx.actor, access);
    await deleteSecondFactors(tx, access.authUserId);
    await deleteSessions(tx, access.authUserId);
    await recordEvent(tx, ctx.actor, 'person.twoFactorRemoved', id);
  });
}

/** What changes the fields of a person; sessions and contact methods are told of a person too. */
const profileEvents = ['person.created', 'person.updated'] as const;

function requireNotRemoved({ removedAt }: store.PersonAccess): void {
  if (removedAt !== null)
    throw problem('state_conflict', 'The personal data of this person were removed. Add a new person.');
}

/** Somebody who never signed in cannot have been the last who could. */
function administers({ role, authUserId }: store.PersonAccess): boolean {
  return role === 'admin' && authUserId !== null;
}

async function keepAnAdmin(tx: Transaction): Promise<void> {
  if (!(await store.hasAdmin(tx, true)))
    throw problem('state_conflict', 'This is the last admin who can sign in. Make somebody else an admin first.');
}

function shown({ email, name, role, timeZone }: store.PersonRow): PersonInput {
  return { email, name, role, timeZone };
}

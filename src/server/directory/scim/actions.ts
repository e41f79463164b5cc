/**
 * What an identity provider does by SCIM, through the actions that people have: the same locks, refusals and events. What
 * changes nothing writes nothing.
 */
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { readSignInRules } from '../entry/actions.ts';
import { applyPushedGroups } from '../entry/apply.ts';
import { setDisabled, updatePerson } from '../people/actions.ts';
import { insertPerson, loadPerson, lockAccess, lockAdmins } from '../people/store.ts';
import type { GroupState } from './group.ts';
import { refuse, taken } from './refuse.ts';
import * as store from './store.ts';
import { nextState, stateOf, type UserInput, type UserState } from './user.ts';

const mostMembers = 10_000;

export async function getUser(ctx: Context, id: number): Promise<store.UserRow> {
  const found = await store.loadUser(ctx.db, id);
  if (!found) throw problem('not_found', `No user has the id ${id}.`);
  return found;
}

/** Somebody whom the provider deleted comes back as who they were. @throws Problem `conflict` for a name that is taken */
export async function createUser(ctx: Context, input: UserInput): Promise<store.UserRow> {
  return transaction(ctx.db, async (tx) => {
    await lockAdmins(tx);
    const wanted = nextState(null, input, true);
    const holders = await store.findTaken(tx, wanted.userName, wanted.email);
    if (holders.some(({ isVisible }) => isVisible))
      throw taken('Somebody else has this userName or e-mail address already.');
    const gone = holders[0];
    if (gone) await setDisabled({ ...ctx, db: tx }, gone.id, false);
    const id = gone?.id ?? (await addPerson(tx, ctx, wanted));
    await write(tx, ctx, id, wanted);
    return getUser({ ...ctx, db: tx }, id);
  });
}

async function addPerson(tx: Transaction, ctx: Context, { email, name, timeZone }: UserState): Promise<number> {
  const input = { email, name, timeZone, role: (await readSignInRules(tx)).join.role };
  const id = await insertPerson(tx, input);
  await recordEvent(tx, ctx.actor, 'person.created', id, { after: input });
  return id;
}

/** `isWhole`: the body is a whole resource. @throws Problem `state_conflict` where the last admin would be disabled */
export async function changeUser(
  ctx: Context,
  id: number,
  input: UserInput,
  { isWhole, ifMatch }: { isWhole: boolean; ifMatch: number | undefined },
): Promise<store.UserRow> {
  return transaction(ctx.db, async (tx) => {
    await lockAdmins(tx);
    await lockAccess(tx, id);
    const row = await getUser({ ...ctx, db: tx }, id);
    requireVersion(row.version, ifMatch);
    await write(tx, ctx, id, nextState(stateOf(row), input, isWhole));
    return getUser({ ...ctx, db: tx }, id);
  });
}

/** Disables, and hides from the provider; what they did stays. */
export async function deleteUser(ctx: Context, id: number, ifMatch: number | undefined): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const inside = { ...ctx, db: tx };
    await lockAdmins(tx);
    await lockAccess(tx, id);
    const row = await getUser(inside, id);
    requireVersion(row.version, ifMatch);
    await store.leaveAllGroups(tx, id);
    await applyPushedGroups(tx, ctx.actor, [id]);
    await setDisabled(inside, id, true);
    await store.saveScimPerson(tx, id, row, true);
    await recordEvent(tx, ctx.actor, 'person.deprovisioned', id);
  });
}

/** Brings the person to this state, by no more steps than it takes. */
async function write(tx: Transaction, ctx: Context, id: number, after: UserState): Promise<void> {
  const inside = { ...ctx, db: tx };
  const before = stateOf((await store.loadUser(tx, id))!);
  const { role } = (await loadPerson(tx, id))!;
  const { email, name, timeZone } = after;
  if (email !== before.email || name !== before.name || timeZone !== before.timeZone)
    await updatePerson(inside, id, { email, name, timeZone, role });
  const [said, saidBefore] = [scimOf(after), scimOf(before)];
  if (JSON.stringify(said) !== JSON.stringify(saidBefore) || !(await store.isManaged(tx, id))) {
    await store.saveScimPerson(tx, id, after, false);
    await recordEvent(tx, ctx.actor, 'person.provisioned', id, { before: saidBefore, after: said });
  }
  if (after.isActive !== before.isActive) await setDisabled(inside, id, !after.isActive);
}

function scimOf({ userName, externalId, givenName, familyName }: UserState): store.ScimPerson {
  return { userName, externalId, givenName, familyName };
}

function requireVersion(version: number, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== version) throw problem('version_mismatch');
}

export async function getGroup(ctx: Context, id: number, withMembers = true): Promise<store.GroupRow> {
  const found = await store.loadGroup(ctx.db, id, withMembers);
  if (!found) throw problem('not_found', `No group has the id ${id}.`);
  return found;
}

export async function createGroup(ctx: Context, wanted: GroupState): Promise<store.GroupRow> {
  return transaction(ctx.db, async (tx) => {
    await lockAdmins(tx);
    await requireFreeName(tx, wanted.displayName, null);
    const joined = await requireKnown(tx, [...wanted.memberIds]);
    const id = await store.insertGroup(tx, wanted.displayName, wanted.externalId);
    await store.addMembers(tx, id, joined);
    await recordEvent(tx, ctx.actor, 'scimGroup.created', id, { after: namesOf(wanted), joined });
    await reevaluate(tx, ctx, [wanted], joined);
    return getGroup({ ...ctx, db: tx }, id);
  });
}

/** `next` makes of the group as it is what it shall be. */
export async function changeGroup(
  ctx: Context,
  id: number,
  next: (before: GroupState) => GroupState,
  ifMatch: number | undefined,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockAdmins(tx);
    const row = await getGroup({ ...ctx, db: tx }, id);
    requireVersion(row.version, ifMatch);
    const before = groupStateOf(row);
    const after = next(before);
    if (after.memberIds.size > mostMembers) throw refuse('invalidValue', `A group has at most ${mostMembers} members.`);
    const joined = await requireKnown(tx, difference(after.memberIds, before.memberIds));
    const left = difference(before.memberIds, after.memberIds);
    const isRenamed = after.displayName !== before.displayName || after.externalId !== before.externalId;
    if (!isRenamed && joined.length === 0 && left.length === 0) return;
    if (isRenamed) await requireFreeName(tx, after.displayName, id);
    await store.updateGroup(tx, id, after.displayName, after.externalId);
    await store.addMembers(tx, id, joined);
    await store.removeMembers(tx, id, left);
    await recordEvent(tx, ctx.actor, 'scimGroup.updated', id, {
      ...{ before: namesOf(before), after: namesOf(after) },
      ...{ joined, left },
    });
    const touched = isRenamed ? [...new Set([...before.memberIds, ...after.memberIds])] : [...joined, ...left];
    await reevaluate(tx, ctx, [before, after], touched);
  });
}

export async function deleteGroup(ctx: Context, id: number, ifMatch: number | undefined): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockAdmins(tx);
    const row = await getGroup({ ...ctx, db: tx }, id);
    requireVersion(row.version, ifMatch);
    const before = groupStateOf(row);
    const left = [...before.memberIds];
    await store.deleteGroup(tx, id);
    await recordEvent(tx, ctx.actor, 'scimGroup.deleted', id, { before: namesOf(before), left });
    await reevaluate(tx, ctx, [before], left);
  });
}

/** Only where a rule names the group does a change of it give or take anything. */
async function reevaluate(tx: Transaction, ctx: Context, groups: GroupState[], personIds: number[]): Promise<void> {
  const { groups: rules } = await readSignInRules(tx);
  const names = new Set(groups.flatMap(({ displayName, externalId }) => [displayName, externalId]));
  if (rules.some(({ group }) => names.has(group))) await applyPushedGroups(tx, ctx.actor, personIds);
}

async function requireKnown(tx: Transaction, ids: number[]): Promise<number[]> {
  const known = new Set(await store.listKnown(tx, ids));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw refuse('invalidValue', `No user has the id ${unknown}.`);
  return ids;
}

/** Rules go by the name, so it belongs to one group. */
async function requireFreeName(tx: Transaction, displayName: string, exceptId: number | null): Promise<void> {
  if (await store.hasGroup(tx, displayName, exceptId)) throw taken('Another group has this displayName already.');
}

function groupStateOf({ displayName, externalId, members }: store.GroupRow): GroupState {
  return { displayName, externalId, memberIds: new Set(members!.map(({ id }) => id)) };
}

const namesOf = ({ displayName, externalId }: GroupState) => ({ displayName, externalId });

const difference = (left: ReadonlySet<number>, right: ReadonlySet<number>): number[] =>
  [...left].filter((id) => !right.has(id));

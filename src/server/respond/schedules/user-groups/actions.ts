import { problem } from '../../../../contract/errors.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { transaction } from '../../../platform/db/database.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { findProviderKind, providerKinds } from '../../channels/registry.ts';
import { loadProvider } from '../../providers/store.ts';
import { getSchedule } from '../actions.ts';
import * as store from './store.ts';

const kinds = providerKinds.filter(({ userGroups }) => userGroups !== null);

export async function listUserGroups({ db }: Context, scheduleId: number) {
  await getSchedule({ db }, scheduleId);
  const names = kinds.map(({ kind }) => kind);
  const providers = (await store.listGroupProviders(db, names)).map(({ id, name, kind }) => {
    const { help, placeholder } = findProviderKind(kind)!.userGroups!;
    return { id, name, help, placeholder };
  });
  return { items: await store.listOfSchedule(db, scheduleId), providers };
}

/** @throws Problem `invalid_input` for a provider without groups or what is no group, `state_conflict` */
export async function addUserGroup(ctx: Context, scheduleId: number, input: { providerId: number; groupId: string }) {
  return transaction(ctx.db, async (tx) => {
    await getSchedule({ db: tx }, scheduleId);
    const provider = await loadProvider(tx, input.providerId);
    const groups = kinds.find(({ kind }) => kind === provider?.kind)?.userGroups;
    if (!provider || provider.disabledAt || !groups)
      throw problem('invalid_input', undefined, [
        { path: 'body.providerId', message: 'No enabled provider with this id has user groups.' },
      ]);
    if (!groups.isGroup(input.groupId))
      throw problem('invalid_input', undefined, [
        { path: 'body.groupId', message: `Enter the ID of a group, such as ${groups.placeholder}.` },
      ]);
    if ((await store.listOfSchedule(tx, scheduleId)).length >= store.mostOfSchedule)
      throw problem('state_conflict', `At most ${store.mostOfSchedule} user groups follow a schedule.`);
    const id = await store.insertUserGroup(tx, { scheduleId, ...input, createdBy: actorReference(ctx.actor).name });
    if (id === null) throw problem('state_conflict', 'This user group follows a schedule already.');
    await recordEvent(tx, ctx.actor, 'userGroup.added', scheduleId, { after: { id, ...input } });
    return (await store.loadUserGroup(tx, scheduleId, id))!;
  });
}

export async function removeUserGroup(ctx: Context, scheduleId: number, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const found = await store.loadUserGroup(tx, scheduleId, id);
    if (!found) throw problem('not_found', `No user group with the id ${id} follows this schedule.`);
    await store.deleteUserGroup(tx, id);
    const before = { id, providerId: found.provider.id, groupId: found.groupId };
    await recordEvent(tx, ctx.actor, 'userGroup.removed', scheduleId, { before });
  });
}

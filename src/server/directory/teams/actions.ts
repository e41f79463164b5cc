import type { TeamInput } from '../../../contract/directory/teams.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './store.ts';

export async function getTeam(ctx: Context, id: number) {
  const team = await store.loadTeam(ctx.db, id);
  if (!team) throw problem('not_found', `No team has the id ${id}.`);
  return team;
}

export async function createTeam(ctx: Context, input: TeamInput) {
  return transaction(ctx.db, async (tx) => {
    const id = await store.insertTeam(tx, input);
    await store.replaceMembers(tx, id, input.memberIds, input.leadIds);
    await recordEvent(tx, ctx.actor, 'team.created', id, { after: input });
    return (await store.loadTeam(tx, id))!;
  });
}

/** Replaces the team; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateTeam(ctx: Context, id: number, input: TeamInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.loadTeam(tx, id);
    if (!before) throw problem('not_found', `No team has the id ${id}.`);
    if (!(await store.updateTeam(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'team', id);
    }
    await store.replaceMembers(tx, id, input.memberIds, input.leadIds);
    await recordEvent(tx, ctx.actor, 'team.updated', id, { before, after: input });
    return (await store.loadTeam(tx, id))!;
  });
}

export async function deleteTeam(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.loadTeam(tx, id);
    if (!before || !(await store.deleteTeam(tx, id))) throw problem('not_found', `No team has the id ${id}.`);
    await recordEvent(tx, ctx.actor, 'team.deleted', id, { before });
  });
}

/** By name. */
export function listTeamsLedBy(ctx: Pick<Context, 'db'>, personId: number) {
  return store.teamsLedBy(ctx.db, personId);
}

/** Members of whom groups of single sign-on gave a part: these stay when a file that does not know them replaces the team. */
export function membersByGroup(ctx: Pick<Context, 'db'>, teamId: number) {
  return store.membersByGroup(ctx.db, teamId);
}

/** Whoever is named is a member, and a lead, by hand: no group takes that away. */
export function holdByHand(
  ctx: Pick<Context, 'db'>,
  teamId: number,
  named: { memberIds: number[]; leadIds: number[] },
) {
  return store.holdByHand(ctx.db, teamId, named);
}

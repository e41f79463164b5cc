/** The plan: ninety days of one team, from the template. */

import { problem } from '../../../contract/errors.ts';
import type { PilotInput } from '../../../contract/program/pilots.ts';
import { baselinePeriod, planPilot } from '../../../domain/program/pilot.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { getTeam } from '../../directory/teams/actions.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { showPilot, showPilots } from './read.ts';
import * as store from './store.ts';

export async function listPilots(ctx: Context, query: { limit: number; cursor?: string | undefined }) {
  const { items, nextCursor } = await store.listPilots(ctx.db, query.limit, query.cursor);
  return { items: await showPilots(ctx.db, items), nextCursor };
}

export async function getPilot(ctx: Context, id: number) {
  const pilot = await store.loadPilot(ctx.db, id);
  if (!pilot) throw problem('not_found', `No pilot has the id ${id}.`);
  return showPilot(ctx.db, pilot);
}

/** Plans a pilot from the template. @throws Problem `conflict` while another pilot of the team is open */
export async function createPilot(ctx: Context, input: PilotInput) {
  return transaction(ctx.db, async (tx) => {
    const team = await getTeam({ ...ctx, db: tx }, input.teamId).catch(() => {
      throw problem('invalid_input', undefined, [{ path: 'body.teamId', message: 'This team does not exist.' }]);
    });
    const { from, to } = baselinePeriod(input.startsOn, input.timeZone);
    const open = (await store.listOpenPilots(tx, 1_000)).some((pilot) => pilot.team.id === input.teamId);
    if (open) throw problem('conflict', `${team.name} already has a pilot. End it before you start another one.`);
    const id = await store.insertPilot(tx, { ...input, startsAt: new Date(from), baselineEndsAt: new Date(to) });
    await store.insertMilestones(tx, id, planPilot(input.startsOn).milestones);
    if (input.sponsor) await store.setSponsor(tx, id, input.sponsor);
    await recordEvent(tx, ctx.actor, 'pilot.created', id, { after: input });
    return showPilot(tx, (await store.loadPilot(tx, id))!);
  });
}

export async function setSponsor(ctx: Context, id: number, sponsor: PilotInput['sponsor'], ifMatch?: number) {
  return onPilot(ctx, id, ifMatch, async (tx, pilot) => {
    await store.setSponsor(tx, id, sponsor);
    await recordEvent(tx, ctx.actor, 'pilot.sponsorChanged', id, { before: pilot.sponsorName, after: sponsor });
  });
}

export async function updateMilestone(
  ctx: Context,
  id: number,
  key: string,
  change: { ownerId?: number | null | undefined; dueOn?: string | undefined; isDone?: boolean | undefined },
  ifMatch?: number,
) {
  return onPilot(ctx, id, ifMatch, async (tx, pilot) => {
    const milestone = (await store.listMilestones(tx, [id])).find((candidate) => candidate.key === key);
    if (!milestone) throw problem('not_found', `The pilot has no milestone called ${key}.`);
    if (change.ownerId !== undefined) {
      if (change.ownerId !== null) await requireEnabledPerson(tx, change.ownerId, 'body.ownerId');
      await store.setMilestoneOwner(tx, id, key, change.ownerId);
    }
    if (change.dueOn !== undefined) {
      if (change.dueOn < pilot.startsOn) {
        const message = 'This date is before the start of the pilot.';
        throw problem('invalid_input', message, [{ path: 'body.dueOn', message }]);
      }
      await store.setMilestoneDue(tx, id, key, change.dueOn);
    }
    if (change.isDone !== undefined) {
      await store.setMilestoneDone(tx, id, key, change.isDone ? actorReference(ctx.actor) : null);
    }
    await store.touchPilot(tx, id);
    await recordEvent(tx, ctx.actor, 'pilot.milestoneChanged', id, { key, ...change });
  });
}

export async function tickItem(ctx: Context, id: number, key: string, position: number, isDone: boolean) {
  return onPilot(ctx, id, undefined, async (tx) => {
    const doneBy = isDone ? actorReference(ctx.actor) : null;
    if (!(await store.setItemDone(tx, id, key, position, doneBy)))
      throw problem('not_found', 'This checklist item does not exist.');
    await recordEvent(tx, ctx.actor, 'pilot.itemTicked', id, { key, position, isDone });
  });
}

export async function endPilot(ctx: Context, id: number, outcome: string, note: string) {
  return onPilot(ctx, id, undefined, async (tx) => {
    await store.setEnded(tx, id, outcome, note);
    await recordEvent(tx, ctx.actor, 'pilot.ended', id, { outcome, note });
  });
}

/** Runs a change with the pilot locked; an ended pilot can no longer change. */
async function onPilot(
  ctx: Context,
  id: number,
  ifMatch: number | undefined,
  change: (tx: Transaction, pilot: store.PilotRow) => Promise<void>,
) {
  return transaction(ctx.db, async (tx) => {
    const pilot = await store.lockPilot(tx, id);
    if (!pilot) throw problem('not_found', `No pilot has the id ${id}.`);
    if (pilot.endedAt !== null) throw problem('state_conflict', 'This pilot has ended.');
    await requireVersion(tx, pilot, ifMatch, 'pilot', id);
    await change(tx, pilot);
    return showPilot(tx, (await store.loadPilot(tx, id))!);
  });
}

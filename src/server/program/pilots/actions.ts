/** The plan of a team, from the template of its kind. */

import { problem } from '../../../contract/errors.ts';
import type { PilotInput } from '../../../contract/program/pilots.ts';
import { baselinePeriod, planFrom, startOfDate } from '../../../domain/program/plans/plan.ts';
import type { PlanKind } from '../../../domain/program/plans/template.ts';
import { getTeam } from '../../directory/teams/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { insertMilestones } from './milestones-store.ts';
import { showPilot, showPilots } from './read.ts';
import * as store from './store.ts';

export async function listPilots(ctx: Context, query: { limit: number; cursor?: string | undefined }) {
  const { items, nextCursor } = await store.listPilots(ctx.db, query.limit, query.cursor);
  return { items: await showPilots(ctx.db, items), nextCursor };
}

export async function getPilot(ctx: Context, id: number) {
  const pilot = await store.loadPilot(ctx.db, id);
  if (!pilot) throw problem('not_found', `No plan has the id ${id}.`);
  return showPilot(ctx.db, pilot);
}

type NewPlan = Omit<PilotInput, 'kind'> & { kind: PlanKind; rollOut?: { id: number; wave: number } };

/** Plans a pilot or a recovery. @throws Problem `conflict` while another plan of the team is open */
export async function createPilot(ctx: Context, input: PilotInput) {
  return transaction(ctx.db, async (tx) => {
    const id = await startPlan({ ...ctx, db: tx }, tx, input);
    return showPilot(tx, (await store.loadPilot(tx, id))!);
  });
}

/** Writes a plan with the milestones of its template; returns its id. @throws Problem `conflict` */
export async function startPlan(ctx: Context, tx: Transaction, { rollOut, ...input }: NewPlan): Promise<number> {
  const team = await getTeam({ ...ctx, db: tx }, input.teamId).catch(() => {
    throw problem('invalid_input', undefined, [{ path: 'body.teamId', message: 'This team does not exist.' }]);
  });
  const { from, to } = baselinePeriod(input.kind, input.startsOn, input.timeZone);
  if (await store.hasOpenPilot(tx, input.teamId))
    throw problem('conflict', `${team.name} already has a plan. End it before you start another one.`);
  const id = await store.insertPilot(tx, {
    ...input,
    rollOut: rollOut ?? null,
    startsAt: new Date(startOfDate(input.startsOn, input.timeZone)),
    baselineStartsAt: new Date(from),
    baselineEndsAt: new Date(to),
  });
  await insertMilestones(tx, id, planFrom(input.kind, input.startsOn).milestones);
  if (input.sponsor) await store.setSponsor(tx, id, input.sponsor);
  await recordEvent(tx, ctx.actor, 'pilot.created', id, { after: { ...input, ...(rollOut && { rollOut }) } });
  return id;
}

export async function setSponsor(ctx: Context, id: number, sponsor: PilotInput['sponsor'], ifMatch?: number) {
  return onPilot(ctx, id, ifMatch, async (tx, pilot) => {
    await store.setSponsor(tx, id, sponsor);
    await recordEvent(tx, ctx.actor, 'pilot.sponsorChanged', id, { before: pilot.sponsorName, after: sponsor });
  });
}

export async function endPilot(ctx: Context, id: number, outcome: string, note: string) {
  return onPilot(ctx, id, undefined, async (tx) => {
    await store.setEnded(tx, id, outcome, note);
    await recordEvent(tx, ctx.actor, 'pilot.ended', id, { outcome, note });
  });
}

/** @throws Problem `state_conflict` where it has not ended, `conflict` when the team has another plan by now */
export async function reopenPilot(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const pilot = await store.lockPilot(tx, id);
    if (!pilot) throw problem('not_found', `No plan has the id ${id}.`);
    if (pilot.endedAt === null) throw problem('state_conflict', 'This plan has not ended.');
    if (await store.hasOpenPilot(tx, pilot.team.id))
      throw problem('conflict', `${pilot.team.name} has another plan by now. End it before you reopen this one.`);
    await store.setReopened(tx, id);
    const { outcome, outcomeNote } = pilot;
    await recordEvent(tx, ctx.actor, 'pilot.reopened', id, { outcome: outcome!, note: outcomeNote });
    return showPilot(tx, (await store.loadPilot(tx, id))!);
  });
}

/** Runs a change with the plan locked; one that has ended can no longer change. */
export async function onPilot(
  ctx: Context,
  id: number,
  ifMatch: number | undefined,
  change: (tx: Transaction, pilot: store.PilotRow) => Promise<void>,
) {
  return transaction(ctx.db, async (tx) => {
    const pilot = await store.lockPilot(tx, id);
    if (!pilot) throw problem('not_found', `No plan has the id ${id}.`);
    if (pilot.endedAt !== null) throw problem('state_conflict', 'This plan has ended.');
    await requireVersion(tx, pilot, ifMatch, 'pilot', id);
    await change(tx, pilot);
    return showPilot(tx, (await store.loadPilot(tx, id))!);
  });
}

/** The steps of a plan: their words, owners, dates, what they wait for, and how far they are. */
import { problem } from '../../../contract/errors.ts';
import type { MilestoneChange, MilestoneInput } from '../../../contract/program/pilots.ts';
import { cycleThrough, earliestDate, moveWithFollowing } from '../../../domain/program/plans/milestones.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as links from '../goals/links-store.ts';
import { onPilot } from './actions.ts';
import * as store from './milestones-store.ts';
import { type PilotRow, touchPilot } from './store.ts';

const mostMilestones = 100;

/** @throws Problem `invalid_input` for a date before the plan, an unknown milestone to wait for, or a circle */
export async function addMilestone(ctx: Context, id: number, input: MilestoneInput) {
  return onPilot(ctx, id, undefined, async (tx, pilot) => {
    const milestones = await store.listMilestones(tx, [id], { withRemoved: true });
    if (milestones.length >= mostMilestones)
      throw problem('state_conflict', `A plan has at most ${mostMilestones} milestones.`);
    requireNotBefore(pilot, input.dueOn);
    const key = await store.nextOwnKey(tx, id);
    requireOrder(milestones, key, input.waitsForKeys);
    if (input.ownerId !== null) await requireEnabledPerson(tx, input.ownerId, 'body.ownerId');
    await store.insertMilestone(tx, id, key, { ...input, dueDate: input.dueOn, sign: null });
    await store.setMilestoneOwner(tx, id, key, input.ownerId);
    await store.setWaitsFor(tx, id, key, input.waitsForKeys);
    await touchPilot(tx, id);
    await recordEvent(tx, ctx.actor, 'pilot.milestoneAdded', id, { key, after: input });
    await linkGoals(ctx, tx, { pilotId: id, key }, input.goalIds);
  });
}

/**
 * @throws Problem `invalid_input` for a date before the plan, an unknown milestone to wait for, a circle, or, when those after
 * it are to move too, a date before what it waits for itself
 */
export async function updateMilestone(
  ctx: Context,
  id: number,
  key: string,
  change: Partial<MilestoneChange>,
  ifMatch?: number,
) {
  return onPilot(ctx, id, ifMatch, async (tx, pilot) => {
    const milestone = await requireMilestone(tx, id, key);
    await store.setMilestoneTexts(tx, id, key, change);
    if (change.ownerId !== undefined) {
      if (change.ownerId !== null) await requireEnabledPerson(tx, change.ownerId, 'body.ownerId');
      await store.setMilestoneOwner(tx, id, key, change.ownerId);
    }
    if (change.checklist) await store.replaceItems(tx, id, milestone, change.checklist);
    if (change.waitsForKeys) {
      requireOrder(await store.listMilestones(tx, [id], { withRemoved: true }), key, change.waitsForKeys);
      await store.setWaitsFor(tx, id, key, change.waitsForKeys);
    }
    const moved =
      change.dueOn === undefined ? new Map() : await moveTo(tx, pilot, key, change.dueOn, change.moveFollowing);
    if (change.status) {
      const by = actorReference(ctx.actor);
      await store.setMilestoneStatus(tx, id, key, change.status, { by, reason: change.blockedReason });
    }
    await touchPilot(tx, id);
    await recordEvent(tx, ctx.actor, 'pilot.milestoneChanged', id, {
      key,
      ...change,
      ...(moved.size > 1 && { moved: Object.fromEntries(moved) }),
    });
    if (change.goalIds) await linkGoals(ctx, tx, { pilotId: id, key }, change.goalIds);
  });
}

/** Each goal that gains or loses the milestone shows it as a change of its own. */
async function linkGoals(ctx: Context, tx: Transaction, milestone: links.MilestoneOf, goalIds: number[]) {
  const [unknown] = await links.unknownGoals(tx, goalIds);
  if (unknown !== undefined) refuse('goalIds', `No open goal has the id ${unknown}.`);
  const changed = await links.replaceGoalsOf(tx, milestone, goalIds);
  await links.touchGoals(
    tx,
    changed.map(({ goalId }) => goalId),
  );
  for (const { goalId, isLinked } of changed)
    await recordEvent(tx, ctx.actor, 'goal.milestonesChanged', goalId, { ...milestone, isLinked });
}

export async function removeMilestone(ctx: Context, id: number, key: string) {
  return setRemoved(ctx, id, key, true);
}

export async function restoreMilestone(ctx: Context, id: number, key: string) {
  return setRemoved(ctx, id, key, false);
}

export async function tickItem(ctx: Context, id: number, key: string, position: number, isDone: boolean) {
  return onPilot(ctx, id, undefined, async (tx) => {
    const doneBy = isDone ? actorReference(ctx.actor) : null;
    if (!(await store.setItemDone(tx, id, key, position, doneBy)))
      throw problem('not_found', 'This checklist item does not exist.');
    await recordEvent(tx, ctx.actor, 'pilot.itemTicked', id, { key, position, isDone });
  });
}

async function setRemoved(ctx: Context, id: number, key: string, isRemoved: boolean) {
  return onPilot(ctx, id, undefined, async (tx) => {
    const { title, removedAt } = await requireMilestone(tx, id, key, true);
    if ((removedAt !== null) === isRemoved) return;
    await store.setMilestoneRemoved(tx, id, key, isRemoved);
    await touchPilot(tx, id);
    const linked = (await links.listGoalsOf(tx, [id])).filter((goal) => goal.key === key);
    const goals = linked.map(({ name }) => name);
    if (isRemoved) await recordEvent(tx, ctx.actor, 'pilot.milestoneRemoved', id, { key, title, goals });
    else await recordEvent(tx, ctx.actor, 'pilot.milestoneRestored', id, { key, title });
    await links.touchGoals(
      tx,
      linked.map((goal) => goal.id),
    );
  });
}

/** The dates that changed. */
async function moveTo(tx: Transaction, pilot: PilotRow, key: string, dueOn: string, withFollowing = false) {
  requireNotBefore(pilot, dueOn);
  if (!withFollowing) {
    const dates = new Map([[key, dueOn]]);
    await store.setMilestoneDates(tx, pilot.id, dates);
    return dates;
  }
  const milestones = (await store.listMilestones(tx, [pilot.id])).map((one) => ({
    key: one.key,
    dueDate: one.dueOn,
    isDone: one.doneAt !== null,
    waitsFor: one.waitsForKeys,
  }));
  const earliest = earliestDate(milestones, key);
  if (earliest !== null && dueOn < earliest) refuse('dueOn', `What it waits for is due on ${earliest}.`);
  const dates = moveWithFollowing(milestones, key, dueOn);
  await store.setMilestoneDates(tx, pilot.id, dates);
  return dates;
}

function requireNotBefore({ startsOn }: PilotRow, dueOn: string): void {
  if (dueOn < startsOn) refuse('dueOn', 'This date is before the start of the plan.');
}

/** Looks at those that were removed too: they may come back. */
function requireOrder(milestones: store.MilestoneRow[], key: string, waitsFor: readonly string[]): void {
  const known = new Map(milestones.map((milestone) => [milestone.key, milestone]));
  const unknown = waitsFor.find((earlier) => (known.get(earlier) ?? { removedAt: true }).removedAt !== null);
  if (unknown !== undefined) refuse('waitsForKeys', `The plan has no milestone called ${unknown}.`);
  const cycle = cycleThrough(new Map(milestones.map((one) => [one.key, one.waitsForKeys])), key, waitsFor);
  if (!cycle) return;
  const way = cycle.slice(1, -1).map((step) => `“${known.get(step)!.title}”`);
  refuse(
    'waitsForKeys',
    way.length === 0 ? 'It cannot wait for itself.' : `A circle: ${way.join(' waits for ')} waits for this one.`,
  );
}

function refuse(field: string, message: string): never {
  throw problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}

async function requireMilestone(tx: Transaction, id: number, key: string, mayBeRemoved = false) {
  const milestones = await store.listMilestones(tx, [id], { withRemoved: true });
  const milestone = milestones.find((candidate) => candidate.key === key);
  if (!milestone || (milestone.removedAt !== null && !mayBeRemoved))
    throw problem('not_found', `The plan has no milestone called ${key}.`);
  return milestone;
}

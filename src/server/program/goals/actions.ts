/** Goals: a measure, a baseline that is taken once, a target and a date. */

import { problem } from '../../../contract/errors.ts';
import type { GoalInput, GoalUpdate } from '../../../contract/program/goals.ts';
import { type GoalMeasure, goalFaults, goalMeasures } from '../../../domain/program/goals/goals.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lookAgain, touchPilot } from '../pilots/store.ts';
import * as links from './links-store.ts';
import { inMilliseconds, readMeasure, showGoals } from './progress.ts';
import * as store from './store.ts';

const longestPeriodDays = 5 * 366;

export function listMeasures() {
  return { items: goalMeasures.map(({ key, name, better, unit }) => ({ key, name, better, unit })) };
}

export async function previewMeasure(
  ctx: Context,
  measure: GoalMeasure,
  query: { from: string; to: string; teamId?: number | undefined; serviceId?: number | undefined },
) {
  const now = await readNow(ctx.db);
  const scope = { ...periodOf(query, 'query'), teamId: query.teamId ?? null, serviceId: query.serviceId ?? null };
  const { values: _values, ...measured } = await readMeasure(ctx.db, measure, scope, now);
  return measured;
}

export async function listGoals(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined; show: 'all' | 'kept' | 'dropped' },
) {
  const { items, nextCursor } = await store.listGoals(ctx.db, query.show, query.limit, query.cursor);
  return { items: await showGoals(ctx.db, items), nextCursor };
}

/** For other stages: which goals look at the sprints of a team, or of all teams but some. */
export const listGoalsBySprint = store.listGoalsBySprint;

export async function getGoal(ctx: Context, id: number) {
  const goal = await store.loadGoal(ctx.db, id);
  if (!goal) throw problem('not_found', `No goal has the id ${id}.`);
  return show(ctx.db, goal);
}

async function show(db: Queryable, goal: store.GoalRow) {
  return (await showGoals(db, [goal]))[0]!;
}

export async function createGoal(ctx: Context, input: GoalInput) {
  return transaction(ctx.db, async (tx) => {
    await checkScope(tx, input);
    if (new Date(input.dueAt) <= (await readNow(tx))) throw faulty(['The due date of a goal must be after its start.']);
    const id = await store.insertGoal(tx, input);
    if (input.baseline) await freeze(tx, (await store.loadGoal(tx, id))!, input.baseline, 'body.baseline');
    const goal = (await store.loadGoal(tx, id))!;
    refuseFaults(goal);
    await recordEvent(tx, ctx.actor, 'goal.created', id, { after: input });
    await linkMilestones(ctx, tx, id, input.milestones);
    await lookAgain(tx);
    return show(tx, goal);
  });
}

async function checkScope(tx: Queryable, { teamId, serviceId, ownerId }: GoalInput): Promise<void> {
  const wrong = (path: string, message: string) => problem('invalid_input', undefined, [{ path, message }]);
  if (teamId !== null && serviceId !== null) throw wrong('body.serviceId', 'Choose a team or a service, not both.');
  if (teamId !== null && !(await store.exists(tx, 'teams', teamId)))
    throw wrong('body.teamId', 'This team does not exist.');
  if (serviceId !== null && !(await store.exists(tx, 'services', serviceId))) {
    throw wrong('body.serviceId', 'This service does not exist.');
  }
  if (ownerId !== null) await requireEnabledPerson(tx, ownerId, 'body.ownerId');
}

/** Replaces what may change; the baseline stays. @throws Problem `version_mismatch` */
export async function updateGoal(ctx: Context, id: number, input: GoalUpdate, ifMatch?: number) {
  return onGoal(ctx, id, async (tx, before) => {
    if (input.ownerId !== null && input.ownerId !== before.owner?.id) {
      await requireEnabledPerson(tx, input.ownerId, 'body.ownerId');
    }
    if (new Date(input.dueAt) <= before.startsAt) throw faulty(['The due date of a goal must be after its start.']);
    if (!(await store.updateGoal(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'goal', id);
    }
    refuseFaults((await store.loadGoal(tx, id))!);
    const milestones = (await links.listMilestonesOf(tx, [id])).map(({ pilotId, key }) => ({ pilotId, key }));
    await recordEvent(tx, ctx.actor, 'goal.updated', id, { before: { ...kept(before), milestones }, after: input });
    if (input.milestones) await linkMilestones(ctx, tx, id, input.milestones);
  });
}

/** Each plan that gains or loses a link shows it as a change of its milestone. */
async function linkMilestones(ctx: Context, tx: Transaction, goalId: number, milestones: links.MilestoneOf[]) {
  const [unknown] = await links.unknownMilestones(tx, milestones);
  if (unknown) {
    const message = `Plan ${unknown.pilotId} has no milestone called ${unknown.key}.`;
    throw problem('invalid_input', message, [{ path: 'body.milestones', message }]);
  }
  const changed = await links.replaceMilestonesOf(tx, goalId, milestones);
  for (const pilotId of new Set(changed.map((link) => link.pilotId))) await touchPilot(tx, pilotId);
  for (const { pilotId, key, isLinked } of changed)
    await recordEvent(tx, ctx.actor, 'pilot.milestoneChanged', pilotId, { key, goalId, isLinked });
}

const kept = ({ name, owner, target, dueAt, objective, objectiveUrl }: store.GoalRow) => ({
  name,
  ownerId: owner?.id ?? null,
  target,
  dueAt,
  objective,
  objectiveUrl,
});

/** Freezes the value of a period that is over. @throws Problem `state_conflict` when it was frozen before, or there is none */
export async function freezeBaseline(
  ctx: Context,
  id: number,
  { reason, ...period }: { from: string; to: string; reason: string },
) {
  return onGoal(ctx, id, async (tx, goal) => {
    await freeze(tx, goal, period, 'body', reason);
    refuseFaults((await store.loadGoal(tx, id))!);
    await recordEvent(tx, ctx.actor, 'goal.baselineFrozen', id, { period, reason });
    await lookAgain(tx);
  });
}

async function freeze(
  tx: Queryable,
  goal: store.GoalRow,
  given: { from: string; to: string },
  path: string,
  reason = '',
) {
  const now = await readNow(tx);
  const period = periodOf(given, path);
  if (period.to > now) {
    const message = 'A baseline period must have ended.';
    throw problem('invalid_input', message, [{ path: `${path}.to`, message }]);
  }
  const scope = { ...period, teamId: goal.team?.id ?? null, serviceId: goal.service?.id ?? null };
  const { value, n } = await readMeasure(tx, goal.measure, scope, now);
  if (value === null)
    throw problem('state_conflict', 'Nothing happened in this period, so there is no value to freeze.');
  if (!(await store.freezeBaseline(tx, goal.id, { ...period, value, n, reason }))) {
    throw problem('state_conflict', 'The baseline of this goal is already frozen and cannot be changed.');
  }
}

function periodOf(given: { from: string; to: string }, path: string) {
  const from = new Date(given.from);
  const to = new Date(given.to);
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  if (days > 0 && days <= longestPeriodDays) return { from, to };
  const message = days > 0 ? 'The period may span at most five years.' : 'The period must end after it starts.';
  throw problem('invalid_input', message, [{ path: `${path}.to`, message }]);
}

export async function dropGoal(ctx: Context, id: number, reason: string) {
  return onGoal(ctx, id, async (tx) => {
    const milestones = await links.listMilestonesOf(tx, [id]);
    await store.setDropped(tx, id, reason);
    await recordEvent(tx, ctx.actor, 'goal.dropped', id, {
      reason,
      milestones: milestones.map(({ title, team }) => `${title} (${team.name})`),
    });
    for (const pilotId of new Set(milestones.map((one) => one.pilotId))) await touchPilot(tx, pilotId);
  });
}

function refuseFaults(goal: store.GoalRow): void {
  const faults = goalFaults(inMilliseconds(goal));
  if (faults.length > 0) throw faulty(faults);
}

const faulty = (faults: string[]) =>
  problem(
    'invalid_input',
    faults[0],
    faults.map((message) => ({ path: 'body', message })),
  );

async function onGoal(ctx: Context, id: number, change: (tx: Transaction, goal: store.GoalRow) => Promise<void>) {
  return transaction(ctx.db, async (tx) => {
    const goal = await store.lockGoal(tx, id);
    if (!goal) throw problem('not_found', `No goal has the id ${id}.`);
    if (goal.droppedAt !== null) throw problem('state_conflict', 'This goal was abandoned.');
    await change(tx, goal);
    return show(tx, (await store.loadGoal(tx, id))!);
  });
}

/** All teams, a few at a time: each gets a plan of its own, in a wave. */
import { problem } from '../../../contract/errors.ts';
import type { RollOutInput } from '../../../contract/program/plans/roll-outs.ts';
import { baselinePeriod, daysBetween } from '../../../domain/program/plans/plan.ts';
import { proposeWaves } from '../../../domain/program/plans/waves.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { endPilot, startPlan } from '../pilots/actions.ts';
import { impactOf } from '../pilots/impact.ts';
import { shiftMilestones } from '../pilots/milestones-store.ts';
import { showPilots, sponsorOf } from '../pilots/read.ts';
import { listParts, loadPilot } from '../pilots/store.ts';
import * as store from './store.ts';

export async function listRollOuts(ctx: Context, query: { limit: number; cursor?: string | undefined }) {
  const { items, nextCursor } = await store.listRollOuts(ctx.db, query.limit, query.cursor);
  return { items: await show(ctx.db, items), nextCursor };
}

export async function getRollOut(ctx: Context, id: number) {
  const rollOut = await store.loadRollOut(ctx.db, id);
  if (!rollOut) throw problem('not_found', `No roll-out has the id ${id}.`);
  return (await show(ctx.db, [rollOut]))[0]!;
}

/** Before and after of each team that has begun, by wave. */
export async function readRollOutImpact(ctx: Context, id: number) {
  await getRollOut(ctx, id);
  return { items: await impactOf(ctx.db, await listParts(ctx.db, [id])) };
}

/** Waves after the pilot, of the teams that neither have a plan nor went through one. */
export async function proposeRollOut(ctx: Context, pilotId: number) {
  const pilot = await loadPilot(ctx.db, pilotId);
  if (!pilot) throw problem('not_found', `No plan has the id ${pilotId}.`);
  const teams = await store.listTeamsByPlan(ctx.db);
  const left = teams.filter(({ hasOpenPlan, wentThrough }) => !hasOpenPlan && !wentThrough);
  const named = ({ id, name }: store.TeamRow) => ({ id, name });
  return {
    waves: proposeWaves(left.map(named), pilot.today),
    sponsor: sponsorOf(pilot),
    timeZone: pilot.timeZone,
    teamsWithPlan: teams.filter(({ hasOpenPlan }) => hasOpenPlan).map(named),
  };
}

/**
 * @throws Problem `invalid_input` for waves out of order, a team in two waves or a pilot that does not exist, `conflict` for a
 * team that has a plan
 */
export async function createRollOut(ctx: Context, { waves, sponsor, ...input }: RollOutInput) {
  const teamIds = waves.flatMap((wave) => wave.teamIds);
  if (new Set(teamIds).size < teamIds.length) refuse('waves', 'A team is in two waves.');
  if (waves.some(({ startsOn }, place) => place > 0 && startsOn <= waves[place - 1]!.startsOn))
    refuse('waves', 'Each wave has to start after the one before.');
  return transaction(ctx.db, async (tx) => {
    if (input.pilotId !== null && !(await loadPilot(tx, input.pilotId)))
      refuse('pilotId', 'This pilot does not exist.');
    const id = await store.insertRollOut(tx, input);
    await recordEvent(tx, ctx.actor, 'rollOut.created', id, { after: { ...input, waves } });
    for (const [place, { startsOn, teamIds }] of waves.entries())
      for (const teamId of teamIds) {
        const plan = { kind: 'roll-out' as const, teamId, sponsor, startsOn, timeZone: input.timeZone };
        await startPlan(ctx, tx, { ...plan, rollOut: { id, wave: place + 1 } });
      }
    return shown(tx, id);
  });
}

export async function updateRollOut(
  ctx: Context,
  id: number,
  { name }: { name?: string | undefined },
  ifMatch?: number,
) {
  return onRollOut(ctx, id, ifMatch, async (tx, rollOut) => {
    if (name === undefined || name === rollOut.name) return;
    await store.renameRollOut(tx, id, name);
    await recordEvent(tx, ctx.actor, 'rollOut.renamed', id, { before: rollOut.name, after: name });
  });
}

/** Moves a wave with all dates of its plans. @throws Problem `state_conflict` once it has begun, `invalid_input` out of order */
export async function moveWave(ctx: Context, id: number, number: number, startsOn: string, ifMatch?: number) {
  return onRollOut(ctx, id, ifMatch, async (tx, rollOut) => {
    const waves = (await shown(tx, id)).waves;
    const wave = requireAhead(waves, number);
    const [before, after] = [
      waves.find((one) => one.number === number - 1),
      waves.find((one) => one.number === number + 1),
    ];
    if (startsOn < rollOut.today) refuse('startsOn', 'This date is in the past.');
    if (before && startsOn <= before.startsOn)
      refuse('startsOn', `Wave ${before.number} starts on ${before.startsOn}.`);
    if (after && startsOn >= after.startsOn) refuse('startsOn', `Wave ${after.number} starts on ${after.startsOn}.`);
    const { from, to } = baselinePeriod('roll-out', startsOn, rollOut.timeZone);
    const moved = await store.moveParts(tx, id, number, {
      startsOn,
      startsAt: new Date(from),
      baselineEndsAt: new Date(to),
    });
    await shiftMilestones(tx, moved, daysBetween(wave.startsOn, startsOn));
    await recordEvent(tx, ctx.actor, 'rollOut.waveMoved', id, { number, before: wave.startsOn, after: startsOn });
  });
}

/** @throws Problem `state_conflict` once the wave has begun, `conflict` when the team has a plan */
export async function addToWave(ctx: Context, id: number, number: number, teamId: number) {
  return onRollOut(ctx, id, undefined, async (tx, rollOut) => {
    const { startsOn, plans } = requireAhead((await shown(tx, id)).waves, number);
    const beside = await loadPilot(tx, plans[0]!.id);
    const plan = { kind: 'roll-out' as const, teamId, sponsor: beside && sponsorOf(beside), startsOn };
    await startPlan(ctx, tx, { ...plan, timeZone: rollOut.timeZone, rollOut: { id, wave: number } });
    await recordEvent(tx, ctx.actor, 'rollOut.teamAdded', id, { number, teamId });
  });
}

/** Ends every plan of it that is open. @throws Problem `state_conflict` when none is */
export async function stopRollOut(ctx: Context, id: number, note: string) {
  return onRollOut(ctx, id, undefined, async (tx) => {
    const open = (await listParts(tx, [id])).filter(({ endedAt }) => endedAt === null);
    if (open.length === 0) throw problem('state_conflict', 'Every plan of this roll-out has ended.');
    for (const plan of open) await endPilot({ ...ctx, db: tx }, plan.id, 'stopped', note);
    await recordEvent(tx, ctx.actor, 'rollOut.stopped', id, { note, pilotIds: open.map((plan) => plan.id) });
  });
}

type Waves = Awaited<ReturnType<typeof shown>>['waves'];

function requireAhead(waves: Waves, number: number) {
  const wave = waves.find((one) => one.number === number);
  if (!wave) throw problem('not_found', `The roll-out has no wave ${number}.`);
  if (wave.hasStarted) throw problem('state_conflict', `Wave ${number} has begun.`);
  if (wave.plans.every(({ state }) => state === 'ended'))
    throw problem('state_conflict', `Every plan of wave ${number} has ended.`);
  return wave;
}

async function onRollOut(
  ctx: Context,
  id: number,
  ifMatch: number | undefined,
  change: (tx: Transaction, rollOut: store.RollOutRow) => Promise<void>,
) {
  return transaction(ctx.db, async (tx) => {
    const rollOut = await store.lockRollOut(tx, id);
    if (!rollOut) throw problem('not_found', `No roll-out has the id ${id}.`);
    await requireVersion(tx, rollOut, ifMatch, 'rollOut', id);
    await change(tx, rollOut);
    await store.touchRollOut(tx, id);
    return shown(tx, id);
  });
}

async function shown(db: Queryable, id: number) {
  return (await show(db, [(await store.loadRollOut(db, id))!]))[0]!;
}

async function show(db: Queryable, rollOuts: store.RollOutRow[]) {
  const ids = rollOuts.map(({ id }) => id);
  const plans = await showPilots(db, await listParts(db, ids));
  return rollOuts.map(({ today, ...rollOut }) => {
    const own = plans.filter((plan) => plan.rollOut?.id === rollOut.id);
    const numbers = [...new Set(own.map((plan) => plan.rollOut!.wave))];
    return {
      ...rollOut,
      waves: numbers.map((number) => {
        const ofWave = own.filter((plan) => plan.rollOut!.wave === number);
        const { startsOn } = ofWave[0]!;
        return {
          ...{ number, startsOn, hasStarted: startsOn <= today },
          plans: ofWave.map(({ id, team, startsOn, endsOn, state, outcome, progress }) => ({
            ...{ id, team, startsOn, endsOn, state, outcome, progress },
          })),
        };
      }),
    };
  });
}

function refuse(field: string, message: string): never {
  throw problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}

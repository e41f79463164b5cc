/**
 * Starting a drill. The webhook before it is called between two transactions: the first marks the drill as starting, the
 * second starts it or says why not. A node that dies in between leaves the mark, and the loop below takes it away.
 */

import { problem } from '../../../contract/errors.ts';
import { drillFormats } from '../../../domain/program/drills/formats.ts';
import { participantText } from '../../../domain/program/scenario-text.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { truncate } from '../../../domain/text.ts';
import { type Actor, system } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { declareIncident } from '../../respond/incidents/incident/declare.ts';
import { keepIncident } from '../../respond/sandbox/actions.ts';
import { onDrill } from './change.ts';
import * as hooks from './hook-store.ts';
import { setDue } from './inject-store.ts';
import { type SendSignal, tellDueInjects } from './injects.ts';
import * as store from './store.ts';

/** Calls an outgoing webhook now, signed and once. Null when it was accepted, else why not. */
export type CallWebhook = (
  webhookId: number,
  call: { kind: 'drill.starting'; drillId: number; title: string; startingAt: Date },
) => Promise<string | null>;

export type DrillPorts = { send: SendSignal; call: CallWebhook };

/** Longer than a call takes; then whoever called is gone. */
const abandonedAfterSeconds = 60;

/** Declares the incident; services are paged as their policies and the severity say. */
export async function startDrill(ctx: Context, id: number, { send, call }: DrillPorts) {
  const hook = await begin(ctx, id);
  if (hook) {
    const refused = await call(hook.webhookId, { kind: 'drill.starting', ...hook.call });
    if (refused !== null) {
      const reason = `The webhook before the start failed: ${refused}.`;
      await transaction(ctx.db, (tx) => giveUp(tx, ctx.actor, id, reason));
      throw problem('state_conflict', `${reason} The drill has not started.`);
    }
  }
  try {
    return await onDrill(ctx, id, ['planned'], async (tx, drill) => {
      if (hook && !(await hooks.isStarting(tx, id, hook.call.startingAt))) {
        throw problem(
          'state_conflict',
          'Calling the webhook before the start took too long. The drill has not started.',
        );
      }
      await start({ ...ctx, db: tx }, tx, drill, send);
    });
  } catch (error) {
    if (hook)
      await transaction(ctx.db, (tx) => giveUp(tx, ctx.actor, id, `It could not start: ${(error as Error).message}`));
    throw error;
  }
}

type Hook = { webhookId: number; call: { drillId: number; title: string; startingAt: Date } };

/** Checks what can be checked, and marks the drill as starting where a webhook is to be called. */
async function begin(ctx: Context, id: number): Promise<Hook | null> {
  const marked: Hook[] = [];
  await onDrill(ctx, id, ['planned'], async (tx, drill) => {
    await refuseDuringEmergency(tx);
    const webhookId = drill.beforeWebhook?.id;
    if (webhookId === undefined) return;
    const startingAt = await hooks.setStarting(tx, id, abandonedAfterSeconds);
    if (!startingAt) throw problem('state_conflict', 'This drill is being started.');
    marked.push({ webhookId, call: { drillId: id, title: drill.title, startingAt } });
    await recordEvent(tx, ctx.actor, 'drill.starting', id, { webhookId });
  });
  return marked[0] ?? null;
}

async function start(ctx: Context, tx: Transaction, drill: store.DrillRow, send: SendSignal): Promise<void> {
  await refuseDuringEmergency(tx);
  const format = drillFormats.find(({ key }) => key === drill.format);
  const incidentId = await declareIncident(ctx, {
    // Whoever is woken by it must see at once that it is practice.
    title: truncate(`Drill: ${drill.title}`, 200),
    severity: drill.severity,
    summary: truncate(
      `This is practice (${format?.name.toLowerCase() ?? drill.format}). No customer is affected.\n\n${participantText(drill.story)}`,
      5_000,
    ).trim(),
    kind: 'drill',
    // One may have been deleted since the drill was planned.
    serviceIds: await store.existingServices(tx, drill.serviceIds),
    alertIds: [],
    takeCommand: false,
  });
  if (drill.sandboxId !== null) await keepIncident(tx, drill.sandboxId, incidentId);
  await store.setStarted(tx, drill.id, incidentId);
  await setDue(tx, drill.id);
  await recordEvent(tx, ctx.actor, 'drill.started', drill.id, { incidentId });
  await tellDueInjects(tx, send);
}

/** What the webhook may have begun is ended by the one after. */
async function giveUp(tx: Transaction, actor: Actor, id: number, reason: string): Promise<void> {
  const drill = await store.lockDrill(tx, id);
  if (!drill || !(await hooks.setStartProblem(tx, id, reason))) return;
  await recordEvent(tx, actor, 'drill.startFailed', id, { reason, afterWebhookId: drill.afterWebhook?.id ?? null });
}

/** Drills whose start nobody finishes any more. @returns whether there may be more */
export async function endAbandonedStarts(db: Database): Promise<boolean> {
  return transaction(db, async (tx) => {
    const [id] = await hooks.claimAbandoned(tx, abandonedAfterSeconds);
    if (id === undefined) return false;
    await giveUp(tx, system, id, 'Whoever was starting it stopped in between.');
    return true;
  });
}

/** Nobody practises while customers are hurt. */
async function refuseDuringEmergency(tx: Queryable): Promise<void> {
  const [open] = await store.listOpenSevere(tx);
  if (open) {
    throw problem(
      'state_conflict',
      `${incidentKey(open.id)} (SEV${open.severity}) is open. Start the drill when it is over.`,
    );
  }
}

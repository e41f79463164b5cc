/** Practice: incidents of kind drill, through the real paging path, with injects by the minute and a score card. */

import { problem } from '../../../contract/errors.ts';
import type { ScenarioHead } from '../../../contract/program/documents.ts';
import type { Drill, DrillInput } from '../../../contract/program/drills.ts';
import { drillFormats } from '../../../domain/program/drills/formats.ts';
import { marksOf } from '../../../domain/program/drills/proposals.ts';
import { type ScoreMarks, scoreCard, scoreDrill } from '../../../domain/program/drills/score.ts';
import { isOpen } from '../../../domain/respond/incidents/lifecycle.ts';
import { getSource } from '../../detect/sources/actions.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { getTeam } from '../../directory/teams/actions.ts';
import { may } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { moveIncident } from '../../respond/incidents/incident/move.ts';
import { requireIncident } from '../../respond/incidents/incident/record.ts';
import { loadDocuments } from '../documents/actions.ts';
import { lookAgain } from '../pilots/store.ts';
import { noDrill, onDrill } from './change.ts';
import { existingWebhooks } from './hook-store.ts';
import { endSignals, type SendSignal } from './injects.ts';
import { readProposals } from './record.ts';
import { showDrill, showDrills } from './show.ts';
import * as store from './store.ts';

/** The library; only those who manage the program see what is actually wrong in a scenario. */
export async function readLibrary(ctx: Context) {
  const held = await store.countHeld(ctx.db);
  const tells = may(ctx.actor, 'program.manage');
  const scenarios = await loadDocuments(ctx.db, 'scenario');
  return {
    formats: [...drillFormats],
    scenarios: scenarios.map(({ key, head, body, isOwn }) => ({
      key,
      title: head.title,
      format: head.format,
      difficulty: head.difficulty,
      severity: head.severity,
      isOwn,
      // Who knows the outage, or what is practised, knows the cause.
      teaches: tells ? head.teaches : [],
      source: tells ? (head.source ?? null) : null,
      sendsSignals: sendsSignals(head),
      injectCount: head.injects.length,
      lengthMinutes: Math.max(head.minutes, head.injects.at(-1)?.at ?? 0),
      story: tells ? body : null,
      timesHeld: held.find(({ scenarioKey }) => scenarioKey === key)?.count ?? 0,
    })),
    scoreCard: scoreCard.map(({ key, name, marks }) => ({ key, name, marks: [...marks] })),
  };
}

const sendsSignals = ({ injects }: ScenarioHead) => injects.some(({ signal }) => signal !== undefined);

export async function listDrills(ctx: Context, query: { limit: number; cursor?: string | undefined; state: string }) {
  const { items, nextCursor } = await store.listDrills(ctx.db, query.state, query.limit, query.cursor);
  return { items: await showDrills(ctx.db, ctx.actor, items), nextCursor };
}

export async function getDrill(ctx: Context, id: number) {
  const drill = await store.loadDrill(ctx.db, id);
  if (!drill) throw noDrill(id);
  return showDrill(ctx.db, ctx.actor, drill);
}

export async function planDrill(ctx: Context, input: DrillInput) {
  const scenario = (await loadDocuments(ctx.db, 'scenario')).find(({ key }) => key === input.scenarioKey);
  const wrong = (path: string, message: string) => problem('invalid_input', undefined, [{ path, message }]);
  if (!scenario) throw wrong('body.scenarioKey', 'This scenario does not exist.');
  return transaction(ctx.db, async (tx) => {
    if (input.teamId !== null) {
      await getTeam({ ...ctx, db: tx }, input.teamId).catch(() => {
        throw wrong('body.teamId', 'This team does not exist.');
      });
    }
    const existing = await store.existingServices(tx, input.serviceIds);
    const missing = input.serviceIds.find((serviceId) => !existing.includes(serviceId));
    if (missing !== undefined) throw wrong('body.serviceIds', `Service ${missing} does not exist.`);
    const hooks = [input.beforeWebhookId, input.afterWebhookId];
    const known = await existingWebhooks(
      tx,
      hooks.filter((hook) => hook !== null),
    );
    for (const [place, name] of (['beforeWebhookId', 'afterWebhookId'] as const).entries()) {
      const hook = hooks[place]!;
      if (hook !== null && !known.includes(hook)) throw wrong(`body.${name}`, 'This outgoing webhook does not exist.');
    }
    if (input.leaderId !== null) await requireEnabledPerson(tx, input.leaderId, 'body.leaderId');
    const { format, severity } = scenario.head;
    if (sendsSignals(scenario.head)) await requireSource({ ...ctx, db: tx }, input.sourceId);
    if (format === 'unannounced' && input.consent === '') {
      throw wrong('body.consent', 'Say who agreed to it: an unannounced drill needs the consent of a sponsor.');
    }
    const title = input.title ?? scenario.head.title;
    const injects = scenario.head.injects.map(({ at, tell, hope, signal = null }) => ({
      atMinute: at,
      tell,
      hope,
      signal,
    }));
    const id = await store.insertDrill(tx, { ...input, title, format, story: scenario.body, severity, injects });
    await recordEvent(tx, ctx.actor, 'drill.planned', id, { scenarioKey: input.scenarioKey, title });
    return showDrill(tx, ctx.actor, (await store.loadDrill(tx, id))!);
  });
}

async function requireSource(ctx: Context, sourceId: number | null): Promise<void> {
  const wrong = (message: string) => problem('invalid_input', undefined, [{ path: 'body.sourceId', message }]);
  if (sourceId === null) throw wrong('Choose the source that its signals come in through.');
  await getSource(ctx, sourceId).catch(() => {
    throw wrong('This source does not exist.');
  });
}

export async function markDrill(
  ctx: Context,
  id: number,
  { marks, notes, proof }: { marks: ScoreMarks; notes: string; proof?: Drill['proof'] | undefined },
  ifMatch?: number,
) {
  return onDrill(ctx, id, ['running', 'finished'], async (tx, drill) => {
    if (!(await store.setMarks(tx, id, { marks, notes, proof: proof === undefined ? drill.proof : proof }, ifMatch))) {
      throw await changedMeanwhile(tx, 'drill', id);
    }
    if (drill.state === 'finished') await store.setScore(tx, id, scoreDrill(marks));
    await recordEvent(tx, ctx.actor, 'drill.marked', id, { before: drill.marks, after: marks });
  });
}

/** Ends the exercise. Items nobody marked get the mark that the record carries; items left open do not count. */
export async function finishDrill(ctx: Context, id: number, send: SendSignal) {
  return onDrill(ctx, id, ['running'], async (tx, drill) => {
    await endSignals(tx, id, drill.source?.id ?? null, send);
    await endIncident({ ...ctx, db: tx }, drill.incidentId!, 'The drill has ended.');
    const proposals = await readProposals(tx, drill.incidentId!, drill.format);
    const marks: ScoreMarks = { ...marksOf(proposals), ...drill.marks };
    await store.setMarks(tx, id, { ...drill, marks }, undefined);
    await store.setProposals(tx, id, proposals);
    await store.setScore(tx, id, scoreDrill(marks));
    await store.setOver(tx, id, 'finished');
    await recordEvent(tx, ctx.actor, 'drill.finished', id, {
      ...{ incidentId: drill.incidentId, score: scoreDrill(marks) },
      afterWebhookId: drill.afterWebhook?.id ?? null,
    });
    await lookAgain(tx);
  });
}

export async function cancelDrill(ctx: Context, id: number, send: SendSignal) {
  return onDrill(ctx, id, ['planned', 'running'], async (tx, drill) => {
    await endSignals(tx, id, drill.source?.id ?? null, send);
    if (drill.incidentId !== null) await endIncident({ ...ctx, db: tx }, drill.incidentId, 'The drill was aborted.');
    await store.setOver(tx, id, 'canceled');
    // One that was never begun has nothing to end.
    const afterWebhookId = drill.incidentId === null ? null : (drill.afterWebhook?.id ?? null);
    await recordEvent(tx, ctx.actor, 'drill.canceled', id, { incidentId: drill.incidentId, afterWebhookId });
  });
}

/** Resolves and closes the incident of a drill, as far as people in the room have not; pages end with it. */
async function endIncident(ctx: Context, incidentId: number, reason: string): Promise<void> {
  const { lifecycle } = await requireIncident(ctx.db, incidentId);
  if (isOpen(lifecycle)) await moveIncident(ctx, incidentId, { to: 'resolved', reason, resolveAlerts: false });
  if (lifecycle !== 'closed') await moveIncident(ctx, incidentId, { to: 'closed', reason, resolveAlerts: false });
}

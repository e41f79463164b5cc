/** Practice: incidents of kind drill, through the real paging path, with injects by the minute and a score card. */

import type { Drill, DrillInput } from '../../../contract/program/drills.ts';
import { drillDedupKey } from '../../../domain/detect/drill-key.ts';
import { drillFormats } from '../../../domain/program/drills/formats.ts';
import { marksOf } from '../../../domain/program/drills/proposals.ts';
import { type ScoreMarks, scoreCard, scoreDrill } from '../../../domain/program/drills/score.ts';
import { isOpen } from '../../../domain/respond/incidents/lifecycle.ts';
import { roles } from '../../../domain/respond/incidents/roles.ts';
import { may, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile, requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { moveIncident } from '../../respond/incidents/incident/move.ts';
import { requireIncident } from '../../respond/incidents/incident/record.ts';
import { loadDocuments } from '../documents/actions.ts';
import { lookAgain } from '../pilots/store.ts';
import { noDrill, onDrill } from './change.ts';
import { listInjects } from './inject-store.ts';
import { endSignals, type SendSignal } from './injects.ts';
import { loadDrillOfIncident } from './people-store.ts';
import { planIn, sendsSignals } from './plan.ts';
import { readProposals } from './record.ts';
import { listAhead } from './series-store.ts';
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

export async function listDrills(ctx: Context, query: { limit: number; cursor?: string | undefined; state: string }) {
  const { items, nextCursor } = await store.listDrills(ctx.db, query.state, query.limit, query.cursor);
  return { items: await showDrills(ctx.db, ctx.actor, items), nextCursor };
}

export async function getDrill(ctx: Context, id: number) {
  const drill = await store.loadDrill(ctx.db, id);
  if (!drill) throw noDrill(id);
  return showDrill(ctx.db, ctx.actor, drill);
}

/** @throws Problem `not_found` for an incident that does not exist */
export async function getDrillOfIncident(ctx: Context, incidentId: number) {
  await requireIncident(ctx.db, incidentId);
  return { drill: await loadDrillOfIncident(ctx.db, incidentId, personIdOf(ctx.actor)) };
}

export async function planDrill(ctx: Context, input: DrillInput) {
  return transaction(ctx.db, async (tx) => {
    const id = await planIn({ ...ctx, db: tx }, input, null);
    return showDrill(tx, ctx.actor, (await store.loadDrill(tx, id))!);
  });
}

/** Who takes part gets another notice for the new time. */
export async function rescheduleDrill(ctx: Context, id: number, plannedFor: string | null, ifMatch?: number) {
  return onDrill(ctx, id, ['planned'], async (tx, drill) => {
    await requireVersion(tx, drill, ifMatch, 'drill', id);
    await store.setPlannedFor(tx, id, plannedFor);
    const from = drill.plannedFor?.toISOString() ?? null;
    await recordEvent(tx, ctx.actor, 'drill.rescheduled', id, { from, to: plannedFor });
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
    await endDeclared({ ...ctx, db: tx }, drill, 'The drill has ended.');
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
    await endDeclared({ ...ctx, db: tx }, drill, 'The drill was aborted.');
    await store.setOver(tx, id, 'canceled');
    // One that was never begun has nothing to end.
    const afterWebhookId = drill.incidentId === null ? null : (drill.afterWebhook?.id ?? null);
    await recordEvent(tx, ctx.actor, 'drill.canceled', id, { incidentId: drill.incidentId, afterWebhookId });
  });
}

/** What routes have declared from its signals ends with it. */
async function endDeclared(ctx: Context, drill: store.DrillRow, reason: string): Promise<void> {
  if (!drill.source) return;
  const injects = await listInjects(ctx.db, [drill.id]);
  const keys = injects.flatMap(({ signal }) => (signal ? [drillDedupKey(drill.id, signal.title)] : []));
  for (const id of await store.listDeclared(ctx.db, drill.source.id, keys))
    if (id !== drill.incidentId) await endIncident(ctx, id, reason);
}

/** Resolves and closes the incident of a drill, as far as people in the room have not; pages end with it. */
async function endIncident(ctx: Context, incidentId: number, reason: string): Promise<void> {
  const { lifecycle } = await requireIncident(ctx.db, incidentId);
  if (isOpen(lifecycle)) await moveIncident(ctx, incidentId, { to: 'resolved', reason, resolveAlerts: false });
  if (lifecycle !== 'closed') await moveIncident(ctx, incidentId, { to: 'closed', reason, resolveAlerts: false });
}

/** The sandboxes of drills; those whose messages go out are left out. */
export const sandboxesOfDrills = (db: Queryable, ids: readonly number[]): Promise<Map<number, number>> =>
  store.sandboxesOfDrills(db, ids);

/** Who takes part, and as what, in drills that begin before then; unannounced ones are left out. */
export async function listDrillsAhead(db: Queryable, untilMs: number) {
  return (await listAhead(db, untilMs)).map(({ part, role, ...ahead }) => ({
    ...ahead,
    as: part === 'leader' ? 'You lead it' : part === 'observer' ? 'You observe' : `You play${asRole(role)}`,
  }));
}

function asRole(key: string | null): string {
  const role = roles.find((each) => each.key === key);
  return role ? ` as ${role.name.toLowerCase()}` : '';
}

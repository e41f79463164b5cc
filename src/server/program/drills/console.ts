/** What its leader does while a drill runs: the clock, the injects, who takes part; and the notes of observers. */

import { problem } from '../../../contract/errors.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { type RoleKey, roles } from '../../../domain/respond/incidents/roles.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lockIncident } from '../../respond/incidents/incident/record.ts';
import { onDrill, onDrillOfAnybody, requireLead, requireState } from './change.ts';
import * as injects from './inject-store.ts';
import { type SendSignal, tellInject } from './injects.ts';
import * as people from './people-store.ts';
import { mayLead } from './show.ts';
import * as store from './store.ts';

/** @throws Problem `state_conflict` when the clock stands already */
export async function pauseDrill(ctx: Context, id: number) {
  return onDrill(ctx, id, ['running'], async (tx, drill) => {
    if (!(await store.setPaused(tx, id))) throw problem('state_conflict', 'This drill is paused already.');
    await recordEvent(tx, ctx.actor, 'drill.paused', id, { elapsedSeconds: drill.elapsedSeconds! });
  });
}

/** @throws Problem `state_conflict` when it is not paused */
export async function resumeDrill(ctx: Context, id: number) {
  return onDrill(ctx, id, ['running'], async (tx, drill) => {
    if (!(await store.setResumed(tx, id))) throw problem('state_conflict', 'This drill is not paused.');
    await injects.setDue(tx, id);
    await recordEvent(tx, ctx.actor, 'drill.resumed', id, { elapsedSeconds: drill.elapsedSeconds! });
  });
}

export async function tellInjectNow(ctx: Context, id: number, position: number, send: SendSignal) {
  return onDrill(ctx, id, ['running'], (tx, drill) => tellNow(tx, drill, position, send));
}

async function tellNow(tx: Transaction, drill: store.DrillRow, position: number, send: SendSignal): Promise<void> {
  const inject = (await injects.listInjects(tx, [drill.id])).find((candidate) => candidate.position === position);
  if (!inject) throw problem('not_found', 'The drill has no such inject.');
  const told = { ...inject, incidentId: drill.incidentId!, sourceId: drill.source?.id ?? null };
  if (!(await tellInject(tx, told, send))) {
    throw problem('state_conflict', 'This inject was already announced.');
  }
}

/** `atMinute` null: it is announced at once. */
export async function addInject(
  ctx: Context,
  id: number,
  { tell, hope, atMinute }: { tell: string; hope: string; atMinute: number | null },
  send: SendSignal,
) {
  return onDrill(ctx, id, ['running'], async (tx, drill) => {
    if ((await injects.listInjects(tx, [id])).length >= 200) {
      throw problem('state_conflict', 'A drill has at most 200 injects.');
    }
    const minute = atMinute ?? Math.floor(drill.elapsedSeconds! / 60);
    const position = await injects.insertInject(tx, id, { atMinute: minute, tell, hope });
    await recordEvent(tx, ctx.actor, 'drill.injectAdded', id, { position });
    if (atMinute === null) await tellNow(tx, drill, position, send);
    else await injects.setDue(tx, id);
  });
}

export async function skipInject(ctx: Context, id: number, position: number, isSkipped: boolean) {
  return onDrill(ctx, id, ['running'], async (tx) => {
    if (!(await injects.setSkipped(tx, id, position, isSkipped))) {
      throw problem('state_conflict', `This inject was already announced, or is ${isSkipped ? '' : 'not '}skipped.`);
    }
    await injects.setDue(tx, id);
    const kind = isSkipped ? 'drill.injectSkipped' : 'drill.injectRestored';
    await recordEvent(tx, ctx.actor, kind, id, { position });
  });
}

export async function delayInject(ctx: Context, id: number, position: number, minutes: number) {
  return onDrill(ctx, id, ['running'], async (tx) => {
    if (!(await injects.delay(tx, id, position, minutes))) {
      throw problem('state_conflict', 'This inject was already announced.');
    }
    await injects.setDue(tx, id);
    await recordEvent(tx, ctx.actor, 'drill.injectDelayed', id, { position, minutes });
  });
}

/**
 * @throws Problem `invalid_input` for somebody who cannot sign in, `state_conflict` when too many take part, or for an
 * observer who holds a role
 */
export async function addPerson(
  ctx: Context,
  id: number,
  { personId, part, role }: { personId: number; part: 'player' | 'observer'; role: RoleKey | null },
) {
  return onDrill(ctx, id, ['planned', 'running'], async (tx, drill) => {
    await requireEnabledPerson(tx, personId, 'body.personId');
    if (part === 'observer' && drill.incidentId !== null) await requireNoRole(tx, drill.incidentId, personId);
    const own = { personId, part, role: part === 'player' ? role : null };
    if (!(await people.putPerson(tx, id, own))) {
      throw problem('state_conflict', `At most ${people.mostPeople} people take part in a drill.`);
    }
    await recordEvent(tx, ctx.actor, 'drill.personAdded', id, own);
  });
}

/** The incident is locked, as it is where somebody takes a role in it. */
async function requireNoRole(tx: Transaction, incidentId: number, personId: number): Promise<void> {
  await lockIncident(tx, incidentId);
  const held = (await people.listHolders(tx, incidentId)).filter((holder) => holder.id === personId);
  if (held.length === 0) return;
  const words = held.map(({ role }) => roles.find(({ key }) => key === role)?.name ?? role).join(' and ');
  throw problem(
    'state_conflict',
    `${held[0]!.name} is ${words} in ${incidentKey(incidentId)}, and observers take no role. To observe, they step down first.`,
  );
}

/** Whoever leads, or the person themself, who stops. Whoever does not take part is left as they are. */
export async function removePerson(ctx: Context, id: number, personId: number): Promise<void> {
  await onDrillOfAnybody(ctx, id, async (tx, drill) => {
    if (personId !== personIdOf(ctx.actor)) requireLead(ctx.actor, drill);
    requireState(drill, ['planned', 'running']);
    if (!(await people.deletePerson(tx, id, personId))) return;
    await recordEvent(tx, ctx.actor, 'drill.personRemoved', id, { personId });
  });
}

/** @throws Problem `forbidden` for whoever neither observes nor leads */
export async function addNote(ctx: Context, id: number, text: string) {
  const personId = personIdOf(ctx.actor);
  if (personId === null) throw problem('forbidden', 'Only people write notes.');
  return onDrillOfAnybody(ctx, id, async (tx, drill) => {
    const observes = (await people.listPeople(tx, [id])).some(
      (person) => person.id === personId && person.part === 'observer',
    );
    if (!observes && !mayLead(ctx.actor, drill)) {
      throw problem('forbidden', 'Only observers and the leader of the drill write notes.');
    }
    requireState(drill, ['running']);
    const noteId = await people.insertNote(tx, id, personId, Math.floor(drill.elapsedSeconds ?? 0), text);
    if (noteId === null) throw problem('state_conflict', `A drill has at most ${people.mostNotes} notes.`);
    await recordEvent(tx, ctx.actor, 'drill.noted', id, { noteId });
  });
}

export async function removeNote(ctx: Context, id: number, noteId: number): Promise<void> {
  await onDrillOfAnybody(ctx, id, async (tx, drill) => {
    const note = await people.loadNote(tx, id, noteId);
    if (!note) throw problem('not_found', 'This drill has no such note.');
    if (note.personId !== personIdOf(ctx.actor) && !mayLead(ctx.actor, drill)) {
      throw problem('forbidden', 'Only its author and the leader of the drill remove a note.');
    }
    await people.deleteNote(tx, noteId);
    await recordEvent(tx, ctx.actor, 'drill.noteRemoved', id, { noteId, text: note.text });
  });
}

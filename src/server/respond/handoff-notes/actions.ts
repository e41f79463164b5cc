import { problem } from '../../../contract/errors.ts';
import { may } from '../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { getSchedule } from '../schedules/actions.ts';
import { listOpenIncidents, listOpenPages } from './open-work-store.ts';
import * as store from './store.ts';

/** The newest first; `not_found` without the schedule. */
export async function listNotes(ctx: Context, scheduleId: number, query: Parameters<typeof store.listNotes>[2]) {
  await getSchedule(ctx, scheduleId);
  return store.listNotes(ctx.db, scheduleId, query);
}

/** Leaves a note for whoever is on call next. */
export async function writeNote(ctx: Context, scheduleId: number, text: string): Promise<store.NoteRow> {
  const authorId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    await getSchedule({ db: tx }, scheduleId);
    const noteId = await store.insertNote(tx, { scheduleId, authorId, text });
    await recordEvent(tx, ctx.actor, 'handoffNote.written', scheduleId, { noteId });
    return getNote(tx, scheduleId, noteId);
  });
}

/** `forbidden` for somebody else’s note, `state_conflict` once somebody has read it. */
export async function takeBackNote(ctx: Context, scheduleId: number, noteId: number): Promise<void> {
  const personId = requirePerson(ctx);
  await transaction(ctx.db, async (tx) => {
    await store.lockNote(tx, noteId);
    const { authorId, readBy } = await getNote(tx, scheduleId, noteId);
    if (authorId !== personId) throw problem('forbidden', 'You can take back notes of your own only.');
    if (readBy.length > 0)
      throw problem('state_conflict', `${readBy[0]!.name} has read this note. Write another one instead.`);
    await store.deleteNote(tx, noteId);
    await recordEvent(tx, ctx.actor, 'handoffNote.takenBack', scheduleId, { noteId });
  });
}

/** Once for each person; an author is no reader of their own note. */
export async function markNoteRead(ctx: Context, scheduleId: number, noteId: number): Promise<store.NoteRow> {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    await store.lockNote(tx, noteId);
    const { authorId } = await getNote(tx, scheduleId, noteId);
    if (authorId !== personId && (await store.insertReading(tx, noteId, personId)))
      await recordEvent(tx, ctx.actor, 'handoffNote.read', scheduleId, { noteId });
    return getNote(tx, scheduleId, noteId);
  });
}

/** What whoever is on call hands over; incidents only to those who may read them. */
export async function readOpenWork(ctx: Context, scheduleId: number) {
  await getSchedule(ctx, scheduleId);
  const pages = await listOpenPages(ctx.db, scheduleId);
  const incidents = may(ctx.actor, 'incidents.read')
    ? await listOpenIncidents(ctx.db, scheduleId)
    : { items: [], count: 0 };
  return {
    pages: pages.items,
    pageCount: pages.count,
    incidents: incidents.items,
    incidentCount: incidents.count,
  };
}

async function getNote(db: Queryable, scheduleId: number, noteId: number): Promise<store.NoteRow> {
  const note = await store.loadNote(db, scheduleId, noteId);
  if (!note) throw problem('not_found', `No handoff note of this schedule has the id ${noteId}.`);
  return note;
}

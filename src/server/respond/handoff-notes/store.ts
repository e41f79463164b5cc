import type { HandoffNote } from '../../../contract/respond/schedules/handoff-notes.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type NoteRow = Omit<HandoffNote, 'createdAt'> & { createdAt: Date };

const columns = `n.id, n.schedule_id, s.name as schedule_name, n.author_id, p.name as author_name, n.text, n.created_at,
  coalesce((select jsonb_agg(jsonb_build_object('personId', r.person_id, 'name', r.name, 'readAt', r.read_at)
                             order by r.read_at, r.person_id)
            from (select r.person_id, q.name, r.read_at from handoff_note_reads r join people q on q.id = r.person_id
                  where r.note_id = n.id order by r.read_at, r.person_id limit 50) r), '[]') as read_by`;
const joins = 'handoff_notes n join schedules s on s.id = n.schedule_id join people p on p.id = n.author_id';

/** Of a schedule, the newest first. */
export async function listNotes(
  db: Queryable,
  scheduleId: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const [id] = decodeCursor(cursor, 1) ?? [null];
  const found = await rows<NoteRow>(
    db,
    `select ${columns} from ${joins} where n.schedule_id = $1 and ($2::bigint is null or n.id < $2)
     order by n.id desc limit $3`,
    [scheduleId, id, limit + 1],
  );
  return pageOf(found, limit, (note) => [note.id]);
}

export async function loadNote(db: Queryable, scheduleId: number, id: number): Promise<NoteRow | null> {
  return row<NoteRow>(db, `select ${columns} from ${joins} where n.schedule_id = $1 and n.id = $2`, [scheduleId, id]);
}

/** Locks the note against a reading at the same moment. False when it is gone. */
export async function lockNote(tx: Queryable, id: number): Promise<boolean> {
  return (await row(tx, 'select 1 from handoff_notes where id = $1 for update', [id])) !== null;
}

export async function insertNote(
  db: Queryable,
  note: { scheduleId: number; authorId: number; text: string },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    'insert into handoff_notes (schedule_id, author_id, text) values ($1, $2, $3) returning id',
    [note.scheduleId, note.authorId, note.text],
  );
  return inserted!.id;
}

export async function deleteNote(db: Queryable, id: number): Promise<void> {
  await run(db, 'delete from handoff_notes where id = $1', [id]);
}

/** False when they had read it before. */
export async function insertReading(db: Queryable, noteId: number, personId: number): Promise<boolean> {
  const inserted = await run(
    db,
    'insert into handoff_note_reads (note_id, person_id) values ($1, $2) on conflict do nothing',
    [noteId, personId],
  );
  return inserted === 1;
}

/** Schedules with a note since then. */
export async function listSchedulesWithNotes(db: Queryable, since: Date): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    'select distinct schedule_id as id from handoff_notes where created_at >= $1 order by id limit 1000',
    [since],
  );
  return found.map(({ id }) => id);
}

/** The shift of somebody on a schedule, and since when notes of others are for it. */
export type Reader = { scheduleId: number; personId: number; notesSince: number };

/** What each has not read: the newest five of each shift, the newest first. */
export async function listUnread(
  db: Queryable,
  readers: readonly Reader[],
): Promise<(NoteRow & { readerId: number })[]> {
  if (readers.length === 0) return [];
  return rows(
    db,
    `select ${columns}, w.person_id as reader_id
     from unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) as w (schedule_id, person_id, since)
     cross join lateral (
       select m.* from handoff_notes m where m.schedule_id = w.schedule_id and m.created_at >= w.since and m.author_id <> w.person_id
         and not exists (select from handoff_note_reads r where r.note_id = m.id and r.person_id = w.person_id)
       order by m.id desc limit 5) n
     join schedules s on s.id = n.schedule_id join people p on p.id = n.author_id
     order by n.id desc`,
    [
      readers.map(({ scheduleId }) => scheduleId),
      readers.map(({ personId }) => personId),
      readers.map(({ notesSince }) => new Date(notesSince)),
    ],
  );
}

/** When the person last left a note on each of the schedules. */
export async function lastWritten(
  db: Queryable,
  personId: number,
  scheduleIds: readonly number[],
): Promise<Map<number, Date>> {
  const found = await rows<{ scheduleId: number; at: Date }>(
    db,
    `select schedule_id, max(created_at) as at from handoff_notes
     where author_id = $1 and schedule_id = any ($2::bigint[]) group by schedule_id`,
    [personId, scheduleIds],
  );
  return new Map(found.map(({ scheduleId, at }) => [scheduleId, at]));
}

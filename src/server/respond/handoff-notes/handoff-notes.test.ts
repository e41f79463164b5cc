import { expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { worldOf } from '../pages/world-for-tests.ts';
import { createSchedule } from '../schedules/actions.ts';
import { createOverride } from '../schedules/overrides/overrides.ts';
import { listNotes, markNoteRead, readOpenWork, takeBackNote, writeNote } from './actions.ts';
import { notesOfBegunShifts, readMyHandoffs } from './handoffs.ts';

const HOUR = 3_600_000;
const start = '2026-03-28T08:00:00Z';

/** Ada has the day from 08:00 UTC on 27 March 2026, Ben and Cleo the two after it, and so on. */
async function threeInTurns() {
  const database: TestDatabase = await createTestDatabase();
  const { db, clock } = database;
  await clock.set('2026-03-26T06:00:00Z');
  const world = worldOf({ db } as never);
  const as = async (name: string): Promise<Context & { personId: number }> => {
    const personId = await world.person(name);
    const actor: Actor = { kind: 'person', personId, name, role: 'responder' };
    return { db, actor, personId };
  };
  const [ada, ben, cleo] = [await as('Ada'), await as('Ben'), await as('Cleo')];
  const { id } = await createSchedule(
    { db, actor: { kind: 'system', name: 'Test' } },
    {
      ...{ slug: 'daily', name: 'Daily', description: '', teamId: null, timeZone: 'UTC' },
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'day', every: 1, handoffTime: '08:00' },
            startsOn: '2026-03-27',
            participants: [ada.personId, ben.personId, cleo.personId],
          },
        ],
      },
    },
  );
  await clock.set('2026-03-28T06:00:00Z');
  const texts = async (ctx: Context) => (await readMyHandoffs(ctx)).notes.map(({ text }) => text);
  return { db, clock, world, ada, ben, cleo, id, texts };
}

test('who comes on call finds the note from an hour before their shift until they have read it, and nobody else does', async () => {
  const { ada, ben, cleo, id, clock, texts } = await threeInTurns();
  const { ending } = await readMyHandoffs(ada);
  expect(ending).toMatchObject([
    {
      scheduleName: 'Daily',
      endsAt: new Date(start),
      startsAt: new Date('2026-03-27T08:00:00Z'),
      nextPersonName: 'Ben',
    },
  ]);
  const note = await writeNote(ada, id, 'The **disk** of db-2 fills up.');
  expect(note).toMatchObject({ authorName: 'Ada', scheduleName: 'Daily', readBy: [] });
  expect((await readMyHandoffs(ada)).ending).toEqual([]);
  expect([await texts(ada), await texts(ben), await texts(cleo)]).toEqual([[], [], []]);
  await clock.set('2026-03-28T07:05:00Z');
  expect([await texts(ada), await texts(ben), await texts(cleo)]).toEqual([[], [note.text], []]);
  await clock.set('2026-03-28T09:00:00Z');
  expect(await texts(ben)).toEqual([note.text]);
  await markNoteRead(ben, id, note.id);
  await markNoteRead(ben, id, note.id);
  await markNoteRead(ada, id, note.id);
  expect(await texts(ben)).toEqual([]);
  const { items } = await listNotes(cleo, id, { limit: 10 });
  expect(items).toMatchObject([{ id: note.id, readBy: [{ personId: ben.personId, name: 'Ben' }] }]);
});

test('a note reaches whoever takes the shift over, though somebody else was next when it was written', async () => {
  const { ada, ben, cleo, id, clock, texts, db } = await threeInTurns();
  await writeNote(ada, id, 'For whoever is next');
  const shift = { startsAt: start, endsAt: '2026-03-29T08:00:00Z', reason: '' };
  await createOverride({ db, actor: ada.actor }, id, { personId: cleo.personId, ...shift });
  await clock.set('2026-03-28T08:10:00Z');
  expect([await texts(ben), await texts(cleo)]).toEqual([[], ['For whoever is next']]);
  const now = Date.parse('2026-03-28T08:10:00Z');
  const told = await notesOfBegunShifts(db, now, 12 * HOUR);
  expect(told).toMatchObject([{ readerId: cleo.personId, authorName: 'Ada', text: 'For whoever is next' }]);
});

test('whoever is told as their shift begins is told of what comes late as well, but not of what they have read', async () => {
  const { ada, ben, id, clock, db } = await threeInTurns();
  const first = await writeNote(ada, id, 'First');
  const told = async () => {
    const now = (await db.query<{ now: Date }>('select evenkeel.now() as now')).rows[0]!.now.getTime();
    return (await notesOfBegunShifts(db, now, 12 * HOUR)).map(({ text, readerId }) => [text, readerId]);
  };
  expect(await told()).toEqual([]);
  await clock.set('2026-03-28T08:00:30Z');
  expect(await told()).toEqual([['First', ben.personId]]);
  await markNoteRead(ben, id, first.id);
  await writeNote(ada, id, 'Forgot this');
  expect(await told()).toEqual([['Forgot this', ben.personId]]);
  await clock.set('2026-03-28T21:00:00Z');
  expect(await told()).toEqual([]);
});

test('a schedule that something edits all day still hands its notes over, and holds up none of the others', async () => {
  const { ada, ben, id, clock, db, texts } = await threeInTurns();
  await writeNote(ada, id, 'Through it all');
  await db.query(
    `insert into schedule_versions (schedule_id, in_force_from, time_zone, definition)
     select s.id, evenkeel.now() - interval '1 day' + n * interval '1 second', s.time_zone, s.definition
     from schedules s, generate_series(1, 5100) as n where s.id = $1`,
    [id],
  );
  await clock.set('2026-03-28T08:00:30Z');
  expect(await texts(ben)).toEqual(['Through it all']);
  expect(await notesOfBegunShifts(db, Date.parse('2026-03-28T08:00:30Z'), 12 * HOUR)).toHaveLength(1);
});

test('a note is taken back by its author only, and not once somebody has read it', async () => {
  const { ada, ben, id, db } = await threeInTurns();
  const [first, second] = [await writeNote(ada, id, 'First'), await writeNote(ada, id, 'Second')];
  await expect(takeBackNote(ben, id, first.id)).rejects.toMatchObject({ code: 'forbidden' });
  await takeBackNote(ada, id, first.id);
  await expect(markNoteRead(ben, id, first.id)).rejects.toMatchObject({ code: 'not_found' });
  await markNoteRead(ben, id, second.id);
  await expect(takeBackNote(ada, id, second.id)).rejects.toMatchObject({
    code: 'state_conflict',
    detail: 'Ben has read this note. Write another one instead.',
  });
  const robot: Context = { db, actor: { kind: 'bootstrap', name: 'Robot' } };
  await expect(writeNote(robot, id, 'Beep')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(writeNote(ada, id + 1, 'Nowhere')).rejects.toMatchObject({ code: 'not_found' });
  const { rows: told } = await db.query<{ kind: string }>(
    "select kind from events where kind like 'handoffNote.%' order by id",
  );
  expect(told.map(({ kind }) => kind.split('.')[1])).toEqual(['written', 'written', 'takenBack', 'read']);
});

test('of a note that is taken back and read at the same moment, one happens', async () => {
  const { ada, ben, id } = await threeInTurns();
  const note = await writeNote(ada, id, 'Now or never');
  const both = await Promise.allSettled([takeBackNote(ada, id, note.id), markNoteRead(ben, id, note.id)]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('pages are read from the newest, each once', async () => {
  const { ada, id } = await threeInTurns();
  for (const text of ['1', '2', '3']) await writeNote(ada, id, text);
  const first = await listNotes(ada, id, { limit: 2 });
  const rest = await listNotes(ada, id, { limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items].map(({ text }) => text)).toEqual(['3', '2', '1']);
  expect(rest.nextCursor).toBeNull();
});

test('the open work of a schedule is its unresolved pages, snoozed ones too, and the incidents they belong to', async () => {
  const { ada, id, db } = await threeInTurns();
  const asks = (scheduleId: number) => JSON.stringify({ steps: [{ targets: [{ kind: 'schedule', id: scheduleId }] }] });
  const page = (title: string, policy: string, more: { state?: string; kind?: string; incidentId?: number } = {}) =>
    db.query(
      `insert into pages (policy, title, severity, urgency, kind, group_hash, state, incident_id, snoozed_until, acknowledged_by)
       values ($1, $2, 2, 'high', $3, gen_random_uuid()::text::bytea, $4, $5,
         case when $2 = 'Snoozed' then evenkeel.now() + interval '1 hour' end, '{"kind":"person","name":"Ada"}')`,
      [policy, title, more.kind ?? 'real', more.state ?? 'open', more.incidentId ?? null],
    );
  const incident = (incidentId: number, lifecycle: string) =>
    db.query(
      `insert into incidents (id, title, severity, peak_severity, kind, lifecycle, declared_by, declared_at)
       values ($1, 'Incident', 2, 2, 'real', $2, '{}', evenkeel.now())`,
      [incidentId, lifecycle],
    );
  await incident(7, 'active');
  await incident(8, 'active');
  await incident(9, 'resolved');
  await page('Open', asks(id), { incidentId: 7 });
  await page('Snoozed', asks(id), { state: 'acknowledged' });
  await page('Over', asks(id), { state: 'resolved', incidentId: 9 });
  await page('Elsewhere', asks(id + 1), { incidentId: 8 });
  await page('A test', asks(id), { kind: 'test' });
  const work = await readOpenWork(ada, id);
  expect(work.pages.map(({ title, snoozedUntil }) => [title, snoozedUntil !== null])).toEqual([
    ['Snoozed', true],
    ['Open', false],
  ]);
  expect(work).toMatchObject({ pageCount: 2, incidents: [{ id: 7, lifecycle: 'active' }], incidentCount: 1 });
  const blind: Context = {
    db,
    actor: {
      kind: 'token',
      personId: ada.personId,
      name: 'Ada',
      role: 'responder',
      tokenId: 1,
      permissions: ['alerts.read'],
    },
  };
  expect(await readOpenWork(blind, id)).toMatchObject({ pageCount: 2, incidents: [], incidentCount: 0 });
});

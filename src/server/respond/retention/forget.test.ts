import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { locks } from '../../platform/db/locks.ts';
import { startForgetting, sweepHistory } from './forget.ts';

const system = { kind: 'system', name: 'Evenkeel' };
const ada = { kind: 'person', personId: 1, name: 'Ada', role: 'responder' };

async function forgetAll({ db }: TestDatabase): Promise<void> {
  const step = sweepHistory(db, async () => 400);
  while (await step()) {
    // until nothing is left to forget
  }
}

async function idOf({ db }: TestDatabase, sql: string, values: unknown[] = []): Promise<number> {
  return (await db.query<{ id: number }>(`${sql} returning id`, values)).rows[0]!.id;
}

const person = (world: TestDatabase, name: string) =>
  idOf(world, 'insert into people (email, name) values (lower($1), $2)', [`${name}@example.org`, name]);

const page = (world: TestDatabase, title: string, state = 'resolved', kind = 'real') =>
  idOf(
    world,
    `insert into pages (policy, title, severity, urgency, kind, group_hash, state, resolved_at)
     values ('{}', $1, 2, 'high', $3, gen_random_uuid()::text::bytea, $2, case $2 when 'resolved' then evenkeel.now() end)`,
    [title, state, kind],
  );

async function notification(world: TestDatabase, pageId: number, personId: number, state: string): Promise<number> {
  const id = await idOf(
    world,
    `insert into notifications (page_key, page_id, generation, round, step_index, person_id, severity, state, due_at, sent_at)
     values (gen_random_uuid(), $1, 1, 0, 0, $2, 2, $3, evenkeel.now(), case $3 when 'sent' then evenkeel.now() end)`,
    [pageId, personId, state],
  );
  await world.db.query('insert into notification_attempts (notification_id, attempt, node_id) values ($1, 1, 1)', [id]);
  return id;
}

const alert = (world: TestDatabase, sourceId: number, state = 'resolved') =>
  idOf(
    world,
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, resolved_at)
     values ($1, 'k', gen_random_uuid()::text::bytea, $2, 2, 'A', case $2 when 'resolved' then evenkeel.now() end)`,
    [sourceId, state],
  );

const event = ({ db }: TestDatabase, kind: string, subjectId: number | null, actor: object = system) =>
  db.query('insert into events (kind, subject_kind, subject_id, actor) values ($1, $2, $3, $4)', [
    kind,
    kind.split('.')[0],
    subjectId,
    JSON.stringify(actor),
  ]);

async function incidentWith(world: TestDatabase, alertId: number): Promise<void> {
  await world.db.query(
    `insert into incidents (id, title, severity, peak_severity, kind, declared_by, declared_at)
     values (1, 'I', 2, 2, 'real', '{}', evenkeel.now())`,
  );
  await world.db.query("insert into incident_alerts (alert_id, incident_id, linked_by) values ($1, 1, '{}')", [
    alertId,
  ]);
}

async function kindsLeft({ db }: TestDatabase): Promise<string[]> {
  const left = await db.query('select kind from events order by id');
  return left.rows.map(({ kind }) => kind);
}

test("Evenkeel's own steps of alerts and pages go when those are long over; all that people did stays", async () => {
  const world = await createTestDatabase();
  const { id: sourceId } = await insertSource(world.db, 'generic');
  const over = await alert(world, sourceId);
  const open = await alert(world, sourceId, 'triggered');
  const overPage = await page(world, 'over');
  const openPage = await page(world, 'open', 'open');
  await event(world, 'alert.triggered', over);
  await event(world, 'page.opened', overPage);
  await event(world, 'page.advanced', 987_654);
  const kept: [string, number | null, object?][] = [
    ['alert.acknowledged', over, ada],
    ['alert.triggered', open],
    ['page.opened', openPage],
    ['page.resolved', overPage, ada],
    ['person.disabled', 1, ada],
    ['person.enabled', 1],
    ['schedule.updated', 1],
    ['severity.updated', null],
    ['incident.declared', 1],
    ['source.late', sourceId],
  ];
  for (const [kind, id, actor] of kept) await event(world, kind, id, actor);
  await world.clock.advance('399 days');
  await forgetAll(world);
  expect(await kindsLeft(world)).toHaveLength(kept.length + 3);
  await world.clock.advance('2 days');
  await event(world, 'alert.expired', over);
  await forgetAll(world);
  expect(await kindsLeft(world)).toEqual([...kept.map(([kind]) => kind), 'alert.expired']);

  // What was open stays until it has been over for as long.
  await world.db.query("update pages set state = 'resolved', resolved_at = evenkeel.now() where id = $1", [openPage]);
  await forgetAll(world);
  expect(await kindsLeft(world)).toContain('page.opened');
  await world.clock.advance('401 days');
  await forgetAll(world);
  expect(await kindsLeft(world)).not.toContain('page.opened');
  await expect(world.db.query('delete from events')).rejects.toThrow('never changed');
});

test('alerts and pages of incidents keep their whole story', async () => {
  const world = await createTestDatabase();
  const { id: sourceId } = await insertSource(world.db, 'generic');
  const bo = await person(world, 'Bo');
  const alertId = await alert(world, sourceId);
  const pageId = await page(world, 'of the incident');
  await world.db.query('insert into page_alerts (page_id, alert_id) values ($1, $2)', [pageId, alertId]);
  await incidentWith(world, alertId);
  const called = await page(world, 'called by hand');
  await world.db.query('update pages set incident_id = 1 where id = $1', [called]);
  for (const id of [pageId, called]) {
    await event(world, 'page.opened', id);
    for (const state of ['void', 'failed', 'sent', 'sent']) await notification(world, id, bo, state);
  }
  await event(world, 'alert.triggered', alertId);
  await world.clock.advance('2000 days');
  await forgetAll(world);
  expect(await kindsLeft(world)).toEqual(['page.opened', 'page.opened', 'alert.triggered']);
  const left = await world.db.query(
    'select from notifications n join notification_attempts t on t.notification_id = n.id',
  );
  expect(left.rowCount).toBe(8);
});

test('of a real page that is long over, the first message to each person stays, or why nobody was reached', async () => {
  const world = await createTestDatabase();
  const [bo, cy] = [await person(world, 'Bo'), await person(world, 'Cy')];
  const reached = await page(world, 'reached');
  const unreached = await page(world, 'unreached');
  const open = await page(world, 'open', 'acknowledged');
  const trial = await page(world, 'trial', 'resolved', 'test');
  const first = await notification(world, reached, bo, 'sent');
  await notification(world, reached, bo, 'sent');
  await notification(world, reached, bo, 'failed');
  const other = await notification(world, reached, cy, 'sent');
  await notification(world, reached, cy, 'void');
  const failed = await notification(world, unreached, bo, 'failed');
  await notification(world, unreached, bo, 'void');
  await notification(world, trial, bo, 'sent');
  const ofOpen = [await notification(world, open, bo, 'void'), await notification(world, open, bo, 'sent')];
  await world.clock.advance('401 days');
  const young = [await notification(world, await page(world, 'young'), bo, 'void')];
  await forgetAll(world);
  const ids = async (sql: string) => (await world.db.query(sql)).rows.map(({ id }) => Number(id));
  expect(await ids('select id from notifications order by id')).toEqual([first, other, failed, ...ofOpen, ...young]);
  expect(await ids('select notification_id as id from notification_attempts order by 1')).toEqual([
    ...ofOpen,
    ...young,
  ]);
  expect((await world.db.query('select title from pages order by id')).rows.map(({ title }) => title)).toEqual([
    'reached',
    'unreached',
    'open',
    'young',
  ]);
});

test('forgetting goes through everything in small steps, and two nodes never do it at once', async () => {
  const world = await createTestDatabase();
  await world.db.query(
    `insert into events (kind, subject_kind, subject_id, actor)
     select 'page.advanced', 'page', 1000000 + n, '{"kind":"system","name":"Evenkeel"}' from generate_series(1, 2500) n`,
  );
  await world.clock.advance('401 days');
  const [one, other] = [sweepHistory(world.db, async () => 400), sweepHistory(world.db, async () => 400)];
  const left = async () => (await world.db.query("select from events where kind = 'page.advanced'")).rowCount!;
  let before = await left();
  while (await one()) {
    const now = await left();
    expect(before - now).toBeLessThanOrEqual(1_000);
    before = now;
  }
  expect(before).toBe(0);
  const holder = await world.db.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock($1)', [locks.retention]);
  expect(await other()).toBe(false);
  await holder.query('rollback');
  holder.release();
  expect(await other()).toBe(true);
});

test('a node that cannot forget says so once, runs on and stays ready', async () => {
  const { db } = await createTestDatabase();
  await db.query('alter table pages rename to pages_away');
  const said: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void said.push(line) });
  const loop = startForgetting(db, log, async () => 400);
  onTestFinished(() => loop.stop());
  await eventually(() => said.length === 1);
  expect(said[0]).toContain('old history could not be forgotten');
  await eventually(() => loop.quietForMs() > 500);
  const quiet = loop.quietForMs();
  loop.wake();
  await eventually(() => loop.quietForMs() < quiet);
  expect(said).toHaveLength(1);
});

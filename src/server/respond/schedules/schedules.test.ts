import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createPerson } from '../../../contract/directory/people.ts';
import { createOverride } from '../../../contract/respond/schedules/overrides.ts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  updateSchedule,
} from '../../../contract/respond/schedules/schedule.ts';
import type { Layer } from '../../../contract/respond/schedules/schedule-definition.ts';
import { getTimeline, previewSchedule } from '../../../contract/respond/schedules/timeline.ts';

const weekly = (participants: (number | null)[], more: Partial<Layer> = {}): Layer => ({
  name: 'Primary',
  rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
  startsOn: '2026-03-02',
  participants,
  ...more,
});

async function people({ admin }: TestServer, ...names: string[]): Promise<number[]> {
  const ids = [];
  for (const name of names) {
    const email = `${name.toLowerCase()}@example.org`;
    ids.push((await admin.call(createPerson, { body: { email, name } })).id);
  }
  return ids;
}

const input = (layers: Layer[], more = {}) => ({
  slug: 'primary',
  name: 'Primary on-call',
  timeZone: 'Europe/Berlin',
  definition: { layers },
  ...more,
});

test('a schedule is created, read with its people, changed by its version and deleted, each with an event', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const [ada, ben] = await people(server, 'Ada', 'Ben');
  const made = await admin.call(createSchedule, { body: input([weekly([ben!, ada!, null])]) });
  expect(made).toMatchObject({
    slug: 'primary',
    version: 1,
    people: [
      { personId: ada, name: 'Ada', disabled: false },
      { personId: ben, name: 'Ben', disabled: false },
    ],
  });
  expect((await admin.call(listSchedules, {})).items).toEqual([made]);

  const place = { params: { id: made.id } };
  const body = input([weekly([ada!])], { name: 'Renamed' });
  const changed = await admin.call(updateSchedule, { ...place, body }, { ifMatch: 1 });
  expect(changed).toMatchObject({ name: 'Renamed', version: 2, feedPath: made.feedPath });
  await expect(admin.call(updateSchedule, { ...place, body }, { ifMatch: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
  await admin.call(deleteSchedule, place);
  await expect(admin.call(getSchedule, place)).rejects.toMatchObject({ code: 'not_found' });

  const events = await db.query<{ kind: string; data: object }>(
    "select kind, data from events where subject_kind = 'schedule' order by id",
  );
  expect(events.rows.map(({ kind }) => kind)).toEqual(['schedule.created', 'schedule.updated', 'schedule.deleted']);
  const feedKey = made.feedPath.slice('/feeds/schedules/'.length, -'.ics'.length);
  expect(JSON.stringify(events.rows)).not.toContain(feedKey);
});

test('people, teams and schedules that do not exist are refused at their place', async () => {
  const server = await startTestServer();
  const [ada] = await people(server, 'Ada');
  await expect(
    server.admin.call(createSchedule, {
      body: input([weekly([ada!]), weekly([ada!, null, 999_999], { name: 'Second' })], { teamId: 999_999 }),
    }),
  ).rejects.toMatchObject({
    status: 400,
    errors: [{ path: 'body.teamId' }, { path: 'body.definition.layers.1.participants.2' }],
  });
  await expect(server.admin.call(getTimeline, { params: { id: 1 }, query: march })).rejects.toMatchObject({
    code: 'not_found',
  });
});

const march = { from: '2026-03-23T00:00:00Z', to: '2026-04-06T00:00:00Z' };

test('the timeline keeps handoffs at nine in the morning when clocks go forward, and lists gaps and hours', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-20T12:00:00Z');
  const [ada, ben] = await people(server, 'Ada', 'Ben');
  const { id } = await server.admin.call(createSchedule, { body: input([weekly([ada!, ben!, null])]) });
  const timeline = await server.admin.call(getTimeline, { params: { id }, query: march });
  expect(timeline.shifts.map((shift) => [shift.startsAt, shift.personName, shift.gap])).toEqual([
    ['2026-03-23T00:00:00.000Z', null, 'deliberate'],
    ['2026-03-23T08:00:00.000Z', 'Ada', null],
    ['2026-03-30T07:00:00.000Z', 'Ben', null],
  ]);
  expect(timeline.gaps).toEqual([
    { startsAt: '2026-03-23T00:00:00.000Z', endsAt: '2026-03-23T08:00:00.000Z', reason: 'deliberate' },
  ]);
  // A week in which an hour is skipped at the weekend and at night.
  expect(timeline.hours.find(({ personId }) => personId === ada)).toEqual({
    personId: ada,
    personName: 'Ada',
    hours: 167,
    nightHours: 62,
    weekendHours: 47,
  });
  expect(timeline.layers).toMatchObject([{ name: 'Primary', shifts: [{ turn: 2 }, { turn: 3 }, { turn: 4 }] }]);
});

test('a person who is deactivated keeps the turn, and the layer below has it', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-20T12:00:00Z');
  const [ada, ben] = await people(server, 'Ada', 'Ben');
  const layers = [weekly([ben!], { name: 'Backup' }), weekly([ada!])];
  const { id } = await server.admin.call(createSchedule, { body: input(layers) });
  const whoIs = async () =>
    (await server.admin.call(getTimeline, { params: { id }, query: march })).shifts.map((s) => s.personName);
  expect(await whoIs()).toEqual(['Ada']);
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ada]);
  expect(await whoIs()).toEqual(['Ben']);
  const saved = await server.admin.call(updateSchedule, { params: { id }, body: input(layers) });
  expect(saved.people).toContainEqual({ personId: ada, name: 'Ada', disabled: true });
});

test('ranges that are turned round or too long are refused', async () => {
  const server = await startTestServer();
  await server.clock.set('2025-12-20T12:00:00Z');
  const { id } = await server.admin.call(createSchedule, { body: input([]) });
  const ask = (query: { from: string; to: string }) => server.admin.call(getTimeline, { params: { id }, query });
  await expect(ask({ from: march.to, to: march.from })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(ask({ from: '2026-01-01T00:00:00Z', to: '2027-03-01T00:00:00Z' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const gaps = (await ask({ from: '2026-01-01T00:00:00Z', to: '2027-02-05T00:00:00Z' })).gaps;
  expect(gaps).toEqual([
    { startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2027-02-05T00:00:00.000Z', reason: 'uncovered' },
  ]);
});

test('the ends of the calendar are ranges like others', async () => {
  const server = await startTestServer();
  const [ada] = await people(server, 'Ada');
  const { id } = await server.admin.call(createSchedule, { body: input([weekly([ada!])]) });
  const whoIs = async (from: string, to: string) =>
    (await server.admin.call(getTimeline, { params: { id }, query: { from, to } })).shifts.map(
      ({ personName }) => personName,
    );
  expect(await whoIs('0001-01-01T00:00:00+14:00', '0001-02-01T00:00:00Z')).toEqual([null]);
  expect(await whoIs('9999-12-01T00:00:00Z', '9999-12-31T23:59:59-14:00')).toEqual(['Ada']);
});

test('a preview shows what saving would change of the coming weeks, with the overrides that are in force', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-24T12:00:00Z');
  const [ada, ben, cleo] = await people(server, 'Ada', 'Ben', 'Cleo');
  const saved = input([weekly([ada!, ben!])]);
  const { id } = await server.admin.call(createSchedule, { body: saved });
  await server.admin.call(createOverride, {
    params: { id },
    body: { personId: ben!, startsAt: '2026-03-31T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' },
  });
  const preview = (layers: Layer[], scheduleId?: number) =>
    server.admin.call(previewSchedule, {
      body: { ...march, timeZone: 'Europe/Berlin', definition: { layers }, scheduleId },
    });
  expect((await preview(saved.definition.layers, id)).changes).toEqual([]);
  const { timeline, changes } = await preview([weekly([ada!, cleo!])], id);
  // Nobody before the schedule existed, and for a moment Ben, as it was saved.
  expect(timeline.shifts.map(({ personName }) => personName)).toEqual([null, 'Ben', 'Cleo', 'Ada', 'Ben', 'Ada']);
  expect(changes!.slice(0, 2)).toEqual([
    {
      startsAt: expect.stringMatching(/^2026-03-24T12:0/),
      endsAt: '2026-03-30T07:00:00.000Z',
      beforePersonId: ben,
      beforePersonName: 'Ben',
      afterPersonId: cleo,
      afterPersonName: 'Cleo',
    },
    expect.objectContaining({ startsAt: '2026-04-06T07:00:00.000Z' }),
  ]);
  expect((await preview([weekly([cleo!])])).changes).toBeNull();
});

test('a preview names who takes part in a rotation and never comes on call', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-24T12:00:00Z');
  const participants = await people(server, 'Ann', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus');
  const days: Layer = {
    name: 'Office',
    rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
    startsOn: '2026-03-23',
    participants,
    restrictions: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  };
  const warnings = async (layers: Layer[]) => {
    const body = { ...march, timeZone: 'Europe/Berlin', definition: { layers } };
    return (await server.admin.call(previewSchedule, { body })).warnings;
  };
  expect(await warnings([days])).toEqual([
    'Fay and Gus never come on call in the layer Office: all their turns would be outside its hours.',
  ]);
  expect(await warnings([{ ...days, participants: participants.slice(0, 6) }])).toEqual([]);
});

import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../../test/harness/server.ts';
import { readOnCallOverview } from '../../../../contract/respond/schedules/oncall.ts';
import { createOverride, updateOverride } from '../../../../contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { getTimeline, type Shift } from '../../../../contract/respond/schedules/timeline.ts';
import { addResponder } from '../responder-for-tests.ts';

async function rotation(server: TestServer) {
  await server.clock.set('2026-03-27T12:00:00Z');
  const [ada, ben, cleo] = [
    await addResponder(server, 'Ada'),
    await addResponder(server, 'Ben'),
    await addResponder(server, 'Cleo'),
  ];
  const { id } = await server.admin.call(createSchedule, {
    body: {
      slug: 'daily',
      name: 'Daily',
      timeZone: 'UTC',
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'week', every: 1, handoffTime: '09:00' },
            startsOn: '2026-03-23',
            participants: [ada.personId],
          },
        ],
      },
    },
  });
  const override = (startsAt: string, endsAt: string) =>
    ada.client.call(createOverride, {
      params: { id },
      body: { personId: ben.personId, startsAt, endsAt, reason: 'Dentist' },
    });
  const shifts = async (from: string, to: string) => {
    const timeline = await server.admin.call(getTimeline, { params: { id }, query: { from, to } });
    // Not the moments between two calls.
    const lasts = (one: Shift) => Date.parse(one.endsAt) - Date.parse(one.startsAt) > 60_000;
    return timeline.shifts.filter(lasts).map(({ personName, startsAt }) => `${personName} ${startsAt.slice(5, 16)}`);
  };
  const edit = (overrideId: number, body: object, ifMatch?: number) =>
    cleo.client.call(updateOverride, { params: { id, overrideId }, body }, { ifMatch });
  return { id, ada, ben, cleo, override, shifts, edit };
}

test('an override that lies ahead gets other times, another person and another reason, and the version counts up', async () => {
  const server = await startTestServer();
  const { cleo, override, shifts, edit } = await rotation(server);
  const made = await override('2026-03-28T10:00:00Z', '2026-03-28T18:00:00Z');
  expect(made.version).toBe(1);
  const edited = await edit(
    made.id,
    { personId: cleo.personId, startsAt: '2026-03-28T11:00:00Z', endsAt: '2026-03-28T19:00:00Z', reason: 'Ill' },
    1,
  );
  expect(edited).toMatchObject({ id: made.id, personName: 'Cleo', reason: 'Ill', version: 2 });
  expect(await shifts('2026-03-28T00:00:00Z', '2026-03-29T00:00:00Z')).toEqual([
    'Ada 03-28T00:00',
    'Cleo 03-28T11:00',
    'Ada 03-28T19:00',
  ]);
  await expect(edit(made.id, { reason: 'Other' }, 1)).rejects.toMatchObject({ code: 'version_mismatch' });
});

test('of an override that runs, the end moves, the start does not, and another person takes over from now on', async () => {
  const server = await startTestServer();
  const { cleo, override, shifts, edit } = await rotation(server);
  const made = await override('2026-03-27T12:00:00Z', '2026-03-27T18:00:00Z');
  await server.clock.set('2026-03-27T14:00:00Z');
  await expect(edit(made.id, { startsAt: '2026-03-27T15:00:00Z' })).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'body.startsAt', message: 'It has begun: its start stays as it was.' }],
  });
  await expect(edit(made.id, { endsAt: '2026-03-27T13:00:00Z' })).rejects.toMatchObject({ code: 'invalid_input' });
  await edit(made.id, { endsAt: '2026-03-27T20:00:00Z' });
  const taken = await edit(made.id, { personId: cleo.personId });
  expect(taken).toMatchObject({ personName: 'Cleo', reason: 'Dentist', endsAt: '2026-03-27T20:00:00.000Z' });
  expect(taken.id).not.toBe(made.id);
  const seen = await shifts('2026-03-27T12:00:00Z', '2026-03-27T21:00:00Z');
  expect(seen.map((line) => line.slice(0, 15))).toEqual(['Ben 03-27T12:00', 'Cleo 03-27T14:0', 'Ada 03-27T20:00']);
});

test('an override that is over stays as it was', async () => {
  const server = await startTestServer();
  const { override, edit } = await rotation(server);
  const made = await override('2026-03-27T12:00:00Z', '2026-03-27T13:00:00Z');
  await server.clock.set('2026-03-27T14:00:00Z');
  await expect(edit(made.id, { reason: 'Other' })).rejects.toMatchObject({ code: 'state_conflict' });
});

test('the overview has every schedule by team with whole shifts, and the reason of an override', async () => {
  const server = await startTestServer();
  const { id, override } = await rotation(server);
  await override('2026-03-28T10:00:00Z', '2026-03-28T18:00:00Z');
  const read = (query: object) =>
    server.admin.call(readOnCallOverview, {
      query: { from: '2026-03-28T00:00:00Z', to: '2026-03-29T00:00:00Z', ...query },
    });
  const { items } = await read({});
  expect(items).toMatchObject([{ scheduleId: id, teamName: null, people: [{ name: 'Ada' }] }]);
  expect(items[0]!.shifts.map(({ personName, reason }) => [personName, reason])).toEqual([
    ['Ada', ''],
    ['Ben', 'Dentist'],
    ['Ada', ''],
  ]);
  // Not cut at the day that was asked for.
  expect(items[0]!.shifts.at(-1)!.endsAt > '2026-04-20').toBe(true);
  await expect(read({ to: '2026-06-29T00:00:00Z' })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('the overview goes through all schedules in pages: teams by name, schedules of no team last', async () => {
  const server = await startTestServer();
  await server.db.query("insert into teams (slug, name) values ('b', 'Beta'), ('a', 'Alpha')");
  await server.db.query(
    `insert into schedules (slug, name, time_zone, team_id, definition)
     select 's' || n, 'S' || n, 'UTC', (select id from teams where slug = case n % 3 when 0 then 'a' when 1 then 'b' end),
       '{"layers":[]}'::jsonb from generate_series(1, 9) n`,
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await server.admin.call(readOnCallOverview, {
      query: { from: '2026-03-28T00:00:00Z', to: '2026-03-29T00:00:00Z', limit: 2, cursor },
    });
    seen.push(...page.items.map(({ teamName, scheduleName }) => `${teamName} ${scheduleName}`));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([
    'Alpha S3',
    'Alpha S6',
    'Alpha S9',
    'Beta S1',
    'Beta S4',
    'Beta S7',
    'null S2',
    'null S5',
    'null S8',
  ]);
});

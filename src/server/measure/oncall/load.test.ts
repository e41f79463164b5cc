import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import { updateTeam } from '../../../contract/directory/teams.ts';
import {
  listPersonalLoads,
  readOncallLoad,
  readPersonalLoad,
  updateOncallHours,
} from '../../../contract/measure/oncall.ts';
import { createOverride } from '../../../contract/respond/schedules/overrides.ts';
import { createSchedule, deleteSchedule, updateSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { sweepHistory } from '../../respond/retention/forget.ts';

async function reach(server: TestServer, personId: number, sentAt: string, kind = 'real'): Promise<number> {
  const page = await server.db.query<{ id: number }>(
    `insert into pages (policy, title, severity, urgency, kind, group_hash, state, opened_at, resolved_at)
     values ('{}', 'Page', 2, 'high', $1, gen_random_uuid()::text::bytea, 'resolved', $2, $2) returning id`,
    [kind, sentAt],
  );
  await repeat(server, page.rows[0]!.id, personId, sentAt);
  return page.rows[0]!.id;
}

async function repeat(server: TestServer, pageId: number, personId: number, sentAt: string): Promise<void> {
  await server.db.query(
    `insert into notifications (page_key, page_id, generation, round, step_index, person_id, severity, state, due_at, sent_at)
     values (gen_random_uuid(), $1, 1, 0, 0, $2, 2, 'sent', $3, $3)`,
    [pageId, personId, sentAt],
  );
}

test('pages per shift are counted for shifts that ended in the period, each page once, drills and tests never', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T00:00:00Z');
  const world = worldThrough(server);
  const ada = await world.personByMail('Ada', 'Asia/Tokyo');
  const bo = await world.personByMail('Bo');
  const schedule = await world.schedule('UTC', [
    {
      name: 'Days',
      participants: [ada.id, bo.id],
      startsOn: '2026-03-01',
      rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
    },
  ]);
  await server.clock.set('2026-03-20T00:00:00Z');
  // Ada has 1 March from 09:00 to 2 March 09:00, Bo the next one, and so on: 10 shifts end from 5 to 15 March.
  const first = await reach(server, ada.id, '2026-03-05T12:00:00Z');
  await repeat(server, first, ada.id, '2026-03-05T12:05:00Z');
  await reach(server, ada.id, '2026-03-05T15:00:00Z');
  await reach(server, bo.id, '2026-03-06T12:00:00Z');
  await reach(server, bo.id, '2026-03-06T13:00:00Z', 'drill');
  await reach(server, bo.id, '2026-03-06T14:00:00Z', 'test');
  await reach(server, bo.id, '2026-03-07T12:00:00Z');
  const query = { from: '2026-03-05T10:00:00Z', to: '2026-03-15T10:00:00Z' };
  const load = await server.admin.call(readOncallLoad, { query });
  // 15:00 UTC is midnight in Tokyo; what reached Bo on the 7th was in nobody's shift of his.
  expect(load).toMatchObject({
    n: 10,
    medianPages: 0,
    meanPages: 0.3,
    worstPages: 2,
    heavyShiftCount: 0,
    wakeUpCount: 1,
  });

  // Whatever is forgotten, or happens to the schedule and its people afterwards, what was is counted as it was.
  await server.clock.advance('500 days');
  const forget = sweepHistory(server.db, async () => 400);
  // The server forgets too: one of them at a time, and the other one comes back later.
  await eventually(async () => {
    await forget();
    return (await server.db.query('select from notifications n join pages p on p.id = n.page_id')).rowCount === 5;
  });
  expect(await server.admin.call(readOncallLoad, { query })).toEqual(load);
  const { slug, name, timeZone, definition } = schedule;
  const [days] = definition.layers;
  await server.admin.call(updateSchedule, {
    params: { id: schedule.id },
    body: {
      slug,
      name,
      timeZone,
      definition: { layers: [{ ...days!, participants: [bo.id], startsOn: '2026-02-01' }] },
    },
  });
  expect(await server.admin.call(readOncallLoad, { query })).toEqual(load);
  await server.admin.call(disablePerson, { params: { id: ada.id } });
  expect(await server.admin.call(readOncallLoad, { query })).toEqual(load);
  await server.admin.call(deleteSchedule, { params: { id: schedule.id } });
  expect(await server.admin.call(readOncallLoad, { query })).toEqual(load);
});

test('An override of the past counts for who stood in, also when the schedule is deleted', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T00:00:00Z');
  const world = worldThrough(server);
  const [ada, bo] = [await world.personByMail('Ada'), await world.personByMail('Bo')];
  const rotation = { unit: 'week' as const, every: 1, handoffTime: '00:00' };
  const schedule = await world.schedule('UTC', [
    { name: 'Weeks', participants: [ada.id], startsOn: '2026-03-01', rotation },
  ]);
  await server.admin.call(createOverride, {
    params: { id: schedule.id },
    body: { personId: bo.id, startsAt: '2026-03-05T00:00:00Z', endsAt: '2026-03-06T00:00:00Z' },
  });
  await server.clock.set('2026-03-20T00:00:00Z');
  await reach(server, bo.id, '2026-03-05T12:00:00Z');
  const query = { from: '2026-03-02T00:00:00Z', to: '2026-03-19T00:00:00Z' };
  // Ada until the 5th and Bo on the 5th; Ada's shift from the 6th still runs.
  const load = await server.admin.call(readOncallLoad, { query });
  expect(load).toMatchObject({ n: 2, worstPages: 1, meanPages: 0.5 });
  await server.admin.call(deleteSchedule, { params: { id: schedule.id } });
  expect(await server.admin.call(readOncallLoad, { query })).toEqual(load);
});

test('Of a team, the shifts of the schedules that were its own then', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T00:00:00Z');
  const world = worldThrough(server);
  const ada = await world.personByMail('Ada');
  const [team, other] = [await world.team([ada.id]), await world.team([])];
  const rotation = { unit: 'day' as const, every: 1, handoffTime: '00:00' };
  const definition = { layers: [{ name: 'Days', participants: [ada.id, null], startsOn: '2026-03-01', rotation }] };
  const body = { slug: 'days', name: 'Days', timeZone: 'UTC', definition };
  const { id } = await server.admin.call(createSchedule, { body: { ...body, teamId: team.id } });
  await server.clock.set('2026-03-05T12:00:00Z');
  await server.admin.call(updateSchedule, { params: { id }, body: { ...body, teamId: other.id } });
  await server.clock.set('2026-03-10T12:00:00Z');
  // Ada has the odd days: the shifts of the 1st and 3rd ended under the one team, those of the 5th, 7th and 9th under the other.
  const shiftsOf = async (teamId: number) =>
    (await server.admin.call(readOncallLoad, { query: { from: '2026-03-01T00:00:00Z', teamId } })).n;
  expect([await shiftsOf(team.id), await shiftsOf(other.id)]).toEqual([2, 3]);
});

test('each person sees their own load, a lead that of their team, and nobody else, not even an admin', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T00:00:00Z');
  const world = worldThrough(server);
  const ada = await signInAs(server, 'responder', 'Ada');
  const bo = await signInAs(server, 'responder', 'Bo');
  const other = await signInAs(server, 'admin', 'Cy');
  const team = await world.team([ada.id, bo.id]);
  await world.schedule('UTC', [
    {
      name: 'Days',
      participants: [ada.id, bo.id],
      startsOn: '2026-03-01',
      rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
    },
  ]);
  await server.clock.set('2026-03-06T12:00:00Z');
  await reach(server, bo.id, '2026-03-02T23:00:00Z');
  await reach(server, bo.id, '2026-03-04T20:00:00Z');
  await reach(server, bo.id, '2026-03-03T12:00:00Z');
  const query = { from: '2026-03-01T00:00:00Z', to: '2026-03-06T12:00:00Z' };
  const seen = async (person: typeof ada) =>
    (await person.browser.call(listPersonalLoads, { query })).items.map((item) => item.person.name);
  const bosLoad = (person: typeof ada) => person.browser.call(readPersonalLoad, { params: { id: bo.id }, query });

  expect([await seen(ada), await seen(bo), await seen(other)]).toEqual([['Ada'], ['Bo'], ['Cy']]);
  for (const person of [ada, other]) await expect(bosLoad(person)).rejects.toMatchObject({ code: 'not_found' });
  expect((await server.admin.call(listPersonalLoads, { query })).items).toEqual([]);
  // Bo had the 2nd and the 4th of March, and has been on call again for three hours.
  expect(await bosLoad(bo)).toMatchObject({
    ...{ isMe: true, n: 2, hours: 51, worstPages: 1, nightCount: 2, interruptedNightCount: 1, pagesOffCall: 1 },
    pagesByKind: { day: 0, evening: 1, night: 1, weekend: 0 },
  });

  const { slug, name } = team;
  const memberIds = [ada.id, bo.id];
  await server.admin.call(updateTeam, { params: { id: team.id }, body: { slug, name, memberIds, leadIds: [ada.id] } });
  expect([await seen(ada), await seen(bo)]).toEqual([['Ada', 'Bo'], ['Bo']]);
  expect(await bosLoad(ada)).toMatchObject({ isMe: false, n: 2 });

  const hours = { dayFrom: '06:00', eveningFrom: '19:00', nightFrom: '20:00', weekendDays: [] };
  await server.admin.call(updateOncallHours, { body: hours }, { ifMatch: 0 });
  expect((await bosLoad(bo)).pagesByKind).toEqual({ day: 0, evening: 0, night: 2, weekend: 0 });
});

test('a whole year by week and team: what only one person had in a week or a team is not shown to all, and services say what was acted on', async () => {
  const server = await startTestServer();
  await server.clock.set('2025-03-02T00:00:00Z');
  const world = worldThrough(server);
  const [ada, bo] = [await world.personByMail('Ada'), await world.personByMail('Bo')];
  const rotation = { unit: 'week' as const, every: 1, handoffTime: '00:00', handoffWeekday: 1 };
  const schedule = async (slug: string, participants: (number | null)[]) => {
    const { id: teamId } = await world.team([ada.id, bo.id]);
    const definition = { layers: [{ name: 'Weeks', participants, startsOn: '2025-03-03', rotation }] };
    await server.admin.call(createSchedule, { body: { slug, name: slug, timeZone: 'UTC', definition, teamId } });
    return teamId;
  };
  const both = await schedule('both', [ada.id, bo.id]);
  const alone = await schedule('alone', [ada.id, null]);
  await server.clock.set('2026-03-02T12:00:00Z');
  const page = await reach(server, ada.id, '2025-03-05T23:30:00Z');
  await reach(server, ada.id, '2025-03-06T12:00:00Z');
  await server.db.query("update pages set feedback = 'acted' where id = $1", [page]);
  const query = { from: '2025-03-03T00:00:00Z', to: '2026-03-02T12:00:00Z', by: 'week' as const };
  const load = await server.admin.call(readOncallLoad, { query });
  expect(load).toMatchObject({ worstPages: 2, feedback: { pages: 2, answered: 1, acted: 1 } });
  expect(load.services).toEqual([{ service: null, pages: 2, nightPages: 1, answered: 1, acted: 1 }]);
  // Ada had both shifts of the first week, so its figures are hers; in the week after, each had one.
  expect(load.points[0]).toMatchObject({ name: '2025-03-10', n: 2, people: 1, worstPages: null, tone: null });
  expect(load.points[1]).toMatchObject({ name: '2025-03-17', n: 1, people: 1, worstPages: null });
  const teams = new Map(load.teams.map(({ team, ...figures }) => [team?.id, figures]));
  expect(teams.get(both)).toMatchObject({ n: 52, people: 2, medianPages: 0, worstPages: 2, tone: 'green' });
  expect(teams.get(alone)).toMatchObject({ people: 1, medianPages: null, nightCount: null, tone: null });
});

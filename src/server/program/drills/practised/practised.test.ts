import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { worldThrough } from '../../../../../test/harness/world.ts';
import { updateService } from '../../../../contract/directory/services.ts';
import { createTeam } from '../../../../contract/directory/teams.ts';
import * as contract from '../../../../contract/program/drills.ts';
import { listReadiness, listTeamReadiness, readServiceReadiness } from '../../../../contract/respond/readiness.ts';
import { withPractised } from '../../../respond/practice.ts';

test('Readiness says when the people of a service last finished a drill', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-05-04T09:00:00Z');
  const world = worldThrough(server);
  const service = await world.service(null);
  const other = await world.service(null);
  const read = async (id: number) => (await server.admin.call(readServiceReadiness, { params: { id } })).practised;
  expect(await read(service.id)).toMatchObject({ result: 'never', drill: null });
  const { id } = await server.admin.call(contract.planDrill, {
    body: { scenarioKey: 'disk-full', serviceIds: [service.id] },
  });
  await server.admin.call(contract.startDrill, { params: { id } });
  // One that goes on has practised nothing yet.
  expect(await read(service.id)).toMatchObject({ result: 'never' });
  await server.admin.call(contract.finishDrill, { params: { id } });
  expect(await read(service.id)).toMatchObject({ result: 'practised', drill: { id } });
  expect(await read(other.id)).toMatchObject({ result: 'never' });
  await server.clock.advance('89 days');
  expect(await read(service.id)).toMatchObject({ result: 'practised', sentence: 'Last practised 89 days ago.' });
  await server.clock.advance('2 days');
  expect(await read(service.id)).toMatchObject({ result: 'long-ago' });
  const { items } = await server.admin.call(listReadiness, { query: {} });
  for (const item of items) expect(item.practised.sentence).not.toBe('');
});

test('Readiness says for each team which drill it finished last, how well, and when the next one is', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-05-04T09:00:00Z');
  const { admin } = server;
  const world = worldThrough(server);
  const team = (slug: string) => admin.call(createTeam, { body: { slug, name: slug } });
  const [checkout, search, idle] = [await team('checkout'), await team('search'), await team('idle')];
  const service = await world.service(null);
  const { slug, name } = service;
  const own = (teamId: number) =>
    admin.call(updateService, { params: { id: service.id }, body: { slug, name, teamId } });
  await own(checkout.id);
  const read = async (teamId: number) =>
    (await admin.call(listTeamReadiness, { query: { teamId } })).items.map(({ practised, nextDrill, services }) => ({
      ...{ result: practised.result, title: practised.drill?.title ?? null, share: practised.drill?.share ?? null },
      ...{ next: nextDrill?.title ?? null, count: services.count },
    }))[0];
  const nothing = { result: 'never', title: null, share: null, next: null };
  expect([await read(checkout.id), await read(search.id)]).toEqual([
    { ...nothing, count: 1 },
    { ...nothing, count: 0 },
  ]);

  const plan = (body: contract.DrillInput | object) =>
    admin.call(contract.planDrill, { body: { scenarioKey: 'disk-full', ...body } as never });
  const hold = async (body: object) => {
    const { id } = await plan(body);
    await admin.call(contract.startDrill, { params: { id } });
    await admin.call(contract.markDrill, { params: { id }, body: { marks: { roles: 3, severity: 0 } } });
    await admin.call(contract.finishDrill, { params: { id } });
  };
  await hold({ title: 'Of the service', serviceIds: [service.id] });
  await plan({ title: 'Later', teamId: checkout.id, plannedFor: '2026-08-01T09:00:00Z' });
  await plan({ title: 'Sooner', serviceIds: [service.id], plannedFor: '2026-07-01T09:00:00Z' });
  await plan({ title: 'Without a time', teamId: checkout.id });
  await server.db.query(
    `insert into drills (scenario_key, format, title, story, severity, planned_for, team_id)
     values ('x', 'unannounced', 'Surprise', 'x', 3, '2026-06-01T09:00:00Z', $1)`,
    [checkout.id],
  );
  const first = await read(checkout.id);
  expect(first).toMatchObject({ result: 'practised', title: 'Of the service', next: 'Sooner' });
  expect(first!.share).toBeGreaterThan(0);

  // The service moves on, what was practised stays; what is ahead is for whoever owns it now.
  await server.clock.advance('1 day');
  await own(search.id);
  expect(await read(checkout.id)).toMatchObject({ title: 'Of the service', next: 'Later', count: 0 });
  expect(await read(search.id)).toMatchObject({ result: 'never', next: 'Sooner', count: 1 });
  await hold({ title: 'Of the team', teamId: search.id });
  expect(await read(search.id)).toMatchObject({ result: 'practised', title: 'Of the team' });

  const notReady = async () =>
    (await admin.call(listTeamReadiness, { query: { result: 'not-ready', limit: 1 } })).items.map(
      (each) => each.team.id,
    );
  // Whoever owns nothing answers no page.
  expect(await notReady()).not.toContain(idle.id);
  await server.clock.advance('91 days');
  expect(await read(search.id)).toMatchObject({ result: 'long-ago' });
  expect(await notReady()).toEqual([search.id]);
});

test('Where it cannot be found out when people practised, readiness says so and goes on', async () => {
  const server = await startTestServer();
  const away = () => Promise.reject(new Error('away'));
  const practice = { lastDrills: away, ofTeams: away, observerName: async () => null };
  const found = await withPractised(server.db, { practice, log: pino({ level: 'silent' }) }, [{ service: { id: 1 } }]);
  expect(found).toMatchObject([{ practised: { result: 'unknown', drill: null } }]);
});

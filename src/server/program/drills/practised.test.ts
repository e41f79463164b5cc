import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import * as contract from '../../../contract/program/drills.ts';
import { listReadiness, readServiceReadiness } from '../../../contract/respond/readiness.ts';
import { withPractised } from '../../respond/practice.ts';

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

test('Where it cannot be found out when people practised, readiness says so and goes on', async () => {
  const server = await startTestServer();
  const practice = { lastDrills: () => Promise.reject(new Error('away')), observerName: async () => null };
  const found = await withPractised(server.db, { practice, log: pino({ level: 'silent' }) }, [{ service: { id: 1 } }]);
  expect(found).toMatchObject([{ practised: { result: 'unknown', drill: null } }]);
});

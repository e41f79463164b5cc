import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { exportReadiness, listReadiness, readServiceReadiness } from '../../../contract/respond/readiness.ts';
import { askPerson, ladder, worldOf } from '../pages/world-for-tests.ts';
import { refreshReadiness } from './actions.ts';

test('a service is ready only with a policy that reaches somebody by something that wakes them', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const [ada, grace, kay] = [await world.person('Ada'), await world.person('Grace'), await world.person('Kay')];
  await world.webhook(grace, 'http://127.0.0.1:9/');
  await world.webhook(kay, 'http://127.0.0.1:9/');
  const withoutMethod = await world.service(await world.policy(ladder([askPerson(ada)])), 'Checkout');
  const quietOnly = await world.service(await world.policy(ladder([askPerson(grace)])), 'Search');
  const withoutPolicy = await world.service(null, 'Mail');
  const lastResort = { ...ladder([askPerson(ada)]), catchAll: askPerson(kay) };
  const caught = await world.service(await world.policy(lastResort), 'Billing');
  const read = async (id: number) => node.admin.call(readServiceReadiness, { params: { id } });
  expect([(await read(withoutMethod)).result, (await read(quietOnly)).result]).toEqual(['nobody', 'does_not_wake']);
  const [gap] = (await read(withoutMethod)).gaps;
  expect(gap!.mend.path).toBe(`/people/${ada}`);
  expect(Date.parse(gap!.endsAt) - Date.parse(gap!.startsAt)).toBe(30 * 86_400_000);
  expect((await read(withoutPolicy)).gaps[0]!.sentence).toContain('no escalation policy');
  expect((await read(caught)).result).toBe('does_not_wake');

  await node.db.query('delete from service_readiness');
  expect(await refreshReadiness(node.db, false)).toBe(4);
  expect(await refreshReadiness(node.db, false)).toBe(0);
  const { items } = await node.admin.call(listReadiness, { query: { result: 'not-ready' } });
  expect(items.map(({ service }) => service.name).toSorted()).toEqual(['Billing', 'Checkout', 'Mail', 'Search']);
  expect(await node.admin.call(exportReadiness, {})).toContain('Checkout,nobody,');
  await node.clock.advance('11 minutes');
  expect(await refreshReadiness(node.db, false)).toBe(4);
});

test('five thousand services that share policies are looked at in one go', async () => {
  const { db } = await createTestDatabase();
  await db.query(
    `insert into services (slug, name) select 'service-' || n, 'Service ' || n from generate_series(1, 5000) n`,
  );
  expect(await refreshReadiness(db, false)).toBe(5_000);
  expect((await db.query("select count(*)::int from service_readiness where result = 'nobody'")).rows[0].count).toBe(
    5_000,
  );
});

import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSlack } from '../../../../test/stand-ins/slack.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { createSource } from '../../../contract/detect/sources.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import {
  exportReadiness,
  listPeopleReadiness,
  listReadiness,
  listUnroutedSources,
  readServiceReadiness,
} from '../../../contract/respond/readiness.ts';
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
  expect((await read(quietOnly)).gaps[0]!.sentence).toBe('Nobody would be woken: Grace has only webhook.');

  await node.db.query('delete from service_readiness');
  expect(await refreshReadiness(node.db, false)).toBe(4);
  expect(await refreshReadiness(node.db, false)).toBe(0);
  const { items } = await node.admin.call(listReadiness, { query: { result: 'not-ready' } });
  expect(items.map(({ service }) => service.name).toSorted()).toEqual(['Billing', 'Checkout', 'Mail', 'Search']);
  expect(await node.admin.call(exportReadiness, {})).toContain('Checkout,nobody,');
  await node.clock.advance('11 minutes');
  expect(await refreshReadiness(node.db, false)).toBe(4);
});

test('a policy that reaches people only in chats and by webhooks wakes nobody, and its page says so for each of them', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  await world.method(ada, 'slack', { to: 'U00000ADA' });
  await world.webhook(grace, 'http://127.0.0.1:9/');
  const kay = await world.person('Kay');
  await world.method(kay, 'slack', { to: 'U00000KAY' });
  const policy = await world.policy(ladder([ada, grace, kay].map(askPerson)));
  const service = await world.service(policy);
  const { result, gaps } = await node.admin.call(readServiceReadiness, { params: { id: service } });
  expect(result).toBe('does_not_wake');
  expect(gaps[0]!.sentence).toBe('Nobody would be woken: Ada and Kay have only Slack; Grace has only webhook.');
  const people = await node.admin.call(listPeopleReadiness, {});
  expect(people.items.find(({ person }) => person.id === ada)!.channels).toEqual([{ channel: 'slack', wakes: false }]);
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

test('a rule of a team names each member who does not meet it, and what they lack', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  for (const channel of ['tab', 'webhook']) await world.method(ada, channel, {});
  await world.webhook(ben, 'http://127.0.0.1:9/');
  const reachRule = { ways: 2, wakes: true };
  const body = { slug: 'ops', name: 'Ops', memberIds: [ada, ben], reachRule };
  const team = await node.admin.call(createTeam, { body });
  expect(team.reachRule).toEqual(reachRule);
  const list = async (query: object) => (await node.admin.call(listPeopleReadiness, { query })).items;
  expect((await list({ teamId: team.id })).map(({ person }) => person.name)).toEqual(['Ada', 'Ben']);
  const broken = await list({ result: 'breaks-rule' });
  expect(broken.at(-1)).toMatchObject({
    person: { name: 'Ben' },
    brokenRules: [
      { team: { name: 'Ops' }, missing: ['1 more kind of contact method', 'a contact method that wakes them'] },
    ],
  });
  expect(await list({ result: 'unproved' })).toHaveLength(2);
});

test('people are listed by name a part at a time, whatever else is looked for', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const memberIds: number[] = [];
  for (const name of ['Cy', 'Ada', 'Ben']) memberIds.push(await world.person(name));
  await node.admin.call(createTeam, { body: { slug: 'ops', name: 'Ops', memberIds } });
  const query = { result: 'not-ready' as const, limit: 2 };
  const first = await node.admin.call(listPeopleReadiness, { query });
  const second = await node.admin.call(listPeopleReadiness, { query: { ...query, cursor: first.nextCursor! } });
  expect([...first.items, ...second.items].map(({ person }) => person.name)).toEqual(['Ada', 'Ben', 'Cy']);
  expect(second.nextCursor).toBeNull();
});

test('a service says which routes and sources lead to it, and a source that leads to none is named', async () => {
  const node = await startTestServer();
  const serviceId = await worldOf(node).service(null, 'Checkout');
  const source = (slug: string, of: number | null = null) =>
    node.admin.call(createSource, { body: { slug, name: slug, type: 'generic', serviceId: of } });
  await source('owned', serviceId);
  await source('routed');
  await source('stray');
  const all = [{ field: 'source' as const, operator: 'equals' as const, value: 'routed' }];
  const route = { slug: 'shop', name: 'Shop', condition: { all }, outcome: { serviceId } };
  await node.admin.call(createRoute, { body: route });
  const { routes, sources } = await node.admin.call(readServiceReadiness, { params: { id: serviceId } });
  expect([routes.map(({ name }) => name), sources.map(({ name }) => name)]).toEqual([['Shop'], ['owned']]);
  const { items } = await node.admin.call(listUnroutedSources, {});
  expect(items.map((each) => each.source.name)).toEqual(['stray']);
});

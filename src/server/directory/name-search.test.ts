import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { listSources } from '../../contract/detect/sources.ts';
import { createPerson, disablePerson, listPeople } from '../../contract/directory/people.ts';
import { listServices } from '../../contract/directory/services.ts';
import { listTeams } from '../../contract/directory/teams.ts';
import { createRunbook, listRunbooks } from '../../contract/resolve/runbooks.ts';
import { listEscalationPolicies } from '../../contract/respond/escalation-policies.ts';
import { listOnCall } from '../../contract/respond/schedules/oncall.ts';
import { listSchedules } from '../../contract/respond/schedules/schedule.ts';
import { rows } from '../platform/db/database.ts';

async function fill({ db }: TestServer, count: number) {
  await db.query(
    `insert into people (email, name, disabled_at)
       select 'p' || n || '@example.org', 'Person api ' || lpad(n::text, 5, '0'), case when n % 2 = 0 then evenkeel.now() end
       from generate_series(1, $1::int) n`,
    [count],
  );
  await db.query(
    `insert into services (slug, name) select 'a-api-' || n, 'A api ' || n from generate_series(1, $1::int) n`,
    [count],
  );
}

const names = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

test('among thousands a name typed whole comes first, then those that begin with it, then the rest', async () => {
  const server = await startTestServer();
  await fill(server, 5_000);
  await server.db.query(
    `insert into services (slug, name) values ('z1', 'Api'), ('z2', 'Api gateway'), ('z3', 'Zz 100% done')`,
  );
  const search = async (text: string) =>
    names(await server.admin.call(listServices, { query: { search: text, limit: 3 } }));
  expect(await search('api')).toEqual(['Api', 'Api gateway', 'A api 1']);
  expect(await search('Z3')).toEqual(['Zz 100% done']);
  expect(await search('done 100%')).toEqual(['Zz 100% done']);
  expect(await search('_')).toEqual([]);
  expect(await search('\\')).toEqual([]);
});

test('a search is read to its end, page by page, each thing once', async () => {
  const server = await startTestServer();
  await fill(server, 450);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(cursor);
    found.push(...names(page));
    cursor = page.nextCursor;
  } while (cursor);
  expect(new Set(found).size).toBe(450);
  expect(found).toHaveLength(450);
  function list(after: string | null) {
    return server.admin.call(listServices, { query: { search: 'api', limit: 100, ...(after && { cursor: after }) } });
  }
});

test('disabled people take up no place of those who can be chosen, and are still read by their ids', async () => {
  const server = await startTestServer();
  await fill(server, 400);
  const list = async (query: object) => (await server.admin.call(listPeople, { query })).items;
  expect(await list({ status: 'enabled', search: 'person', limit: 200 })).toHaveLength(200);
  const made = await server.admin.call(createPerson, { body: { email: 'zoe@example.org', name: 'Zoe Zed' } });
  await server.admin.call(disablePerson, { params: { id: made.id } });
  expect(await list({ status: 'enabled', search: 'zoe' })).toEqual([]);
  expect(await list({ ids: made.id })).toMatchObject([{ name: 'Zoe Zed', status: 'disabled' }]);
  const [first, second] = await list({ limit: 2 });
  expect(await list({ ids: [first!.id, second!.id, 999_999] })).toEqual([first, second]);
});

test('a list without a search walks the index', async () => {
  const server = await startTestServer();
  await fill(server, 5_000);
  await server.db.query('analyze services');
  const plan = await rows<Record<string, string>>(
    server.db,
    `explain select id from services where evenkeel.has_words(null, name, slug) and (name, id) > ('A api 3', 1)
     order by evenkeel.name_distance(null, name, slug), name, id limit 51`,
  );
  const text = plan.map((line) => Object.values(line)[0]).join('\n');
  expect(text).toContain('services_name');
  expect(text).not.toMatch(/Sort|Filter/);
});

test('every list that things are chosen from takes a search and ids, and refuses what cannot be text', async () => {
  const { admin } = await startTestServer();
  await admin.call(createRunbook, { body: { slug: 'a', title: 'Api is down', body: '- [ ] Look' } });
  const endpoints = [
    listPeople,
    listTeams,
    listServices,
    listSchedules,
    listOnCall,
    listEscalationPolicies,
    listSources,
  ];
  for (const endpoint of endpoints) {
    const read = (query: object) => admin.call(endpoint as typeof listTeams, { query });
    expect((await read({ search: 'nothing has this name', ids: [1, 2] })).items).toEqual([]);
    await expect(read({ search: 'a\u0000b' })).rejects.toMatchObject({ status: 400 });
  }
  const runbooks = await admin.call(listRunbooks, { query: { text: 'api' } });
  expect(runbooks.items).toHaveLength(1);
  expect((await admin.call(listRunbooks, { query: { ids: [runbooks.items[0]!.id] } })).items).toEqual(runbooks.items);
  expect((await admin.call(listRunbooks, { query: { ids: [999] } })).items).toEqual([]);
});

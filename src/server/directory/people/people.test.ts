import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/directory/people.ts';
import { changeMe } from '../../../contract/directory/session.ts';
import { createTeam } from '../../../contract/directory/teams.ts';

test('a person is known by one lower-case address and changes by version', async () => {
  const { admin } = await startTestServer();
  const made = await admin.call(contract.createPerson, { body: { email: ' Ada@Example.org ', name: 'Ada' } });
  expect(made).toMatchObject({
    email: 'ada@example.org',
    role: 'responder',
    status: 'invited',
    version: 1,
    teamIds: [],
  });
  await expect(
    admin.call(contract.createPerson, { body: { email: 'ADA@example.org', name: 'Another' } }),
  ).rejects.toMatchObject({ status: 409 });
  const body = { email: made.email, name: 'Ada L.', timeZone: 'Europe/London' };
  const params = { id: made.id };
  expect(await admin.call(contract.updatePerson, { params, body }, { ifMatch: 1 })).toMatchObject({ version: 2 });
  await expect(admin.call(contract.updatePerson, { params, body }, { ifMatch: 1 })).rejects.toMatchObject({
    status: 412,
  });
  await admin.call(createTeam, { body: { slug: 'a', name: 'A', memberIds: [made.id] } });
  expect((await admin.call(contract.getPerson, { params })).teamIds).toHaveLength(1);
});

test('people are found by a part of name or address and by status, page by page', async () => {
  const { admin } = await startTestServer();
  for (const name of ['Cleo', 'Ada', 'Bob'])
    await admin.call(contract.createPerson, { body: { email: `${name}@example.org`, name } });
  const list = (query: object) => admin.call(contract.listPeople, { query });
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map((person) => person.name)).toEqual(['Ada', 'Bob', 'Cleo']);
  expect((await list({ search: 'CLEO@' })).items.map((person) => person.name)).toEqual(['Cleo']);
  expect((await list({ search: '%' })).items).toEqual([]);
  await admin.call(contract.disablePerson, { params: { id: first.items[0]!.id } });
  expect((await list({ status: 'disabled' })).items.map((person) => person.name)).toEqual(['Ada']);
  const hostile = Buffer.from('["a","x"]').toString('base64url');
  await expect(list({ cursor: hostile })).rejects.toMatchObject({ status: 400 });
});

test('nobody can raise their own role, by any field', async () => {
  const server = await startTestServer();
  const { id, email, browser } = await signInAs(server, 'responder');
  await expect(browser.call(changeMe, { body: { name: 'x', role: 'admin' } as never })).rejects.toMatchObject({
    status: 400,
  });
  const body = { email, name: 'x', role: 'admin' as const };
  await expect(browser.call(contract.updatePerson, { params: { id }, body })).rejects.toMatchObject({ status: 403 });
  expect(await browser.call(changeMe, { body: { name: 'New name', timeZone: 'Asia/Tokyo' } })).toMatchObject({
    name: 'New name',
    timeZone: 'Asia/Tokyo',
    role: 'responder',
  });
});

test('enabling gives access back, but not the old sessions', async () => {
  const server = await startTestServer();
  const { id, browser } = await signInAs(server, 'responder');
  const params = { id };
  expect(await server.admin.call(contract.disablePerson, { params })).toMatchObject({ status: 'disabled' });
  expect(await server.admin.call(contract.disablePerson, { params })).toMatchObject({ status: 'disabled' });
  expect(await server.admin.call(contract.enablePerson, { params })).toMatchObject({ status: 'active' });
  await expect(browser.call(contract.getPerson, { params })).rejects.toMatchObject({ status: 401 });
});

import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, type TestServer } from '../../../../test/harness/server.ts';
import {
  addAdditionalKey,
  createSource,
  getSource,
  listAdditionalKeys,
  readSourceSetup,
  removeAdditionalKey,
  replaceSourceKey,
} from '../../../contract/detect/sources.ts';

const getServer = sharedServer();
let made = 0;

async function newSource(server: TestServer, type = 'generic') {
  made += 1;
  const slug = `keys-${made}`;
  return (await server.admin.call(createSource, { body: { slug, name: slug, type } })).id;
}

const send = async (server: TestServer, key: string) =>
  (await fetch(`${server.url}/in/${key}`, { method: 'POST', body: '{"title":"It is down"}' })).status;

const oldKey = () => crypto.randomUUID();

test('a sender with a key of the tool it comes from is let in until that key is removed', async () => {
  const server = await getServer();
  const id = await newSource(server);
  const key = oldKey();
  expect(await send(server, key)).toBe(401);
  const added = await server.admin.call(addAdditionalKey, { params: { id }, body: { name: 'Opsgenie', key } });
  expect(added).toMatchObject({ name: 'Opsgenie' });
  expect(await send(server, key)).toBe(202);
  await eventually(async () => (await server.admin.call(getSource, { params: { id } })).signalCount === 1);
  const { key: own } = await server.admin.call(readSourceSetup, { params: { id } });
  expect(await send(server, own)).toBe(202);

  await server.admin.call(removeAdditionalKey, { params: { id, keyId: added.id } });
  expect(await send(server, key)).toBe(401);
  expect(await server.admin.call(listAdditionalKeys, { params: { id } })).toMatchObject({ items: [] });
});

test('a key reaches one source only, whichever way it was given', async () => {
  const server = await getServer();
  const [one, other] = [await newSource(server), await newSource(server)];
  const key = oldKey();
  await server.admin.call(addAdditionalKey, { params: { id: one }, body: { name: 'first', key } });
  const again = await server.admin.call(addAdditionalKey, { params: { id: one }, body: { name: 'renamed', key } });
  expect(again.name).toBe('renamed');
  const taken = { status: 409 };
  await expect(
    server.admin.call(addAdditionalKey, { params: { id: other }, body: { name: 'second', key } }),
  ).rejects.toMatchObject(taken);
  await expect(
    server.admin.call(createSource, { body: { slug: 'keys-taken', name: 'Taken', type: 'generic', key } }),
  ).rejects.toMatchObject(taken);
  const { key: own } = await server.admin.call(readSourceSetup, { params: { id: other } });
  await expect(
    server.admin.call(addAdditionalKey, { params: { id: one }, body: { name: 'own of another', key: own } }),
  ).rejects.toMatchObject(taken);
  await server.admin.call(replaceSourceKey, { params: { id: one } });
  expect(await send(server, key)).toBe(202);
});

test('what is kept of an additional key is its hash, and neither events nor signals hold it', async () => {
  const server = await getServer();
  const id = await newSource(server);
  const key = oldKey();
  await server.admin.call(addAdditionalKey, { params: { id }, body: { name: 'PagerDuty', key } });
  await fetch(`${server.url}/in/${key}?again=${key}`, { method: 'POST', body: JSON.stringify({ title: 'a', key }) });
  const events = await server.db.query(
    "select kind, data::text as data from events where subject_kind = 'source' and subject_id = $1 order by id",
    [id],
  );
  expect(events.rows.map(({ kind }) => kind)).toEqual(['source.created', 'source.keyAdded']);
  const signals = await server.db.query(
    "select request::text || encode(body, 'escape') as text from signals where source_id = $1",
    [id],
  );
  expect(signals.rows).toHaveLength(1);
  expect(JSON.stringify([events.rows, signals.rows])).not.toContain(key);
});

test('a key that is easy to guess is refused, and so is the twenty-first', async () => {
  const server = await getServer();
  const id = await newSource(server);
  const add = (key: string) => server.admin.call(addAdditionalKey, { params: { id }, body: { name: 'old', key } });
  await expect(add('aaaaaaaaaaaaaaaaaaaa')).rejects.toMatchObject({ status: 400 });
  for (let at = 0; at < 20; at += 1) await add(oldKey());
  await expect(add(oldKey())).rejects.toMatchObject({ status: 409 });
});

test('a source tells when each of its keys was last used, also of a request that it then refuses', async () => {
  const server = await getServer();
  const id = await newSource(server);
  const [used, unused] = [oldKey(), oldKey()];
  for (const [name, key] of Object.entries({ used, unused }))
    await server.admin.call(addAdditionalKey, { params: { id }, body: { name, key } });
  const read = async () => {
    const { items, ownKeyLastUsedAt } = await server.admin.call(listAdditionalKeys, { params: { id } });
    return { own: ownKeyLastUsedAt, used: items[0]!.lastUsedAt, unused: items[1]!.lastUsedAt };
  };
  expect(await read()).toEqual({ own: null, used: null, unused: null });
  expect(await send(server, used)).toBe(202);
  const first = await eventually(async () => (await read()).used, 30_000);
  expect(await read()).toEqual({ own: null, used: first, unused: null });

  const { key: own } = await server.admin.call(readSourceSetup, { params: { id } });
  const refused = await fetch(`${server.url}/in/${own}`, { method: 'DELETE' });
  expect(refused.status).toBe(405);
  await eventually(async () => (await read()).own, 30_000);
  await eventually(async () => (await send(server, used)) === 202 && (await read()).used! > first, 30_000);
  expect((await read()).unused).toBeNull();
});

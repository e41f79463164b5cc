/** What is said to be a drop-in for Opsgenie, asked by Opsgenie's own client. */
import { expect, test } from 'vitest';
import { getAlert, listAlerts } from '../../src/contract/detect/alerts.ts';
import { getSource, updateSource } from '../../src/contract/detect/sources.ts';
import { eventually } from '../harness/eventually.ts';
import { sharedServer } from '../harness/server.ts';
import { byAlias, clientOf, newSource } from './opsgenie-client.ts';

const getServer = sharedServer();
test('an alert is created, changed, noted on and closed, and the status of each request tells what became of it', async () => {
  const server = await getServer();
  const { source, key } = await newSource(server, 'opsgenie-api');
  const { alerts, became } = clientOf(server, key);
  const created = await became(
    alerts('create', {
      message: 'Disk almost full',
      alias: 'db-1-disk',
      priority: 'P2',
      tags: ['disk', 'db'],
      details: { host: 'db-1' },
      responders: [{ type: 'team', name: 'Storage' }],
    }),
  );
  expect(created).toMatchObject({ isSuccess: true, status: 'Created alert', alias: 'db-1-disk' });
  const again = await became(alerts('create', { message: 'Disk almost full', alias: 'db-1-disk', priority: 'P2' }));
  expect(again).toMatchObject({ status: 'Alert already exists: it was counted', alertId: created.alertId });

  const alert = byAlias('db-1-disk');
  expect(await became(alerts('acknowledge', alert, { user: 'ada', note: 'I look' }))).toMatchObject({
    isSuccess: true,
  });
  expect((await alerts('get', alert)).data).toMatchObject({ status: 'open', acknowledged: true, count: 2 });
  expect(await became(alerts('unacknowledge', alert, {}))).toMatchObject({ status: 'Unacknowledged alert' });
  await became(alerts('addNote', alert, { note: 'Log files of last week', user: 'bob' }));
  await became(alerts('addTags', alert, { tags: ['log'] }));
  await became(alerts('addDetails', alert, { details: { mount: '/var' } }));
  expect(await became(alerts('snooze', alert, { endTime: 'some day' }))).toMatchObject({
    isSuccess: false,
    status: 'Noted on the alert, not done: it does not say what is asked for',
  });

  const { items } = await server.admin.call(listAlerts, { query: { sourceId: source.id } });
  expect(items).toMatchObject([{ title: 'Disk almost full', severity: 2, state: 'triggered' }]);
  const story = await server.admin.call(getAlert, { params: { id: items[0]!.id } });
  expect(story.labels).toMatchObject({ mount: '/var', tags: 'log' });
  expect(story.events.map(({ kind, data }) => [kind, data.text ?? data.fields])).toEqual([
    ['alert.triggered', undefined],
    ['alert.noted', 'I look'],
    ['alert.acknowledged', undefined],
    ['alert.unacknowledged', undefined],
    ['alert.noted', 'Log files of last week'],
    ['alert.updated', ['labels']],
    ['alert.updated', ['labels']],
  ]);

  expect(await became(alerts('close', { identifier: created.alertId, identifierType: 'id' }, {}))).toMatchObject({
    status: 'Closed alert',
    alertId: created.alertId,
  });
  expect(await became(alerts('close', alert, {}))).toMatchObject({
    isSuccess: false,
    status: 'Alert is already closed',
  });
  expect(await became(alerts('close', byAlias('never-seen'), {}))).toMatchObject({
    isSuccess: false,
    status: 'Alert does not exist',
  });
});

test('a list follows its pages, is narrowed by what it understands and refuses what it does not', async () => {
  const server = await getServer();
  const { key } = await newSource(server, 'opsgenie-api');
  const { alerts, became } = clientOf(server, key);
  for (let at = 0; at < 5; at += 1) {
    await became(alerts('create', { message: `Host ${at}`, alias: `host-${at}`, priority: at === 0 ? 'P1' : 'P4' }));
  }
  await became(alerts('close', byAlias('host-1'), {}));
  const seen: unknown[] = [];
  let next: string | undefined = `${server.url}/v2/alerts?limit=2&query=${encodeURIComponent('status:open')}`;
  while (next) {
    const answer: Response = await fetch(next.replace(/^https?:\/\/[^/]+/, server.url), {
      headers: { authorization: `GenieKey ${key}` },
    });
    const page = (await answer.json()) as { data: { alias: string }[]; paging: { next?: string } };
    seen.push(...page.data.map(({ alias }) => alias));
    next = page.paging.next;
  }
  expect(seen).toEqual(['host-4', 'host-3', 'host-2', 'host-0']);
  // With a colon in the address this client forgets its key, so searches are asked without it.
  const search = async (query: string, path = '') => {
    const headers = { authorization: `GenieKey ${key}` };
    const answer = await fetch(`${server.url}/v2/alerts${path}?query=${encodeURIComponent(query)}`, { headers });
    return (await answer.json()) as { data: object; message?: string };
  };
  expect((await search('status:open AND priority:P1')).data).toMatchObject([{ alias: 'host-0' }]);
  expect((await search('alias:"host-1"')).data).toMatchObject([{ status: 'closed' }]);
  expect((await search('owner:ada OR tag:x')).message).toContain('not understood');
  expect((await search('status=open', '/count')).data).toEqual({ count: 4 });
});

test('a key reaches nothing of another source: neither its alerts nor what became of its requests', async () => {
  const server = await getServer();
  const one = await newSource(server, 'opsgenie-api');
  const other = await newSource(server, 'opsgenie-api');
  const own = clientOf(server, one.key);
  const { requestId } = await own.alerts('create', { message: 'Only mine', alias: 'mine' });
  const mine = await eventually(() => own.alerts('getRequestStatus', requestId).catch(() => null));
  const stranger = clientOf(server, other.key);
  for (const identifier of [mine.data.alertId, 'mine']) {
    await expect(stranger.alerts('get', { identifier, identifierType: 'id' })).rejects.toBeDefined();
    await stranger.alerts('close', { identifier, identifierType: 'id' }, {});
  }
  await expect(stranger.alerts('getRequestStatus', requestId)).rejects.toBeDefined();
  expect((await stranger.alerts('list', {})).data).toEqual([]);
  await eventually(
    async () => (await server.admin.call(getSource, { params: { id: other.source.id } })).signalCount === 2,
  );
  expect((await own.alerts('get', byAlias('mine'))).data).toMatchObject({ status: 'open', acknowledged: false });
});

test('errors have the shape and status of Opsgenie', async () => {
  const server = await getServer();
  const { key } = await newSource(server, 'opsgenie-api');
  const ask = async (path: string, init: RequestInit = {}, given = key) => {
    const headers = { authorization: `GenieKey ${given}`, 'content-type': 'application/json' };
    const answer = await fetch(server.url + path, { ...init, headers });
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  const shape = { took: expect.any(Number), requestId: expect.any(String) };
  const unknown = await ask('/v2/alerts', { method: 'POST', body: '{"message":"a"}' }, 'no-such-key-anywhere');
  expect(unknown).toMatchObject({ ...shape, status: 401, message: 'Could not authenticate' });
  expect(await ask('/v2/alerts', { method: 'POST', body: 'nonsense' })).toMatchObject({
    ...shape,
    status: 422,
    errors: { body: expect.any(String) },
  });
  expect(await ask('/v2/alerts/99')).toMatchObject({ ...shape, status: 404 });
  expect(await ask('/v2/alerts?cursor=bad')).toMatchObject({ ...shape, status: 422 });
});

test('a heartbeat is pinged with its own key or with that of a source that names it, by every method', async () => {
  const server = await getServer();
  const heartbeat = { heartbeat: { intervalSeconds: 3600, graceSeconds: 60 } };
  const job = await newSource(server, 'heartbeat', heartbeat);
  const hidden = await newSource(server, 'heartbeat', heartbeat);
  const { source, key } = await newSource(server, 'opsgenie-api');
  await server.admin.call(updateSource, {
    params: { id: source.id },
    body: { slug: source.slug, name: source.name, type: source.type, settings: { heartbeats: [job.slug] } },
  });
  expect(await clientOf(server, key).heartbeats('ping', { identifier: job.slug }, {})).toMatchObject({
    result: 'PONG - Heartbeat received',
  });
  const ping = async (method: string, name: string, given: string) => {
    const headers = { authorization: `GenieKey ${given}` };
    return (await fetch(`${server.url}/v2/heartbeats/${name}/ping`, { method, headers })).status;
  };
  for (const method of ['GET', 'POST', 'PUT', 'PATCH']) expect(await ping(method, job.slug, job.key)).toBe(202);
  const pinged = await eventually(async () => {
    const { heartbeat: found, signalCount } = await server.admin.call(getSource, { params: { id: job.source.id } });
    return signalCount === 5 ? found : null;
  });
  expect(pinged.armedAt).not.toBeNull();
  expect(await ping('GET', hidden.slug, key)).toBe(404);
  expect(await ping('GET', job.slug, hidden.key)).toBe(404);
  expect(await ping('GET', job.slug, 'no-such-key-anywhere')).toBe(401);
});

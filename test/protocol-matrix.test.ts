/**
 * Every address of the senders' protocols, asked with every kind of key: only a key of ours lets in, and it reaches its
 * own source and no other. Generated from what the source types say, so a new address is held to it.
 */
import { expect, test } from 'vitest';
import {
  addAdditionalKey,
  createSource,
  getSource,
  pauseSource,
  readSourceSetup,
  removeAdditionalKey,
} from '../src/contract/detect/sources.ts';
import { requestVerbs } from '../src/server/detect/source-types/opsgenie-api/changed-alert.ts';
import { sourceTypes } from '../src/server/detect/source-types/registry.ts';
import { eventually } from './harness/eventually.ts';
import { sharedServer, type TestServer } from './harness/server.ts';

type Route = { method: string; path: string; type: string };

const implied = (path: string, ...methods: string[]): Route[] =>
  methods.map((method) => ({ method, path, type: 'alertmanager-api' }));

/** What source types declare, and the addresses that other parts answer. */
const routes: Route[] = [
  ...sourceTypes.flatMap(({ type, endpoints }) => endpoints.map(({ method, path }) => ({ method, path, type }))),
  { method: 'POST', path: '/integrations/v1/webhook/{key}/', type: 'generic' },
  { method: 'POST', path: '/integrations/v1/alertmanager/{key}/', type: 'alertmanager-webhook' },
  { method: 'POST', path: '/integrations/v1/grafana_alerting/{key}/', type: 'grafana' },
  { method: 'POST', path: '/integrations/v1/webhook/{key}/heartbeat/', type: 'heartbeat' },
  { method: 'POST', path: '/v2/incidents/api/{key}', type: 'generic' },
  ...requestVerbs.map((verb) => ({ method: 'POST', path: `/v2/alerts/{id}/${verb}`, type: 'opsgenie-api' })),
  ...implied('/in/{key}/api/v2/status', 'GET'),
  ...implied('/in/{key}/api/v2/receivers', 'GET'),
  ...implied('/in/{key}/api/v2/alerts', 'GET'),
  ...implied('/in/{key}/api/v2/alerts/groups', 'GET'),
  ...implied('/in/{key}/api/v2/silences', 'GET', 'POST'),
  ...implied('/in/{key}/api/v2/silence/{id}', 'GET', 'DELETE'),
];

const getServer = sharedServer();
let made = 0;

async function newSource(server: TestServer, type: string) {
  made += 1;
  const slug = `matrix-${made}`;
  const heartbeat = type === 'heartbeat' ? { intervalSeconds: 3_600, graceSeconds: 60 } : null;
  const { id } = await server.admin.call(createSource, { body: { slug, name: slug, type, heartbeat } });
  const { key } = await server.admin.call(readSourceSetup, { params: { id } });
  const removed = crypto.randomUUID();
  const added = await server.admin.call(addAdditionalKey, { params: { id }, body: { name: 'removed', key: removed } });
  await server.admin.call(removeAdditionalKey, { params: { id, keyId: added.id } });
  return { id, key, removed };
}

/** The key stands where the protocol has it: in the address, in the header of Opsgenie, or in the body of PagerDuty. */
async function ask(server: TestServer, { method, path }: Route, key: string | null) {
  const address = path.replace('{key}', key ?? '').replaceAll(/\{\w+\}/g, 'disk-1');
  const body = {
    ...{
      title: 'Disk full',
      message: 'Disk full',
      alias: 'disk-1',
      event_action: 'trigger',
      event_type: 'trigger',
      description: 'a',
    },
    ...{
      payload: { summary: 'Disk full', source: 'a', severity: 'error' },
      message_type: 'CRITICAL',
      entity_id: 'disk-1',
    },
    ...(key === null || path.includes('{key}') ? {} : { routing_key: key, service_key: key }),
  };
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (key !== null && !path.includes('{key}') && path.startsWith('/v2/')) headers.authorization = `GenieKey ${key}`;
  const sends = method !== 'GET' && method !== 'DELETE';
  const response = await fetch(server.url + address, { method, headers, ...(sends && { body: JSON.stringify(body) }) });
  return { status: response.status, text: await response.text() };
}

/** PagerDuty says 400 to a key that it does not know; everybody else 401. */
const isLockedOut = ({ status, text }: { status: number; text: string }) =>
  status === 401 || (status === 400 && text.includes('is missing or not known here'));

test('the matrix holds every source type', () => {
  expect(new Set(routes.map(({ type }) => type))).toEqual(new Set(sourceTypes.map(({ type }) => type)));
});

test.each(
  routes,
)('$method $path ($type): its own key lets in, also of a paused source; a removed one and none do not', async (route) => {
  const server = await getServer();
  const source = await newSource(server, route.type);
  const other = await newSource(server, route.type);
  const letsIn = async () => {
    const answer = await ask(server, route, source.key);
    expect(answer.status).toBeLessThan(500);
    expect(isLockedOut(answer)).toBe(false);
  };
  await letsIn();
  // An address that ends where its key should be is none of a sender.
  const hasRoomForNone = !route.path.includes('{key}') || route.path.startsWith('/in/');
  for (const key of [source.removed, crypto.randomUUID(), ...(hasRoomForNone ? [null] : [])]) {
    const answer = await ask(server, route, key);
    expect([answer.status, isLockedOut(answer)]).toEqual([answer.status, true]);
  }
  await server.admin.call(pauseSource, { params: { id: source.id } });
  await letsIn();
  const read = async (id: number) => server.admin.call(getSource, { params: { id } });
  expect(await read(other.id)).toMatchObject({ signalCount: 0, refusedCount: 0 });
});

const reading = routes.filter(({ method, path }) => method === 'GET' && /alerts/.test(path));

test.each(reading)('$method $path shows the alerts of its own source only', async (route) => {
  const server = await getServer();
  const [one, other] = [await newSource(server, route.type), await newSource(server, route.type)];
  const title = `Secret of one ${made}`;
  const push = {
    method: 'POST',
    path: route.type === 'opsgenie-api' ? '/v2/alerts' : '/in/{key}/api/v2/alerts',
    type: route.type,
  };
  const address = push.path.replace('{key}', one.key);
  const body = route.type === 'opsgenie-api' ? { message: title, alias: 'disk-1' } : [{ labels: { alertname: title } }];
  await fetch(server.url + address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `GenieKey ${one.key}` },
    body: JSON.stringify(body),
  });
  const mine = { ...route, path: route.path.replace('{id}', 'disk-1') };
  await eventually(async () => (await server.admin.call(getSource, { params: { id: one.id } })).signalCount > 0);
  expect((await ask(server, mine, other.key)).text).not.toContain(title);
});

test('a key of another type reaches the source of that type, and nothing of the one whose protocol was spoken', async () => {
  const server = await getServer();
  for (const route of routes.filter(({ method }) => method === 'POST')) {
    const own = await newSource(server, route.type);
    const foreign = await newSource(server, route.type === 'generic' ? 'grafana' : 'generic');
    await ask(server, route, foreign.key);
    const found = await server.admin.call(getSource, { params: { id: own.id } });
    expect([route.path, found.signalCount, found.refusedCount]).toEqual([route.path, 0, 0]);
  }
});

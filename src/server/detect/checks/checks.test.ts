import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startNameServer } from '../../../../test/harness/name-server.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { makeCertificate, startTlsServer } from '../../../../test/harness/tls-server.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import * as contract from '../../../contract/detect/checks.ts';
import { deleteSource, listSources, pauseSource } from '../../../contract/detect/sources.ts';
import { createService } from '../../../contract/directory/services.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import { joinNodes } from '../../platform/nodes.ts';
import { createKnownAlerts } from '../absorb/known-alerts.ts';
import { openRulebookCache } from '../rulebook/cache.ts';
import { finishRun } from './finish.ts';
import { claimDue } from './run-store.ts';

type Answer = { status: number; body?: string; location?: string };

/** A target that answers as it is told, and remembers what it was asked. */
async function startTarget(answer: (request: IncomingMessage) => Answer) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const { status, body = '', location } = answer(request);
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`, asked };
}

const create = ({ admin }: TestServer, target: object, more: object = {}) =>
  admin.call(contract.createCheck, {
    body: { slug: 'shop', name: 'Shop', target, intervalSeconds: 3_600, ...more } as never,
  });

const read = ({ admin }: TestServer, id: number) => admin.call(contract.getCheck, { params: { id } });

const seen = (server: TestServer, id: number, is: (check: contract.Check) => boolean) =>
  eventually(async () => {
    const check = await read(server, id);
    return is(check) ? check : null;
  }, 20_000);

const alertsOf = async ({ admin }: TestServer, sourceId: number, state: 'open' | 'all' = 'open') =>
  (await admin.call(listAlerts, { query: { sourceId, state } })).items;

const notReached = { outcome: 'failed' as const, detail: 'No route', durationMs: 1, certificateExpiresAt: null };

const claimOf = async (server: TestServer, id: number) => {
  const { target, intervalSeconds, timeoutSeconds } = await read(server, id);
  return { id, target, sealedHeaders: null, intervalSeconds, timeoutSeconds };
};

const alertsFor = async ({ db, url }: TestServer) => ({
  ...{ rulebook: await openRulebookCache(db), known: createKnownAlerts(10) },
  ...{ publicUrl: () => url, onAlertsWaiting: () => {} },
});

test('a check that fails is tried twice by a node that is alone, raises one alert, and ends it when it passes', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const service = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  let status = 200;
  const target = await startTarget(() => ({ status }));
  const { id } = await create(server, { kind: 'http', url: target.url }, { serviceId: service.id, severity: 2 });
  const params = { id };
  await seen(server, id, ({ state }) => state === 'up');

  status = 503;
  await admin.call(contract.runCheck, { params });
  const doubted = await seen(server, id, ({ lastOutcome }) => lastOutcome === 'failed');
  expect(doubted.state).toBe('up');
  const down = await seen(server, id, ({ state }) => state === 'down');
  expect(down).toMatchObject({ lastDetail: 'HTTP 503: 200-299 expected', doubtedAt: null });
  const [alert] = await alertsOf(server, id);
  expect(alert).toMatchObject({
    title: 'Shop is failing',
    severity: 2,
    serviceId: service.id,
    labels: { check: 'shop', kind: 'http', target: target.url },
  });
  expect(target.asked).toHaveLength(3);

  status = 204;
  await admin.call(contract.runCheck, { params });
  await seen(server, id, ({ state }) => state === 'up');
  expect((await alertsOf(server, id, 'all')).map(({ state }) => state)).toEqual(['resolved']);
  const changes = await admin.call(contract.listCheckChanges, { params });
  expect(changes.items.map(({ state, detail }) => [state, detail])).toEqual([
    ['up', 'HTTP 204'],
    ['down', 'HTTP 503: 200-299 expected'],
  ]);
  const results = await admin.call(contract.listCheckResults, { params, query: { limit: 3 } });
  expect(results.items.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'failed']);
  const rest = await admin.call(contract.listCheckResults, { params, query: { cursor: results.nextCursor! } });
  expect(rest.items.map(({ outcome }) => outcome)).toEqual(['passed']);
});

test('of two nodes both must see a failure, and no run happens twice', async () => {
  const first = await startTestServer();
  await startTestServer({ database: first });
  let status = 200;
  const target = await startTarget(() => ({ status }));
  const { id } = await create(first, { kind: 'http', url: target.url });
  await seen(first, id, ({ state }) => state === 'up');
  status = 500;
  await first.admin.call(contract.runCheck, { params: { id } });
  await seen(first, id, ({ state }) => state === 'down');
  const { items } = await first.admin.call(contract.listCheckResults, { params: { id } });
  expect(items.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'passed']);
  expect(target.asked).toHaveLength(3);
  const ran = await first.db.query('select claim from checks where source_id = $1', [id]);
  expect(Number(ran.rows[0].claim)).toBe(3);
  const [alert] = await alertsOf(first, id);
  const { description } = await first.admin.call(getAlert, { params: { id: alert!.id } });
  expect(description).toMatch(/^HTTP 500: 200-299 expected\. Seen by two nodes: /);
});

test('a node that sees failures where another sees none raises an alarm about itself, not about the target', async () => {
  const server = await startTestServer();
  const { db, admin } = server;
  const target = await startTarget(() => ({ status: 200 }));
  const { id } = await create(server, { kind: 'http', url: target.url });
  await seen(server, id, ({ state }) => state === 'up');
  const log = pino({ level: 'silent' });
  const broken = await joinNodes(db, 'broken', 'test', log);
  onTestFinished(() => broken.leave());
  const alerts = await alertsFor(server);
  for (let turn = 0; turn < 3; turn += 1) {
    // Its claim is written in one step with the time at which the check is due, before the other node can look.
    const claimed = await db.query(
      `update checks set next_run_at = evenkeel.now(), claim = claim + 1, claimed_by = $2,
         claimed_until = evenkeel.now() + interval '1 minute' where source_id = $1 returning claim`,
      [id, broken.id],
    );
    const claim = Number(claimed.rows[0].claim);
    await finishRun(db, alerts, broken, { ...(await claimOf(server, id)), claim }, notReached);
    await seen(server, id, ({ doubtedAt, lastOutcome }) => doubtedAt === null && lastOutcome === 'passed');
  }
  expect(await alertsOf(server, id, 'all')).toEqual([]);
  const said = await eventually(async () =>
    (await admin.call(listAlerts, {})).items.find(({ title }) => title.startsWith('The node broken')),
  );
  expect(said.title).toBe('The node broken sees checks fail that pass on another node');
  const doctor = await admin.call(examineInstallation, {});
  expect(JSON.stringify(doctor)).toContain('The node broken sees checks fail');
  await broken.leave();
  await eventually(async () => !(await admin.call(listAlerts, {})).items.some(({ id }) => id === said.id), 20_000);
});

test('what a node had begun when it was killed is begun again by another one, and its late result is dropped', async () => {
  const server = await startTestServer();
  const target = await startTarget(() => ({ status: 200 }));
  const { id } = await create(server, { kind: 'http', url: target.url });
  await seen(server, id, ({ state }) => state === 'up');
  await server.db.query(
    `update checks set next_run_at = evenkeel.now(), claim = claim + 1, claimed_by = 999,
       claimed_until = evenkeel.now() + interval '20 seconds' where source_id = $1`,
    [id],
  );
  expect(await claimDue(server.db, 998, 10)).toEqual([]);
  await server.clock.advance('21 seconds');
  await eventually(() => target.asked.length === 2);
  const late = { ...(await claimOf(server, id)), claim: 2 };
  await finishRun(server.db, await alertsFor(server), { id: 999, name: 'killed' }, late, notReached);
  const after = await seen(server, id, ({ lastRunAt }) => lastRunAt !== null);
  expect([after.state, after.doubtedAt]).toEqual(['up', null]);
  const { items } = await server.admin.call(contract.listCheckResults, { params: { id } });
  expect(items.map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
});

test('a check that does not run for three intervals raises its own alert, is told by the doctor, and ends it when it runs', async () => {
  const server = await startTestServer();
  const { admin, db, clock } = server;
  const target = await startTarget(() => ({ status: 200 }));
  const { id } = await create(server, { kind: 'http', url: target.url }, { intervalSeconds: 60 });
  await seen(server, id, ({ state }) => state === 'up');
  await db.query("update checks set claimed_until = evenkeel.now() + interval '1 day' where source_id = $1", [id]);
  await clock.advance('4 minutes');
  await seen(server, id, ({ overdueSince }) => overdueSince !== null);
  expect((await alertsOf(server, id)).map(({ title }) => title)).toEqual(['Shop has not run for three intervals']);
  expect(JSON.stringify(await admin.call(examineInstallation, {}))).toContain('The check Shop has not run since');
  expect((await admin.call(contract.listChecks, { query: { state: 'overdue' } })).items).toHaveLength(1);
  await db.query('update checks set claimed_until = null where source_id = $1', [id]);
  await seen(server, id, ({ overdueSince }) => overdueSince === null);
  expect(await alertsOf(server, id)).toEqual([]);
});

test('a target that may not be reached is refused when the check is saved', async () => {
  const server = await startTestServer({ environment: { EVENKEEL_EGRESS_ALLOW: 'blocked.example' } });
  await expect(create(server, { kind: 'http', url: 'http://10.0.0.1/' })).rejects.toMatchObject({
    errors: [{ path: 'body.target.url' }],
  });
  await expect(create(server, { kind: 'tcp', host: '127.0.0.1', port: 80 })).rejects.toMatchObject({
    errors: [{ path: 'body.target.host', message: 'It may not be reached from here: this address is not public.' }],
  });
  await expect(create(server, { kind: 'dns', name: 'shop.example', server: '10.0.0.1' })).rejects.toMatchObject({
    errors: [{ path: 'body.target.server' }],
  });
});

test('an HTTP check looks at the text, at a place of the JSON, and at redirects only if it is told to', async () => {
  const server = await startTestServer();
  const elsewhere = await startTarget(() => ({ status: 200 }));
  const target = await startTarget(({ url }) => {
    if (url === '/moved') return { status: 302, location: elsewhere.url };
    return { status: 200, body: '{"status": {"database": "read-only"}, "note": "all fine"}' };
  });
  const { url } = target;
  const headers = [{ name: 'X-Secret', value: 'hunter2' }];
  const cases: [string, object, string, string][] = [
    ['text', { url, expectedText: 'all fine' }, 'passed', 'HTTP 200'],
    ['no-text', { url, expectedText: 'all well' }, 'failed', 'HTTP 200: the expected text is missing'],
    ['json', { url, jsonPath: 'status.database', jsonValue: 'read-only' }, 'passed', 'HTTP 200'],
    [
      'other-json',
      { url, jsonPath: 'status.database', jsonValue: 'ok' },
      'failed',
      'HTTP 200: status.database is read-only, expected ok',
    ],
    ['no-json', { url, jsonPath: 'status.cache' }, 'failed', 'HTTP 200: nothing stands at status.cache'],
    ['moved', { url: url.replace('health', 'moved') }, 'failed', 'HTTP 302: 200-299 expected'],
    ['followed', { url: url.replace('health', 'moved'), followsRedirects: true }, 'passed', 'HTTP 200'],
  ];
  for (const [slug, more, outcome, detail] of cases) {
    const { id } = await create(server, { kind: 'http', ...more }, { slug, headers });
    const check = await seen(server, id, ({ lastOutcome }) => lastOutcome !== null);
    expect([slug, check.lastOutcome, check.lastDetail]).toEqual([slug, outcome, detail]);
    expect(check.headerNames).toEqual(['X-Secret']);
  }
  expect(target.asked.every((request) => request.headers['x-secret'] === 'hunter2')).toBe(true);
  // What was meant for the one host does not follow to another.
  expect(elsewhere.asked.map((request) => request.headers['x-secret'])).toEqual([undefined]);
});

test('ports, names and certificates are looked at with real servers', async () => {
  const server = await startTestServer();
  const certificate = await startTlsServer(makeCertificate(5));
  const nameServer = await startNameServer({ 'shop.example': { type: 'TXT', values: ['v=1'] } });
  const local = { host: '127.0.0.1' };
  const cases: [string, object, string, string][] = [
    ['open', { kind: 'tcp', ...local, port: certificate }, 'passed', 'The port is open'],
    ['closed', { kind: 'tcp', ...local, port: 1 }, 'failed', 'The connection was refused'],
    [
      'tls',
      { kind: 'tls', host: 'localhost', port: certificate },
      'failed',
      'The certificate is not trusted: it is self-signed',
    ],
    [
      'txt',
      { kind: 'dns', name: 'shop.example', record: 'TXT', server: nameServer, expectedValue: 'v=1' },
      'passed',
      'v=1',
    ],
    [
      'other-txt',
      { kind: 'dns', name: 'shop.example', record: 'TXT', server: nameServer, expectedValue: 'v=2' },
      'failed',
      'v=2 is not among the answers: v=1',
    ],
    [
      'no-mx',
      { kind: 'dns', name: 'shop.example', record: 'MX', server: nameServer },
      'failed',
      'There is no MX record',
    ],
  ];
  for (const [slug, target, outcome, detail] of cases) {
    const { id } = await create(server, target, { slug });
    const check = await seen(server, id, ({ lastOutcome }) => lastOutcome !== null);
    expect([slug, check.lastOutcome, check.lastDetail]).toEqual([slug, outcome, detail]);
    if (slug === 'tls') expect(Date.parse(check.certificateExpiresAt!)).toBeGreaterThan(Date.now() + 4 * 86_400_000);
  }
});

test('a pause has an end, a header that is left out is kept, and a deleted check comes back with its slug', async () => {
  const server = await startTestServer();
  const { admin, clock } = server;
  const target = await startTarget(() => ({ status: 500 }));
  const headers = [{ name: 'Authorization', value: 'Bearer one' }];
  const service = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  const more = { headers, serviceId: service.id };
  const { id, version } = await create(server, { kind: 'http', url: target.url }, more);
  const params = { id };
  await seen(server, id, ({ state }) => state === 'down');

  const until = new Date(Date.now() + 3_600_000).toISOString();
  const paused = await admin.call(contract.pauseCheck, { params, body: { until } });
  expect(paused).toMatchObject({ pausedUntil: until, state: 'down' });
  await expect(admin.call(contract.runCheck, { params })).rejects.toMatchObject({ code: 'state_conflict' });
  await clock.advance('61 minutes');
  await seen(server, id, ({ pausedAt }) => pausedAt === null);

  const body = {
    slug: 'shop',
    name: 'Our shop',
    serviceId: service.id,
    target: { kind: 'http' as const, url: target.url },
  };
  await admin.call(
    contract.updateCheck,
    { params, body: { ...body, intervalSeconds: 3_600, headers: [{ name: 'authorization' }] } },
    { ifMatch: version },
  );
  await eventually(() => target.asked.at(-1)!.headers.authorization === 'Bearer one');
  await expect(
    admin.call(contract.updateCheck, { params, body: { ...body, headers: [{ name: 'X-New' }] } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.headers.0.value' }] });

  await seen(server, id, ({ state }) => state === 'down');
  await admin.call(contract.deleteCheck, { params });
  expect((await alertsOf(server, id, 'all')).every(({ state }) => state === 'resolved')).toBe(true);
  await expect(read(server, id)).rejects.toMatchObject({ code: 'not_found' });
  const other = await create(server, { kind: 'http', url: target.url });
  await expect(admin.call(contract.restoreCheck, { params })).rejects.toMatchObject({ code: 'conflict' });
  await admin.call(contract.deleteCheck, { params: { id: other.id } });
  const restored = await admin.call(contract.restoreCheck, { params });
  expect(restored).toMatchObject({ slug: 'shop', name: 'Our shop', serviceId: service.id });
});

test('a check that was deleted a day ago is gone, with its source unless that raised an alert', async () => {
  const server = await startTestServer();
  const { admin, clock, db } = server;
  const fine = await create(server, { kind: 'http', url: (await startTarget(() => ({ status: 200 }))).url });
  const failing = await startTarget(() => ({ status: 500 }));
  const { id } = await create(server, { kind: 'http', url: failing.url }, { slug: 'failing' });
  await seen(server, id, ({ state }) => state === 'down');
  for (const each of [fine.id, id]) await admin.call(contract.deleteCheck, { params: { id: each } });
  await clock.advance('25 hours');
  await eventually(async () => (await db.query('select from checks')).rowCount === 0);
  const { rows } = await db.query("select id from sources where type = 'check'");
  expect(rows.map((row) => Number(row.id))).toEqual([id]);
  await expect(admin.call(contract.restoreCheck, { params: { id } })).rejects.toMatchObject({ code: 'not_found' });
});

test('the source of a check stands in no list of sources and is changed through its check alone', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const target = await startTarget(() => ({ status: 200 }));
  const { id } = await create(server, { kind: 'http', url: target.url });
  expect((await admin.call(listSources, {})).items.map((source) => source.type)).toEqual(['generic']);
  expect((await admin.call(listSources, { query: { type: 'check' } })).items).toHaveLength(1);
  for (const change of [pauseSource, deleteSource])
    await expect(admin.call(change, { params: { id } })).rejects.toMatchObject({ code: 'state_conflict' });
});

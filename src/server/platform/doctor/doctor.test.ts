import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { applyConfiguration } from '../../../contract/platform/configuration.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import { world } from '../../configuration/world-for-tests.ts';
import { examine } from './examine.ts';
import { publicAddressFinding } from './public-address.ts';

const findings = async (server: TestServer) => (await server.admin.call(examineInstallation, {})).items;
const found = async (server: TestServer, check: string) =>
  (await findings(server))
    .filter((item) => item.check === check)
    .map(({ result, sentence }) => `${result}: ${sentence}`);

test('What could keep a page from arriving is named, each with what to do', async () => {
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: 'smtp://127.0.0.1:9' } });
  const document = world();
  const [policy] = document.escalationPolicies as Record<string, unknown>[];
  document.services = [...(document.services as object[]), { slug: 'search', name: 'Search' }];
  document.schedules = [
    ...(document.schedules as object[]),
    {
      slug: 'days',
      name: 'Days only',
      timeZone: 'UTC',
      layers: [
        {
          name: 'Days',
          rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
          startsOn: '2026-01-05',
          participants: ['ada@example.org'],
          restrictions: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00' }],
        },
        {
          name: 'Next to last',
          rotation: { unit: 'day', every: 365, handoffTime: '09:00' },
          startsOn: '2199-01-01',
          endsOn: '2199-12-31',
          participants: [null, 'ada@example.org'],
        },
      ],
    },
  ];
  document.escalationPolicies = [
    policy,
    { slug: 'days', name: 'Days', steps: [{ delaySeconds: 60, targets: [{ schedule: 'days' }] }] },
  ];
  document.settings = {};
  delete document.severities;
  await server.admin.call(applyConfiguration, { body: { document } });

  const { isHealthy } = await server.admin.call(examineInstallation, {});
  expect(isHealthy).toBe(false);
  expect(await found(server, 'services')).toEqual([
    'fault: Nobody would be paged for Search: it has no escalation policy, and there is no default one. Give Search an escalation policy.',
  ]);
  expect(await found(server, 'who sources page')).toEqual([
    'ok: Every source pages somebody, or is set to page nobody.',
  ]);
  expect(await found(server, 'who severities page')).toContainEqual(
    expect.stringContaining('SEV1 pages the commander, and nobody would be paged: there is no commander policy.'),
  );
  expect(await found(server, 'schedules')).toEqual([
    expect.stringMatching(/^warning: Nobody is on call on Days only from .*Z to .*T09:00:00Z, and in \d+ more gaps\.$/),
  ]);
  expect(await found(server, 'rotations')).toEqual([
    'warning: Schedule Days only: Ada Lovelace never comes on call in the layer Next to last: every turn would be after its end.',
  ]);
  expect((await found(server, 'escalation policies')).join()).toContain(
    'Grace Hopper, who has no verified contact method',
  );
  expect(await found(server, 'heartbeats')).toEqual([
    expect.stringMatching(/^warning: The heartbeat Nightly backup is not armed/),
    expect.stringMatching(/^warning: The heartbeat Nightly job is not armed/),
  ]);
  expect(await found(server, 'mail server')).toEqual([expect.stringMatching(/^fault: .*ECONNREFUSED/)]);
  expect(await found(server, 'public URL')).toEqual([expect.stringContaining('EVENKEEL_PUBLIC_URL')]);
  expect(await found(server, 'dead-man switch')).toEqual([expect.stringContaining('EVENKEEL_DEAD_MAN_URL')]);
  expect(await found(server, 'clock')).toEqual(['ok: The clocks of the database and of this node agree.']);
  expect(await found(server, 'sealed values')).toEqual(['ok: All sealed values can be opened with the newest key.']);
  // The template databases of the tests run with fsync off, which is a fault and must be told as one.
  expect(await found(server, 'database')).toEqual([expect.stringMatching(/^fault: .*fsync/)]);
});

test('A contact method sealed under a lost key is a fault', async () => {
  const server = await startTestServer();
  await server.admin.call(applyConfiguration, { body: { document: world() } });
  await server.db.query("update contact_methods set settings = 's1.000000000000.AAAA' where channel = 'email'");
  expect(await found(server, 'sealed values')).toEqual([
    expect.stringMatching(/^fault: Cannot be opened: 1 contact method\. Their key 000000000000 is not loaded/),
  ]);
});

test('A check that fails is a finding itself and keeps no other from being made', async () => {
  const items = await examine([
    {
      name: 'broken',
      run: async () => {
        throw new Error('no luck');
      },
    },
    { name: 'fine', run: async () => ({ result: 'ok', sentence: 'Good.' }) },
  ]);
  expect(items).toEqual([
    { check: 'broken', result: 'fault', sentence: 'This could not be checked: no luck.' },
    { check: 'fine', result: 'ok', sentence: 'Good.' },
  ]);
});

test('The public address is asked from outside in, and what answers there is told', async () => {
  const quiet = { log: pino({ level: 'silent' }) };
  const elsewhere = await listenOnce((_request, response) => response.end('hello'));
  const moved = await listenOnce((_request, response) =>
    response.writeHead(301, { location: 'https://ops.example.org/' }).end(),
  );
  const hanging = await listenOnce(() => {});
  for (const [address, sentence] of [
    [elsewhere, /^fault: .* is answered by something else \(status 200/],
    [moved, /^fault: .* redirects to https:\/\/ops\.example\.org\//],
    ['http://127.0.0.1:9', /^warning: .* could not be reached from this server/],
  ] as const) {
    const finding = await publicAddressFinding(address, []);
    expect(`${finding.result}: ${finding.sentence}`).toMatch(sentence);
  }
  const startedAt = performance.now();
  expect((await publicAddressFinding(hanging, [])).result).toBe('warning');
  expect(performance.now() - startedAt).toBeLessThan(9_000);
  const server = await startTestServer(quiet);
  expect((await publicAddressFinding(server.url, [])).sentence).toContain('is not encrypted');
});

test('A proxy in front that nobody has configured is noticed', async () => {
  const server = await startTestServer();
  expect(await found(server, 'reverse proxy')).toEqual([expect.stringMatching(/^ok/)]);
  await fetch(`${server.url}/healthz`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(await found(server, 'reverse proxy')).toEqual([expect.stringContaining('EVENKEEL_TRUSTED_PROXIES is 0')]);
  const behind = await startTestServer({ environment: { EVENKEEL_TRUSTED_PROXIES: '1' } });
  await fetch(`${behind.url}/healthz`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(await found(behind, 'reverse proxy')).toEqual(['ok: 1 reverse proxy is trusted to name the caller.']);
});

/** A server on loopback that answers with `handle`; stopped when the test ends. */
async function listenOnce(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('The version is told, and nodes that run another one are named until they are updated', async () => {
  const server = await startTestServer();
  expect(await found(server, 'version')).toEqual(['ok: Evenkeel test is running.']);
  await server.db.query("insert into nodes (name, version) values ('old-node', '0.0.9')");
  expect(await found(server, 'version')).toEqual([
    expect.stringMatching(
      /^warning: Nodes run different versions: 0[.]0[.]9 on old-node; test on .+[.] Finish the update[.]$/,
    ),
  ]);
  await server.db.query("update nodes set stopped_at = evenkeel.now() where name = 'old-node'");
  expect(await found(server, 'version')).toEqual(['ok: Evenkeel test is running.']);
});

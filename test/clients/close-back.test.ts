/** What people do about an alert here is told to its sender: a real Alertmanager, and stand-ins of PagerDuty and Opsgenie. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { getAlert, listAlerts } from '../../src/contract/detect/alerts.ts';
import { updateSourceMapping } from '../../src/contract/detect/mapping.ts';
import { createSource, readSourceSetup, sendTestSignal } from '../../src/contract/detect/sources.ts';
import { getCloseBack, updateCloseBack } from '../../src/contract/outgoing/close-back.ts';
import {
  applyConfiguration,
  exportConfiguration,
  planConfiguration,
} from '../../src/contract/platform/configuration.ts';
import {
  acknowledgeAlert,
  reopenAlert,
  resolveAlert,
  unacknowledgeAlert,
} from '../../src/contract/respond/alert-response.ts';
import { eventually } from '../harness/eventually.ts';
import { alertmanagerPath, startAlertmanager } from '../harness/programs/alertmanager.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

type Silence = { id: string; status: { state: string }; matchers: { name: string; value: string }[]; comment: string };

async function newSource({ admin, url }: TestServer, type: string) {
  const { id } = await admin.call(createSource, { body: { slug: 'told', name: 'Told', type } });
  const { key } = await admin.call(readSourceSetup, { params: { id } });
  const alerts = async () => (await admin.call(listAlerts, { query: { sourceId: id, state: 'all' } })).items;
  const first = async () => (await eventually(async () => (await alerts())[0]))!.id;
  const timeline = async (alertId: number) =>
    (await admin.call(getAlert, { params: { id: alertId } })).events
      .filter(({ kind }) => kind === 'alert.senderTold' || kind === 'alert.senderNotTold')
      .map(({ data }) => String(data.words ?? data.reason));
  return { id, key, address: `${url}/in/${key}`, alerts, first, timeline };
}

/** Something that keeps what it is told, and answers as it is set. */
async function startTool() {
  const told: { method: string; path: string; authorization: string; body: Record<string, unknown> }[] = [];
  const answer = { status: 202 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    told.push({
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: text === '' ? {} : JSON.parse(text),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end('{"status":"success"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told, answer };
}

test.skipIf(!alertmanagerPath)(
  'an acknowledgement silences the alert at a real Alertmanager by its own labels, taking it back ends the silence, and what is over there ends both',
  async () => {
    const server = await startTestServer();
    const { admin } = server;
    const source = await newSource(server, 'alertmanager-webhook');
    const alertmanager = stopAfterTest(await startAlertmanager(source.address));
    const ask = async (path: string, init?: RequestInit) =>
      (await fetch(`${alertmanager.url}/api/v2${path}`, init)).json();
    const silences = async () => (await ask('/silences')) as Silence[];
    const send = (labels: object, endsAt?: string) =>
      fetch(`${alertmanager.url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ labels, ...(endsAt && { endsAt }) }]),
      });
    // Labels and the key are mapped here; Alertmanager knows its own.
    await admin.call(updateSourceMapping, {
      params: { id: source.id },
      body: {
        rules: [
          { do: 'set', field: 'label', name: 'team', template: 'shop' },
          { do: 'set', field: 'dedupKey', template: 'ours {{ labels.alertname }}' },
        ],
      },
    });
    await admin.call(updateCloseBack, {
      params: { id: source.id },
      body: { kind: 'alertmanager', url: alertmanager.url, silenceMinutes: 60 },
    });
    const labels = { alertname: 'DiskFull', host: 'db-"1"\\' };
    await send(labels);
    await send({ alertname: 'Other', host: 'db-2' });
    await eventually(async () => (await source.alerts()).length === 2);
    const alert = (await source.alerts()).find(({ title }) => title.includes('DiskFull'))!;
    expect(alert.labels).toMatchObject({ team: 'shop' });

    await admin.call(acknowledgeAlert, { params: { id: alert.id } });
    const [silence] = await eventually(async () => {
      const found = await silences();
      return found.length > 0 ? found : null;
    });
    expect(Object.fromEntries(silence!.matchers.map(({ name, value }) => [name, value]))).toEqual(labels);
    expect(silence!.comment).toContain(`/alerts/${alert.id}`);
    await eventually(async () => (await source.timeline(alert.id)).some((words) => words.includes('silenced')));
    const suppressed = (await ask('/alerts?silenced=true')) as {
      labels: { alertname: string };
      status: { state: string };
    }[];
    expect(suppressed.filter(({ status }) => status.state === 'suppressed').map((one) => one.labels.alertname)).toEqual(
      ['DiskFull'],
    );

    await admin.call(unacknowledgeAlert, { params: { id: alert.id } });
    await eventually(async () => (await silences()).every(({ status }) => status.state === 'expired'));

    await admin.call(acknowledgeAlert, { params: { id: alert.id } });
    await eventually(async () => (await silences()).some(({ status }) => status.state === 'active'));
    await eventually(async () => (await source.timeline(alert.id)).length === 3);
    // It is over, and Alertmanager tells nobody: it is silenced.
    await send(labels, new Date(Date.now() - 1_000).toISOString());
    await eventually(async () => {
      await server.clock.advance('61 seconds');
      return (await silences()).every(({ status }) => status.state === 'expired');
    }, 30_000);
    await eventually(async () => (await source.alerts()).find(({ id }) => id === alert.id)?.state === 'resolved');
    expect((await source.timeline(alert.id)).at(-1)).toContain('is over at Alertmanager');
    expect(await admin.call(getCloseBack, { params: { id: source.id } })).toMatchObject({
      failingSince: null,
      waiting: 0,
    });
  },
);

test('PagerDuty is told by the key that the sender gave, and its echo of that changes nothing', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const tool = await startTool();
  const source = await newSource(server, 'pagerduty-events-v2');
  const event = async (event_action: string) =>
    (
      await fetch(`${server.url}/v2/enqueue`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          routing_key: source.key,
          event_action,
          dedup_key: 'theirs',
          payload: { summary: 'Down', source: 'web', severity: 'error' },
        }),
      })
    ).status;
  await admin.call(updateCloseBack, {
    params: { id: source.id },
    body: { kind: 'pagerduty', url: tool.url, credential: 'R0UT1NGK3Y' },
  });
  await event('trigger');
  const alertId = await source.first();
  await admin.call(acknowledgeAlert, { params: { id: alertId } });
  await eventually(() => tool.told.length === 1);
  expect(await event('acknowledge')).toBe(202);
  await admin.call(resolveAlert, { params: { id: alertId } });
  await eventually(() => tool.told.length === 2);
  expect(await event('resolve')).toBe(202);
  await admin.call(sendTestSignal, { params: { id: source.id }, body: { action: 'trigger' } });
  await eventually(async () => (await source.timeline(alertId)).length === 2);
  expect(tool.told.map(({ path, body }) => [path, body])).toEqual([
    ['/v2/enqueue', { routing_key: 'R0UT1NGK3Y', event_action: 'acknowledge', dedup_key: 'theirs' }],
    ['/v2/enqueue', { routing_key: 'R0UT1NGK3Y', event_action: 'resolve', dedup_key: 'theirs' }],
  ]);
  const theirs = (await source.alerts()).filter(({ title }) => title.includes('Down'));
  expect(theirs).toMatchObject([{ state: 'resolved' }]);

  await admin.call(reopenAlert, { params: { id: alertId }, body: { reason: 'It broke again' } });
  await eventually(async () =>
    (await source.timeline(alertId)).some((words) => words.includes('cannot take that back')),
  );
  expect(tool.told).toHaveLength(2);
});

test('Opsgenie is told by the alias; a failure is loud, is tried again, and an alert acknowledged by its sender tells nobody', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const tool = await startTool();
  const source = await newSource(server, 'opsgenie-api');
  const params = { id: source.id };
  const call = (path: string, body: object) =>
    fetch(`${server.url}/v2/alerts${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `GenieKey ${source.key}` },
      body: JSON.stringify(body),
    });
  await expect(
    admin.call(updateCloseBack, { params, body: { kind: 'opsgenie', url: tool.url } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.credential' }] });
  await admin.call(updateCloseBack, { params, body: { kind: 'opsgenie', url: tool.url, credential: 'opsgenie-key' } });
  await call('', { message: 'Down', alias: 'web/down' });
  const alertId = await source.first();
  tool.answer.status = 503;
  await admin.call(acknowledgeAlert, { params: { id: alertId } });
  await eventually(async () => (await admin.call(getCloseBack, { params })).failingSince !== null);
  expect(await admin.call(getCloseBack, { params })).toMatchObject({ waiting: 1, lastOutcome: 'it answered 503' });
  expect(await source.timeline(alertId)).toEqual(['it answered 503']);
  tool.answer.status = 202;
  await eventually(async () => {
    await server.clock.advance('6 seconds');
    return (await admin.call(getCloseBack, { params })).failingSince === null;
  });
  expect(tool.told.at(-1)).toMatchObject({
    path: '/v2/alerts/web%2Fdown/acknowledge?identifierType=alias',
    authorization: 'GenieKey opsgenie-key',
    body: { source: 'Evenkeel', note: expect.stringContaining(`/alerts/${alertId}`) },
  });
  const count = tool.told.length;
  await call('/web%2Fdown/close?identifierType=alias', {});
  await eventually(async () => (await source.alerts())[0]?.state === 'resolved');
  await call('', { message: 'Down again', alias: 'web/down-again' });
  await eventually(async () => (await source.alerts()).length === 2);
  expect(tool.told).toHaveLength(count);
  const events = await server.db.query("select data::text as data from events where subject_kind = 'source'");
  expect(JSON.stringify(events.rows)).not.toContain('opsgenie-key');
  expect(JSON.stringify(await admin.call(getCloseBack, { params }))).not.toContain('opsgenie-key');
});

/** What Grafana's own Alertmanager documents of silences and alerts; not the real program. */
async function startGrafana(labels: Record<string, string>) {
  const root = '/api/alertmanager/grafana/api/v2';
  const silences: (Silence & { endsAt: string })[] = [];
  const tokens = new Set<string>();
  const state = { fires: true };
  const server = createServer(async (request, response) => {
    tokens.add(request.headers.authorization ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname } = new URL(request.url!, 'http://grafana.invalid');
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.method === 'POST' && pathname === `${root}/silences`) {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      silences.push({ ...body, id: `s${silences.length + 1}`, status: { state: 'active' } });
      return answer(202, { silenceID: silences.at(-1)!.id });
    }
    if (request.method === 'DELETE' && pathname.startsWith(`${root}/silence/`)) {
      const found = silences.find(({ id }) => pathname.endsWith(`/${id}`));
      if (found) found.status.state = 'expired';
      return answer(found ? 200 : 404, { message: 'silence deleted' });
    }
    if (pathname === `${root}/silences`) return answer(200, silences);
    if (pathname === `${root}/alerts`)
      return answer(200, state.fires ? [{ labels: { ...labels, __alert_rule_uid__: 'rule-1' } }] : []);
    return answer(404, { message: 'Not found' });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, silences, tokens, state };
}

test('Grafana silences what is acknowledged here, by its own Alertmanager, and ends the silence when the alert is over there', async () => {
  const server = await startTestServer();
  const { admin, clock } = server;
  const source = await newSource(server, 'grafana');
  const labels = { alertname: 'Disk', grafana_folder: 'Shop' };
  const grafana = await startGrafana(labels);
  const set = { kind: 'grafana', url: `${grafana.url}/`, credential: 'glsa_a-token' } as const;
  const params = { id: source.id };
  await admin.call(updateCloseBack, { params, body: set });
  expect(await admin.call(getCloseBack, { params })).toMatchObject({
    ...{ kind: 'grafana', url: grafana.url, hasCredential: true },
  });
  await fetch(source.address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'firing', alerts: [{ status: 'firing', labels, fingerprint: 'a1' }] }),
  });
  const alertId = await source.first();
  await admin.call(acknowledgeAlert, { params: { id: alertId } });
  await eventually(() => grafana.silences.length === 1);
  const names = grafana.silences[0]!.matchers.map(({ name, value }) => [name, value]);
  expect(Object.fromEntries(names)).toEqual(labels);
  await eventually(async () => (await source.timeline(alertId)).some((words) => words.includes('silenced at Grafana')));
  // It still fires there, under a label that Grafana keeps to itself.
  await clock.advance('2 minutes');
  grafana.state.fires = false;
  await clock.advance('2 minutes');
  await eventually(() => grafana.silences[0]!.status.state === 'expired');
  await eventually(async () => (await source.alerts())[0]!.state === 'resolved');
  expect([...grafana.tokens]).toEqual(['Bearer glsa_a-token']);
});

test('close-back is part of a configuration file: applied, compared, exported without its credential', async () => {
  const { admin } = await startTestServer();
  const closeBack = { kind: 'grafana', url: 'http://127.0.0.1:3000', silenceMinutes: 30, credential: 'glsa_a-token' };
  const document = { sources: [{ slug: 'told', name: 'Told', type: 'grafana', closeBack }] };
  await admin.call(applyConfiguration, { body: { document } });
  expect((await admin.call(planConfiguration, { body: { document } })).hasChanges).toBe(false);
  const exported = async (secrets: 'true' | 'false') =>
    (await admin.call(exportConfiguration, { query: { secrets } })).document as { sources: { closeBack: object }[] };
  const { credential: _, ...shown } = closeBack;
  expect((await exported('false')).sources[0]!.closeBack).toEqual(shown);
  expect((await exported('true')).sources[0]!.closeBack).toEqual({ ...shown, credential: 'Bearer glsa_a-token' });
  const longer = { sources: [{ ...document.sources[0]!, closeBack: { ...shown, silenceMinutes: 45 } }] };
  await admin.call(applyConfiguration, { body: { document: longer } });
  expect((await exported('true')).sources[0]!.closeBack).toMatchObject({
    ...{ silenceMinutes: 45, credential: 'Bearer glsa_a-token' },
  });
  const other = { sources: [{ ...document.sources[0]!, closeBack: { kind: 'opsgenie' } }] };
  await expect(admin.call(applyConfiguration, { body: { document: other } })).rejects.toThrow();
  const none = { sources: [{ ...document.sources[0]!, closeBack: { kind: 'none' } }] };
  await admin.call(applyConfiguration, { body: { document: none } });
  expect((await admin.call(planConfiguration, { body: { document: none } })).hasChanges).toBe(false);
});

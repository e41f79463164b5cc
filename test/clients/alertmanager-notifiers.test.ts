/** Alertmanager's own notifiers for other tools, each with nothing changed but the host. */
import { expect, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { addAdditionalKey, createSource, getSource, readSourceSetup } from '../../src/contract/detect/sources.ts';
import { eventually } from '../harness/eventually.ts';
import { alertmanagerPath, startAlertmanager } from '../harness/programs/alertmanager.ts';
import { sharedServer, type TestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

const getServer = sharedServer();

async function sourceOf({ admin }: TestServer, type: string, more: object = {}) {
  const source = await admin.call(createSource, { body: { slug: type, name: type, type, ...more } });
  const { key } = await admin.call(readSourceSetup, { params: { id: source.id } });
  return { id: source.id, key };
}

test.skipIf(!alertmanagerPath)(
  'its Opsgenie, PagerDuty, VictorOps and webhook notifiers raise and resolve an alert at a source of each kind',
  async () => {
    const server = await getServer();
    const opsgenie = await sourceOf(server, 'opsgenie-api');
    const pagerduty = await sourceOf(server, 'pagerduty-events-v2');
    const victorops = await sourceOf(server, 'victorops-rest');
    const webhook = await sourceOf(server, 'alertmanager-webhook');
    const token = 'kEpTt0k3nOfGrafanaOnCall1';
    await server.admin.call(addAdditionalKey, { params: { id: webhook.id }, body: { name: 'OnCall', key: token } });
    const notifiers = `    opsgenie_configs:
      - api_key: ${opsgenie.key}
        api_url: ${server.url}/
        priority: P2
    pagerduty_configs:
      - routing_key: ${pagerduty.key}
        url: ${server.url}/v2/enqueue
    victorops_configs:
      - api_key: ${victorops.key}
        api_url: ${server.url}/integrations/generic/20131114/alert/
        routing_key: database`;
    const hook = `${server.url}/integrations/v1/alertmanager/${token}/`;
    const alertmanager = stopAfterTest(await startAlertmanager(hook, notifiers));
    const say = (endsAt?: string) =>
      fetch(`${alertmanager.url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ labels: { alertname: 'DiskFull', host: 'db-1', severity: 'critical' }, endsAt }]),
      });
    const sources = { opsgenie, pagerduty, victorops, webhook };
    const states = async () => {
      const asked = Object.values(sources).map(({ id }) =>
        server.admin.call(listAlerts, { query: { sourceId: id, state: 'all' } }),
      );
      return (await Promise.all(asked)).map(({ items }) => items.map(({ state }) => state).join());
    };
    await say();
    await eventually(async () => (await states()).every((one) => one === 'triggered'), 30_000);
    const { items } = await server.admin.call(listAlerts, { query: { sourceId: victorops.id } });
    expect(items[0]!.labels).toMatchObject({ routing_key: 'database' });
    await say(new Date(Date.now() - 1_000).toISOString());
    await eventually(async () => (await states()).every((one) => one === 'resolved'), 30_000);
    for (const { id } of Object.values(sources)) {
      expect(await server.admin.call(getSource, { params: { id } })).toMatchObject({ oddCount: 0, refusedCount: 0 });
    }
  },
);

test('the addresses of Grafana OnCall reach the source of their token, and its heartbeat is one of its own', async () => {
  const server = await getServer();
  const hooks = await sourceOf(server, 'generic');
  const job = await sourceOf(server, 'heartbeat', { heartbeat: { intervalSeconds: 600, graceSeconds: 60 } });
  const token = 'aN0therT0kenOfOnCall9876';
  const add = (id: number, key: string) =>
    server.admin.call(addAdditionalKey, { params: { id }, body: { name: 'OnCall', key } });
  await add(hooks.id, token);
  const send = async (path: string, body: object = {}, method = 'POST') =>
    (
      await fetch(`${server.url}/integrations/v1/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: method === 'POST' ? JSON.stringify(body) : null,
      })
    ).status;
  const alert = { alert_uid: 'uid-1', title: 'Checkout is down', state: 'alerting', message: 'Nobody can pay' };
  expect(await send(`formatted_webhook/${token}/`, alert)).toBe(202);
  const query = { sourceId: hooks.id, state: 'all' as const };
  const state = async () => (await server.admin.call(listAlerts, { query })).items.map((one) => [one.title, one.state]);
  await eventually(async () => (await state()).length === 1);
  expect(await send(`formatted_webhook/${token}`, { ...alert, state: 'ok' })).toBe(202);
  await eventually(async () => (await state())[0]![1] === 'resolved');
  expect(await state()).toEqual([['Checkout is down', 'resolved']]);

  expect(await send(`formatted_webhook/${token}/heartbeat/`)).toBe(404);
  await add(job.id, `${token}-heartbeat`);
  expect(await send(`formatted_webhook/${token}/heartbeat/`)).toBe(202);
  expect(await send(`formatted_webhook/${token}/heartbeat/`, {}, 'GET')).toBe(405);
  await eventually(
    async () => (await server.admin.call(getSource, { params: { id: job.id } })).heartbeat?.armedAt !== null,
  );
  expect(await send('webhook/no-such-token-anywhere/')).toBe(401);
});

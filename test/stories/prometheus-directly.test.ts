import { expect, test } from 'vitest';
import { getPage, listPages } from '../../src/contract/respond/pages/page.ts';
import { eventually } from '../harness/eventually.ts';
import { prometheusPath, startMetricsPage, startPrometheus } from '../harness/programs/prometheus.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';

test.skipIf(!prometheusPath)(
  'a real Prometheus that pushes here directly pages once however often it repeats, and when it falls silent the alert ends by its endsAt',
  async () => {
    const receiver = stopAfterTest(await startReceiver());
    const metrics = stopAfterTest(await startMetricsPage());
    const server = await startTestServer();
    const world = worldThrough(server);
    const ada = await world.personByWebhook('Ada', receiver);
    const service = await world.service((await world.policy([askPerson(ada)])).id);
    const source = await world.source('alertmanager-api', service.id);
    const prometheus = stopAfterTest(
      await startPrometheus(metrics.url, { host: new URL(server.url).host, pathPrefix: `/in/${source.key}` }),
    );

    metrics.setUp(false);
    const message = await eventually(() => receiver.pages()[0], 20_000);
    expect(message.title).toBe(`Checkout is down & <nobody> can pay on ${new URL(metrics.url).host}`);
    const count = async () =>
      (
        await server.db.query<{ n: number; expires: Date | null }>(
          'select signal_count as n, expires_at as expires from alerts',
        )
      ).rows;
    await eventually(async () => (await count())[0]!.n >= 3, 20_000);
    expect(await count()).toHaveLength(1);
    expect(receiver.pages()).toHaveLength(1);

    await prometheus.stop();
    const [page] = (await server.admin.call(listPages, { query: { limit: 10 } })).items;
    const state = async () => (await server.admin.call(getPage, { params: { id: page!.id } })).state;
    expect(await state()).toBe('open');
    const promised = (await count())[0]!.expires!;
    expect(promised.getTime()).toBeGreaterThan(Date.now());
    await server.clock.set(new Date(promised.getTime() + 1_000).toISOString());
    await eventually(async () => (await state()) === 'resolved');
    expect(receiver.pages()).toHaveLength(1);
  },
  90_000,
);

test.skipIf(!prometheusPath)(
  'a real Prometheus whose rule is quiet again ends the alert and its page itself',
  async () => {
    const receiver = stopAfterTest(await startReceiver());
    const metrics = stopAfterTest(await startMetricsPage());
    const server = await startTestServer();
    const world = worldThrough(server);
    const ada = await world.personByWebhook('Ada', receiver);
    const service = await world.service((await world.policy([askPerson(ada)])).id);
    const source = await world.source('alertmanager-api', service.id);
    stopAfterTest(
      await startPrometheus(metrics.url, { host: new URL(server.url).host, pathPrefix: `/in/${source.key}` }),
    );
    const pages = async () => (await server.admin.call(listPages, { query: { limit: 10 } })).items;

    metrics.setUp(false);
    await eventually(() => receiver.pages().length === 1, 20_000);
    metrics.setUp(true);
    await eventually(async () => (await pages())[0]?.state === 'resolved', 20_000);

    metrics.setUp(false);
    await eventually(() => receiver.pages().length === 2, 20_000);
    expect(await pages()).toHaveLength(2);
  },
  90_000,
);

import pg from 'pg';
import { expect, test } from 'vitest';
import { examineInstallation } from '../../src/contract/platform/doctor.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { type DatabaseServer, hasPatroni, startPatroni } from '../harness/programs/patroni.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { judge } from './checker.ts';
import { startSenders } from './senders.ts';

const readyWithinMs = 10_000;

test.skipIf(!hasPatroni)(
  'PostgreSQL fails over under load when it is killed, and when its server is cut off: nothing accepted is lost, no page is lost or repeated unmarked, and nodes are ready within ten seconds of the new primary',
  async () => {
    const patroni = stopAfterTest(await startPatroni({ count: 3 }));
    const receiver = stopAfterTest(await startReceiver());
    const apps = await Promise.all([1, 2].map(() => startApp({ databaseUrl: patroni.url })));
    for (const app of apps) stopAfterTest(app);
    const [app, other] = [apps[0]!, apps[1]!];
    const world = worldThrough(app);
    const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
    const sources = [source, { ...source, url: source.url.replace(app.url, other.url) }];
    receiver.setDelay(() => 20);
    const senders = startSenders({ sources, count: 4, pauseMs: () => 80, resolves: () => false });

    async function failOver(how: string, fail: (primary: DatabaseServer) => unknown) {
      await patroni.isSynchronous();
      const old = await patroni.primary();
      await letTimePass(1_000);
      await fail(old);
      const failedAt = performance.now();
      await patroni.primary(old);
      const promotedAt = performance.now();
      const accepted = () => senders.told.filter((one) => one.accepted).length;
      const before = accepted();
      await eventually(async () => (await app.isReady()) && (await other.isReady()), 60_000);
      await eventually(() => accepted() > before + 20, 60_000);
      const readyMs = Math.round(performance.now() - promotedAt);
      console.info(
        `${how}: a new primary after ${Math.round(promotedAt - failedAt)} ms, ready and accepting ${readyMs} ms later`,
      );
      expect(readyMs).toBeLessThan(readyWithinMs);
      return old;
    }

    try {
      await failOver('PostgreSQL killed', (primary) => primary.killPostgres());
      if (patroni.canIsolate) await failOver('the server cut off', (primary) => primary.isolate());
      else await failOver('PostgreSQL and Patroni killed', (primary) => primary.kill());
      await letTimePass(1_000);
    } finally {
      await senders.stop();
    }
    const primary = await patroni.primary();
    const verdict = await judge({ ...app, databaseUrl: () => primary.url }, senders.told, () => receiver.pages());
    const { lost, doubled, notPaged, unmarkedRepeats, faults, ...counts } = verdict;
    console.info(`failover: ${JSON.stringify(counts)}`);
    expect({ lost, doubled, notPaged, unmarkedRepeats, faults }).toEqual({
      ...{ lost: [], doubled: [], notPaged: [], unmarkedRepeats: [], faults: [] },
    });
    expect(counts.accepted).toBeGreaterThan(100);
    expect([...senders.refusals.keys()].filter((status) => status !== 503)).toEqual([]);
    const standbys = async () =>
      (await app.admin.call(examineInstallation, {})).items.find(({ check }) => check === 'standbys');
    const isSafe = async () => /loses nothing/.test((await standbys())?.sentence ?? '');
    await eventually(isSafe, 30_000);
    await patroni.makeAsynchronous();
    await eventually(async () => (await standbys())?.result === 'warning', 30_000);
    // Nobody still holds on to a server that is no longer the primary.
    const sessions = new pg.Client({ connectionString: primary.url });
    await sessions.connect();
    const found = await sessions.query<{ count: number }>(
      "select count(distinct application_name)::int as count from pg_stat_activity where application_name like 'evenkeel%'",
    );
    await sessions.end();
    expect(found.rows[0]!.count).toBeGreaterThan(2);
  },
  180_000,
);

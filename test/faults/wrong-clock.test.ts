import { expect, test } from 'vitest';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { acknowledgePage } from '../../src/contract/respond/pages/responses.ts';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { findProgram } from '../harness/programs/find-program.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

const libraries = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`);
const library = findProgram('libfaketime', 'EVENKEEL_TEST_FAKETIME', libraries);
const stepMs = 5_000;

test.runIf(library).each(['+600s', '-600s'])(
  'a node whose clock is wrong by %s asks people, escalates in time and stops when somebody has it',
  async (skew) => {
    const { databaseUrl, db } = await createTestDatabase();
    const receiver = stopAfterTest(await startReceiver());
    const environment = { LD_PRELOAD: library!, FAKETIME: skew, DONT_FAKE_MONOTONIC: '1' };
    const app = stopAfterTest(await startApp({ databaseUrl, environment }));
    const world = worldThrough(app);
    const [first, second, third] = await Promise.all(
      ['Ada', 'Bo', 'Cy'].map((name) => world.personByWebhook(name, receiver)),
    );
    const targets = [first!, second!, third!].map(askPerson);
    const source = await world.paging(targets, stepMs / 1000);
    const wrongBy = Date.parse((await fetch(`${app.url}/healthz`)).headers.get('date') ?? '') - Date.now();
    expect(Math.abs(wrongBy)).toBeGreaterThan(500_000);

    expect(await sendEvent(source, { key: 'skewed' })).toBe(202);
    const messageOf = (path: string) => receiver.pages().find((message) => message.path === path);
    const one = await eventually(() => messageOf(first!.path));
    const two = await eventually(() => messageOf(second!.path), stepMs + 10_000);
    expect(two.atMs - one.atMs).toBeGreaterThan(stepMs - 500);
    const { items } = await app.admin.call(listPages, { query: { state: 'open' } });
    await app.admin.call(acknowledgePage, { params: { id: items[0]!.id } });
    // The step after the second one would have been due by now; nothing of it is left that could be sent.
    const waiting = await db.query("select from notifications where state in ('pending', 'sending')");
    expect(waiting.rowCount).toBe(0);
    expect(messageOf(third!.path)).toBeUndefined();
    expect(receiver.forged).toBe(0);
    const far = await db.query('select from alerts where abs(extract(epoch from triggered_at - evenkeel.now())) > 60');
    expect(far.rowCount).toBe(0);
  },
  120_000,
);

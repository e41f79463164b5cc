import { expect, test } from 'vitest';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { acknowledgePage } from '../../src/contract/respond/pages/responses.ts';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { startSenders } from './senders.ts';

const pausedMs = 15_000;

test('a node that is paused for fifteen seconds under load is stood in for, and sends nothing stale when it wakes', async () => {
  const { databaseUrl, db } = await createTestDatabase();
  const receiver = stopAfterTest(await startReceiver());
  const paused = stopAfterTest(await startApp({ databaseUrl, environment: { EVENKEEL_NODE_NAME: 'paused' } }));
  const awake = stopAfterTest(await startApp({ databaseUrl, environment: { EVENKEEL_NODE_NAME: 'awake' } }));
  const sentBy = (node: string) =>
    db.query(
      `select 1 from notifications n join nodes o on o.id = n.node_id
       where n.state = 'sending' and n.lease_until > evenkeel.now() and o.name = $1`,
      [node],
    );
  const world = worldThrough(paused);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const onAwake = { ...source, url: source.url.replace(paused.url, awake.url) };
  receiver.setDelay(() => 50);
  const senders = startSenders({ sources: [source], count: 4, pauseMs: () => 30, resolves: () => false });
  await eventually(() => receiver.pages().length > 20);

  paused.program().kill('SIGSTOP');
  const stoppedAt = performance.now();
  const accepted = () => senders.told.filter((one) => one.accepted).map(({ key }) => key);
  const before = accepted();
  const late = startSenders({ sources: [onAwake], count: 1, pauseMs: () => 100, resolves: () => false });
  // Whatever the paused node had accepted is asked about by the other one.
  await eventually(() => {
    const asked = new Set(receiver.pages().map(({ title }) => title));
    return before.every((key) => asked.has(key));
  }, 20_000);
  const takeoverMs = performance.now() - stoppedAt;
  await late.stop();

  const acknowledged = await acknowledgeEverything(awake);
  // What the other node was just sending when it was acknowledged is not stale.
  await eventually(async () => (await sentBy('awake')).rowCount === 0);
  await letTimePass(pausedMs - (performance.now() - stoppedAt));
  // Requests that wait for the paused node are answered when it wakes; those alerts are new and may page.
  const settledAt = performance.now();
  paused.program().kill('SIGCONT');
  await senders.stop();
  await eventually(() => paused.isReady());
  await letTimePass(3_000);

  const titleOf = new Map(acknowledged.map((page) => [page.title, page]));
  const stale = receiver.pages().filter(({ atMs, title }) => atMs > settledAt && titleOf.has(title));
  expect(stale).toEqual([]);
  expect(takeoverMs).toBeLessThan(10_000);
  const missing = accepted().filter((key) => !receiver.pages().some(({ title }) => title === key));
  expect(missing).toEqual([]);
  const doubled = await db.query('select dedup_key from alerts group by dedup_key having count(*) > 1');
  expect(doubled.rows).toEqual([]);
  const unmarked = repeatsOf(receiver.pages()).filter(({ mayRepeat }) => !mayRepeat);
  expect(unmarked).toEqual([]);
}, 120_000);

async function acknowledgeEverything({ admin }: { admin: Awaited<ReturnType<typeof startApp>>['admin'] }) {
  const acknowledged: { id: number; title: string }[] = [];
  for (;;) {
    const { items } = await admin.call(listPages, { query: { state: 'open', limit: 100 } });
    if (items.length === 0) return acknowledged;
    for (const { id, title } of items) {
      await admin.call(acknowledgePage, { params: { id } });
      acknowledged.push({ id, title });
    }
  }
}

function repeatsOf<T extends { id: string }>(messages: T[]): T[] {
  const seen = new Set<string>();
  return messages.filter(({ id }) => seen.has(id) || !seen.add(id));
}

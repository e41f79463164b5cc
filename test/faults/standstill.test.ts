import { readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { sendSignal } from '../../src/server/platform/db/embedded/postmaster.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { type App, startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { judge } from './checker.ts';
import { startSenders } from './senders.ts';

/** Longer than a reply is waited for, and than the first step has. */
const stillMs = 20_000;
const stepSeconds = 15;

test('a machine that stood still forgets nothing: what was under way has its reply read, and whatever is sent again says so', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp());
  const world = worldThrough(app);
  const people = [await world.personByWebhook('Ada', receiver), await world.personByWebhook('Ben', receiver)];
  const source = await world.paging(people.map(askPerson), stepSeconds);
  // A few messages are always under way; those to Ada may go on until the next step is due.
  receiver.setDelay(() => 600);
  const senders = startSenders({ sources: [source], count: 2, pauseMs: () => 150, resolves: () => false });
  await eventually(() => receiver.pages().length > 15);

  const processes = [app.program().pid, ...databaseProcesses(app)];
  onTestFinished(() => {
    for (const pid of processes) sendSignal(pid, 'SIGCONT');
  });
  for (const pid of processes) sendSignal(pid, 'SIGSTOP');
  receiver.setMode('hold');
  await letTimePass(stillMs);
  for (const pid of processes.toReversed()) sendSignal(pid, 'SIGCONT');
  receiver.setMode('take');
  await eventually(() => app.isReady(), 20_000);
  await letTimePass(2_000);
  await senders.stop();

  const got = () => receiver.pages().map(({ id, title, mayRepeat }) => ({ id, title, mayRepeat }));
  const { lost, doubled, notPaged, unmarkedRepeats, faults } = await judge(app, senders.told, got);
  expect({ lost, doubled, notPaged, unmarkedRepeats, faults }).toEqual({
    ...{ lost: [], doubled: [], notPaged: [], unmarkedRepeats: [], faults: [] },
  });
  expect(await attemptsWithoutReply(app)).toEqual([]);
  // Those who were asked before the standstill were not asked once more beside the next step.
  const before = receiver.pages().filter(({ path }) => path === people[0]!.path);
  expect(new Set(before.map(({ id }) => id)).size).toBe(before.length);
}, 180_000);

/** The postmaster and all processes that it has begun. */
function databaseProcesses(app: App): number[] {
  const postmaster = app.postmasterPid()!;
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8');
  return [...children.trim().split(/\s+/).map(Number), postmaster];
}

async function attemptsWithoutReply(app: App): Promise<string[]> {
  const database = new pg.Client({ connectionString: app.databaseUrl() });
  await database.connect();
  try {
    const found = await database.query<{ detail: string }>(
      "select detail from evenkeel.notification_attempts where outcome <> 'sent' and detail is not null",
    );
    return found.rows.map(({ detail }) => detail);
  } finally {
    await database.end();
  }
}

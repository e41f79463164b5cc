import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { examineInstallation } from '../../src/contract/platform/doctor.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { type App, startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { judge } from './checker.ts';
import { seededRandom } from './random.ts';
import { startSenders } from './senders.ts';

const kills = 8;

/** The processes that accept: children of the one that was started, without PostgreSQL. */
function acceptingProcesses(app: App): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return parent === app.program().pid && /\bstart\b/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      } catch {
        return false;
      }
    })
    .map(Number)
    .sort((a, b) => a - b);
}

/** The figure of each process, by its number. */
async function ofEachProcess(app: App, name: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}\\{process="(\\d+)"[^}]*\\} (\\S+)$`, 'gm'));
  return new Map([...lines].map(([, process, value]) => [process!, Number(value)]));
}

async function figure(app: App, name: string): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function nodeNames(app: App): Promise<string[]> {
  const client = new pg.Client({ connectionString: app.databaseUrl() });
  await client.connect();
  const found = await client.query<{ name: string }>('select name from evenkeel.nodes order by name');
  await client.end();
  return found.rows.map(({ name }) => name);
}

const environment = { EVENKEEL_PROCESSES: '2', EVENKEEL_NODE_NAME: 'here' };

test(`processes on one port are killed ${kills} times and once paused under load: the others accept meanwhile, nothing is lost, and each is started again`, async () => {
  const random = seededRandom(7);
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp({ environment }));
  await eventually(async () => (await figure(app, 'evenkeel_processes_running')) === 2);
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  receiver.setDelay(() => random.between(0, 80));
  const senders = startSenders({
    sources: [source],
    count: 6,
    pauseMs: () => random.between(20, 80),
    resolves: () => false,
  });
  const accepted = () => senders.told.filter((one) => one.accepted).length;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      // Both accept: what is told are those that do, not those that only start.
      await eventually(async () => (await figure(app, 'evenkeel_processes_running')) === 2, 60_000);
      const victim = random.pick(acceptingProcesses(app));
      const before = accepted();
      process.kill(victim, 'SIGKILL');
      // The other one goes on long before the killed one is back.
      await eventually(() => accepted() > before + 5, 5_000);
      await letTimePass(random.between(0, 1_000));
      await eventually(async () => (await figure(app, 'evenkeel_processes_ended_last_hour')) === kill + 1);
    }
    await eventually(async () => (await figure(app, 'evenkeel_processes_running')) === 2, 60_000);
    expect(await figure(app, 'evenkeel_processes_ended_last_hour')).toBe(kills);
    const examination = await app.admin.call(examineInstallation, {});
    expect(examination.items.filter(({ check }) => check === 'processes')).toEqual([
      expect.objectContaining({ result: 'warning', sentence: expect.stringContaining('8 processes ended') }),
    ]);

    const paused = random.pick(acceptingProcesses(app));
    process.kill(paused, 'SIGSTOP');
    await eventually(() => !acceptingProcesses(app).includes(paused), 40_000);
    await eventually(async () => (await figure(app, 'evenkeel_processes_running')) === 2, 60_000);
  } finally {
    await senders.stop();
  }
  const verdict = await judge(app, senders.told, () => receiver.pages());
  const { accepted: count, repeats, inFlightAtCrash, ...faults } = verdict;
  expect(faults).toEqual({ lost: [], doubled: [], notPaged: [], unmarkedRepeats: [], faults: [] });
  expect(repeats).toBeLessThanOrEqual(inFlightAtCrash);
  expect(count).toBeGreaterThan(kills * 10);
  expect([...senders.refusals.keys()].filter((status) => status !== 503)).toEqual([]);
  expect(app.program().output()).toContain('ended unexpectedly (SIGKILL) and is started again');
  expect(app.program().output()).toContain('has not answered for 15 seconds and is ended');

  const processes = acceptingProcesses(app);
  app.program().kill('SIGTERM');
  expect(await app.program().ended).toBe(0);
  expect(processes.filter((pid) => acceptingProcesses(app).includes(pid))).toEqual([]);
  expect(app.postmasterPid()).toBeNull();
}, 300_000);

test('processes on one port are nodes with names of their own, tell their figures apart, and are replaced one after the other without a refusal', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp({ environment }));
  await eventually(async () => (await figure(app, 'evenkeel_processes_running')) === 2);
  expect([...(await ofEachProcess(app, 'process_resident_memory_bytes')).keys()].sort()).toEqual(['1', '2']);
  expect(await nodeNames(app)).toEqual(['here/1', 'here/2']);

  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const senders = startSenders({ sources: [source], count: 6, pauseMs: () => 30, resolves: () => false });
  const before = acceptingProcesses(app);
  await eventually(() => receiver.pages().length > 10);
  app.program().kill('SIGUSR2');
  await eventually(() => app.program().output().includes('All processes were replaced'), 60_000);
  await senders.stop();
  expect(acceptingProcesses(app).filter((pid) => before.includes(pid))).toEqual([]);
  expect([...senders.refusals]).toEqual([]);
  expect(await figure(app, 'evenkeel_processes_ended_last_hour')).toBe(0);
  const verdict = await judge(app, senders.told, () => receiver.pages());
  expect(verdict).toMatchObject({ lost: [], doubled: [], notPaged: [], repeats: 0, faults: [] });
}, 180_000);

test('when the first of several processes cannot start, all of it ends with one sentence', async () => {
  const app = stopAfterTest(await startApp({ environment }));
  const port = new URL(app.url).port;
  const askedAt = performance.now();
  const second = startApp({ environment: { ...environment, EVENKEEL_PORT: port, EVENKEEL_LOG_LEVEL: 'error' } });
  const said = await second.then(
    async (other) => {
      await other.stop();
      return 'it started';
    },
    (error: Error) => error.message,
  );
  // The end of the program, not of the patience with it.
  expect(said).toContain('The app ended before it was ready');
  expect(performance.now() - askedAt).toBeLessThan(45_000);
  expect(said).toContain(`Port ${port} is already in use: stop the program that holds it`);
  expect(said).not.toMatch(/is ready after|\n\s+at /);
}, 120_000);

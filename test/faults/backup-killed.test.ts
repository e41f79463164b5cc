import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createPerson } from '../../src/contract/directory/people.ts';
import { clusterFolder } from '../../src/server/platform/db/embedded/cluster.ts';
import { readPidFile, sendSignal } from '../../src/server/platform/db/embedded/postmaster.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { type App, startApp } from '../harness/programs/app-process.ts';
import { type Program, startProgram } from '../harness/programs/program.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

const kills = 3;
const rowCount = 100_000;
const executable = path.resolve('bin/evenkeel');

test('a backup and a restore that are killed at any moment are simply begun again, and leave nothing behind', async () => {
  const app = stopAfterTest(await startApp());
  const events = await fill(app);
  const place = mkdtempSync(path.join(os.tmpdir(), 'evenkeel backups '));
  onTestFinished(() => rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const file = path.join(place, 'a.backup');
  const unfinished = () => readdirSync(place).filter((name) => name.endsWith('.unfinished'));

  for (let kill = 0; kill < kills; kill += 1) {
    const backup = await run(app.dataDir, 'backup', file);
    await eventually(() => unfinished().length > 0);
    await letTimePass(kill * 150);
    await killed(backup);
    expect(existsSync(file)).toBe(false);
    expect(unfinished()).toHaveLength(1);
  }
  await ends(await run(app.dataDir, 'backup', file));
  expect(readdirSync(place)).toEqual(['a.backup']);

  const dataDir = path.join(place, 'restored');
  onTestFinished(() => endDatabase(dataDir));
  for (let kill = 0; kill < kills; kill += 1) {
    const restore = await run(dataDir, 'restore', file);
    await eventually(() => readPidFile(clusterFolder(dataDir)) !== null, 30_000);
    await letTimePass(kill * 1_000);
    await killed(restore);
  }
  await ends(await run(dataDir, 'restore', file));
  const second = await run(dataDir, 'restore', file);
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/restored into an empty installation only/);
  const restored = stopAfterTest(await startApp({ dataDir }));
  expect(await eventCount(restored)).toBeGreaterThanOrEqual(events);
}, 240_000);

test('a backup whose database is lost says so in a sentence, and leaves nothing behind', async () => {
  const app = stopAfterTest(await startApp());
  await fill(app);
  const place = mkdtempSync(path.join(os.tmpdir(), 'evenkeel backups '));
  onTestFinished(() => rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const file = path.join(place, 'a.backup');
  let lost = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const backup = await run(app.dataDir, 'backup', file);
    await eventually(() => readdirSync(place).length > 0, 60_000);
    await letTimePass(50 + kill * 150);
    sendSignal(app.postmasterPid()!, 'SIGKILL');
    // On a busy machine it may have ended before its database was lost.
    if ((await backup.ended) === 0) rmSync(file);
    else {
      lost += 1;
      expect(await backup.ended, backup.output()).toBe(1);
      expect(backup.output()).toMatch(
        /^(The connection to the database was lost|This failed: .*)\. It can be begun again\.\n$/,
      );
    }
    expect(readdirSync(place)).toEqual([]);
    await app.becomesReady(60_000);
  }
  expect(lost).toBeGreaterThan(0);
}, 120_000);

async function run(dataDir: string, command: string, file: string): Promise<Program> {
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('EVENKEEL_'));
  return startProgram(process.execPath, [executable, command, file], {
    env: {
      ...Object.fromEntries(plain),
      EVENKEEL_DATA_DIR: dataDir,
      EVENKEEL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
  });
}

async function killed(program: Program): Promise<void> {
  program.kill('SIGKILL');
  expect(await program.ended, program.output()).toBe('SIGKILL');
}

/** It does what it should, in sentences. */
async function ends(program: Program): Promise<void> {
  const code = await program.ended;
  expect(program.output()).not.toMatch(/\n\s+at /);
  expect(code, program.output()).toBe(0);
}

/** Enough that a backup of it takes a moment. */
async function fill(app: App): Promise<number> {
  await app.admin.call(createPerson, { body: { email: 'ada@example.org', name: 'Ada', role: 'responder' } });
  await withClient(app, (client) =>
    client.query(
      `insert into evenkeel.events (kind, subject_kind, actor, data)
       select 'team.updated', 'team', '{"kind": "system"}', jsonb_build_object('n', n, 'text', md5(n::text))
       from generate_series(1, ${rowCount}) n`,
    ),
  );
  return eventCount(app);
}

const eventCount = (app: App): Promise<number> =>
  withClient(app, async (client) => Number((await client.query('select count(*) from evenkeel.events')).rows[0].count));

async function withClient<T>(app: App, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: app.databaseUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A restore that was killed leaves its PostgreSQL running. */
async function endDatabase(dataDir: string): Promise<void> {
  const running = () => readPidFile(clusterFolder(dataDir))?.pid ?? null;
  const pid = running();
  if (pid === null) return;
  sendSignal(pid, 'SIGINT');
  await eventually(() => running() === null, 20_000).catch(() => sendSignal(pid, 'SIGKILL'));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { findProgram } from '../../../../test/harness/programs/find-program.ts';
import { makeQuickFolder } from '../../../../test/harness/quick-folder.ts';
import { StartProblem } from '../start-problem.ts';
import { markerName } from './embedded/data-folder.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';

const log = pino({ enabled: false });
let root: string;
let nextFolder = 0;
const opened: EmbeddedDatabase[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  root = await makeQuickFolder('evenkeel embedded ');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(opened.splice(0).map((database) => database.stop()));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function newFolder(): string {
  return join(root, `data folder ${nextFolder++}`);
}

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log });
  opened.push(database);
  return database;
}

async function query(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][];
  } finally {
    await client.end();
  }
}

/** Starts the database in a process of its own, which plays the app that is killed. */
async function startInChild(dataDir: string): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const code = `
    import { pino } from 'pino';
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    const database = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: pino({ enabled: false }) });
    console.log(JSON.stringify({ pid: database.pid(), url: database.url }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout! })) return { child, ...JSON.parse(line) };
  throw new Error('the child ended before its database was ready');
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

test('A new folder becomes a database that only a password opens and that keeps its data over a restart', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await query(first.url, 'create table kept as select 42 as answer');
  const [[superuser, fsync, locale]] = (await query(
    first.url,
    `select rolsuper, current_setting('fsync'), datlocale from pg_roles, pg_database
     where rolname = current_user and datname = current_database()`,
  )) as [[boolean, string, string]];
  expect({ superuser, fsync, locale }).toEqual({ superuser: false, fsync: 'on', locale: 'C.UTF-8' });
  await query(first.url, 'create extension pg_trgm');
  const wrong = new URL(first.url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  expect(statSync(join(folder, 'database.json')).mode & 0o077).toBe(0);
  await first.stop();
  await first.exited;
  await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);

  const second = await start(folder);
  expect(second.adopted).toBe(false);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select answer from kept')).toEqual([[42]]);
});

test('A server that is killed comes back on the same address with everything that was committed', async () => {
  const database = await start(newFolder());
  await query(database.url, 'create table kept as select 1 as n');
  for (let round = 2; round <= 3; round++) {
    const killed = database.pid();
    await query(database.url, `insert into kept values (${round})`);
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => query(database.url, 'select 1'), { timeout: 20_000, interval: 20 });
    await vi.waitFor(() => expect(database.pid()).not.toBe(killed));
  }
  expect(await query(database.url, 'select count(*)::int from kept')).toEqual([[3]]);
});

test('The server that a killed app left running is taken over, and is started again when it ends later', async () => {
  const folder = newFolder();
  const dead = await startInChild(folder);
  await query(dead.url, 'create table kept as select 7 as n');
  await kill(dead.child);

  const database = await start(folder);
  expect(database).toMatchObject({ adopted: true, url: dead.url });
  expect(database.pid()).toBe(dead.pid);
  process.kill(dead.pid, 'SIGKILL');
  await vi.waitFor(() => expect(database.pid()).not.toBe(dead.pid), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await query(database.url, 'select n from kept')).toEqual([[7]]), {
    timeout: 20_000,
  });
});

test('An app and a server that are killed at the same moment leave a folder that starts at once', async () => {
  const folder = newFolder();
  const dead = await startInChild(folder);
  await query(dead.url, 'create table kept as select 7 as n');
  process.kill(dead.pid, 'SIGKILL');
  await kill(dead.child);
  const database = await start(folder);
  expect(database.adopted).toBe(false);
  expect(await query(database.url, 'select n from kept')).toEqual([[7]]);
});

test('What the initdb of a killed app still writes into its unfinished folder is waited for', async () => {
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, markerName), '');
  const unfinished = join(folder, 'postgres.unfinished');
  const code = `const fs = require('node:fs');
    const end = Date.now() + 1_000;
    for (let n = 0; Date.now() < end; n++) {
      fs.mkdirSync(${JSON.stringify(unfinished)} + '/base', { recursive: true });
      fs.writeFileSync(${JSON.stringify(unfinished)} + '/base/' + n % 500, 'x');
    }`;
  const orphan = spawn(process.execPath, ['--eval', code], { stdio: 'inherit' });
  children.push(orphan);
  await vi.waitFor(() => expect(existsSync(unfinished)).toBe(true), { timeout: 10_000 });
  const database = await start(folder);
  expect(await query(database.url, 'select 1')).toEqual([[1]]);
  expect(existsSync(unfinished)).toBe(false);
});

test('A left-running server with other settings is replaced', async () => {
  const folder = newFolder();
  const dead = await startInChild(folder);
  await kill(dead.child);
  const database = await startEmbedded({ dataDir: folder, log, settings: { work_mem: '9MB' } });
  opened.push(database);
  expect(database.adopted).toBe(false);
  expect(await query(database.url, 'show work_mem')).toEqual([['9MB']]);
});

test('A pid file whose number now belongs to another program does not keep the server from starting', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await first.stop();
  const bystander = spawn('sleep', ['60']);
  children.push(bystander);
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${bystander.pid}\n/elsewhere\n1\n5432\n\n\n\nready\n`);
  const database = await start(folder);
  expect(await query(database.url, 'select 1')).toEqual([[1]]);
  expect(bystander.exitCode).toBeNull();
});

test('Two folders run side by side', async () => {
  const [one, two] = await Promise.all([start(newFolder()), start(newFolder())]);
  await query(one.url, 'create table here as select 1 as n');
  await expect(query(two.url, 'select n from here')).rejects.toThrow(/does not exist/);
});

test('A folder that a running app holds is refused', async () => {
  const folder = newFolder();
  const { child } = await startInChild(folder);
  const refusal = await start(folder).catch((error) => error);
  expect(refusal).toBeInstanceOf(StartProblem);
  expect(refusal.message).toContain(`(process ${child.pid}) already runs`);
});

test.each([
  ['a path below a file', () => join(writeFile('plain file'), 'data'), /is a file/],
  ['a file', () => writeFile('another file'), /is a file/],
  ['a place where nothing can be created', () => '/proc/evenkeel', /be created there/],
  [
    'a folder with files of others',
    () => join(writeFile('somebody/letter.txt'), '..'),
    /not Evenkeel's \(letter.txt\)/,
  ],
])('%s is refused as data folder in one sentence', async (_what, makePath, sentence) => {
  const refusal = await start(makePath()).catch((error) => error);
  expect(refusal).toBeInstanceOf(StartProblem);
  expect(refusal.message).toMatch(sentence);
  expect(refusal.message).not.toContain('\n');
});

test('Data of another PostgreSQL release and data without its passwords are refused, and stay untouched', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  const versionFile = join(folder, 'postgres', 'PG_VERSION');
  writeFileSync(versionFile, '15\n');
  await expect(start(folder)).rejects.toThrow(/made by PostgreSQL 15, but PostgreSQL 18 is to open it/);
  expect(readFileSync(versionFile, 'utf8')).toBe('15\n');
  writeFileSync(versionFile, '18\n');
  rmSync(join(folder, 'database.json'));
  await expect(start(folder)).rejects.toThrow(/passwords, is missing/);
});

const machinesOwn = findProgram('PostgreSQL of this machine', 'EVENKEEL_TEST_POSTGRES_SERVER', [
  ...[14, 15, 16, 17, 18].map((major) => `/usr/lib/postgresql/${major}/bin/postgres`),
]);

test.skipIf(!machinesOwn)(
  'The PostgreSQL of the machine makes and runs the data, and no other release opens them',
  async () => {
    const folder = newFolder();
    const postgresBin = dirname(machinesOwn!);
    const database = await startEmbedded({ dataDir: folder, log, postgresBin });
    opened.push(database);
    const major = readFileSync(join(folder, 'postgres', 'PG_VERSION'), 'utf8').trim();
    const facts = await query(
      database.url,
      `select current_setting('server_version_num')::int / 10000, upper('straße é'), 'Z' < 'a', 'ä' > 'z'`,
    );
    expect(facts).toEqual([[Number(major), expect.stringContaining('É'), true, true]]);
    await database.stop();
    if (major !== '18')
      await expect(start(folder)).rejects.toThrow(
        `was made by PostgreSQL ${major}, but PostgreSQL 18 is to open it: start it with EVENKEEL_POSTGRES_BIN of release ${major}`,
      );
  },
);

test('A folder without the programs of PostgreSQL is refused in one sentence', async () => {
  await expect(startEmbedded({ dataDir: newFolder(), log, postgresBin: '/usr/share' })).rejects.toThrow(
    'EVENKEEL_POSTGRES_BIN: /usr/share does not hold the programs postgres and initdb of one release',
  );
});

function writeFile(name: string): string {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  return path;
}

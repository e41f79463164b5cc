import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { makeQuickFolder } from '../../../../test/harness/quick-folder.ts';
import { startTcpProxy } from '../../../../test/harness/tcp-proxy.ts';
import { databaseSentence } from '../explain-start.ts';
import { openDatabase } from './database.ts';
import { isDatabaseAway } from './database-away.ts';
import { locateBinaries } from './embedded/binaries.ts';
import { clusterFolder, freePort } from './embedded/cluster.ts';
import { becomesReady, launch, shutDown } from './embedded/postmaster.ts';
import { chooseRunAs } from './embedded/run-as.ts';
import { startEmbedded } from './embedded.ts';
import { placeOf, urlsOfHosts } from './hosts.ts';
import { waitForDatabase } from './wait-for-database.ts';

/** The port of a real standby that follows nobody; `pg_promote` makes it a primary. */
let standbyPort: number;
const primaryPort = Number(new URL(inject('clusterUrl')).port);
const listOf = (...ports: number[]) =>
  `postgres://postgres:x@${ports.map((port) => `127.0.0.1:${port}`).join(',')}/postgres`;

beforeAll(async () => {
  const dataDir = await makeQuickFolder('evenkeel standby ');
  const embedded = await startEmbedded({ dataDir, log: pino({ enabled: false }) });
  standbyPort = Number(new URL(embedded.url).port);
  await embedded.stop();
  const folder = clusterFolder(dataDir);
  writeFileSync(path.join(folder, 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
  writeFileSync(path.join(folder, 'standby.signal'), '');
  appendFileSync(path.join(folder, 'postgresql.conf'), '\nhot_standby = on\n');
  const { postgres, major } = locateBinaries();
  const server = {
    postgres,
    major,
    clusterFolder: folder,
    logPath: path.join(dataDir, 'log'),
    runAs: chooseRunAs(postgres),
  };
  const postmaster = await launch(server);
  void becomesReady(postmaster, folder);
  await eventually(() => ask(listOf(standbyPort), 'select 1'));
  return async () => {
    await shutDown(postmaster);
    rmSync(dataDir, { recursive: true, force: true });
  };
});

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

function open(url: string) {
  const db = openDatabase({ url, max: 2, applicationName: 'hosts', onError: () => {} });
  onTestFinished(() => db.end());
  return async () => (await db.query("select current_setting('port')::int as port")).rows[0].port as number;
}

test('each host of a list keeps its own port, and user, database and options are those of all', () => {
  expect(urlsOfHosts('postgres://u:a,b@db1:5433,db2,[fd00::1]:5434/evenkeel?sslmode=require')).toEqual([
    'postgres://u:a,b@db1:5433/evenkeel?sslmode=require',
    'postgres://u:a,b@db2/evenkeel?sslmode=require',
    'postgres://u:a,b@[fd00::1]:5434/evenkeel?sslmode=require',
  ]);
  expect(urlsOfHosts('postgresql:///evenkeel?host=/run')).toEqual(['postgresql:///evenkeel?host=/run']);
  expect(placeOf('postgres://u@db1:5433,db2/evenkeel')).toBe('db1:5433 or db2:5432');
});

test('a standby is passed over for the primary, wherever it stands in the list', async () => {
  expect(await open(listOf(standbyPort, primaryPort))()).toBe(primaryPort);
  expect(await open(listOf(primaryPort, standbyPort))()).toBe(primaryPort);
});

test('a host that takes connections and never answers delays the primary behind it by less than a second', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void silent.close());
  const startedAt = performance.now();
  expect(await open(listOf((silent.address() as { port: number }).port, primaryPort))()).toBe(primaryPort);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('while only a standby answers the start waits and says of each host what it is', async () => {
  const goneAt = await freePort();
  const said: string[] = [];
  const url = listOf(standbyPort, goneAt);
  const waiting = waitForDatabase(url, { limitMs: 30_000, pauseMs: 20, progress: (each) => said.push(each) });
  await eventually(() => said.length > 0);
  expect(said[0]).toContain(
    `EVENKEEL_DATABASE_URL: no host is the primary: 127.0.0.1:${standbyPort} is a standby; nothing listens at 127.0.0.1:${goneAt}.`,
  );
  const proxy = await startTcpProxy(primaryPort, goneAt);
  onTestFinished(() => proxy.stop());
  await waiting;
});

test('hosts that all refuse the user are not waited for', async () => {
  const url = `postgres://nobody@127.0.0.1:${primaryPort},127.0.0.1:${standbyPort}/postgres`;
  const error = await open(url)().catch((each) => each);
  expect(isDatabaseAway(error)).toBe(false);
  expect(databaseSentence(error, url)).toMatch(/no host is the primary: .* refuses the user nobody: .*; .* refuses/);
});

test('after a failover the next connections go to the host that was promoted', async () => {
  const proxy = await startTcpProxy(primaryPort);
  const port = open(listOf(proxy.port, standbyPort));
  expect(await port()).toBe(primaryPort);
  await proxy.stop();
  await ask(listOf(standbyPort), 'select pg_promote()');
  await eventually(async () => (await port()) === standbyPort);
});

/**
 * PostgreSQL with standbys as many run it: Patroni decides who is the primary and keeps that in etcd, and the standby
 * confirms every commit. Each server has a network of its own where root may make one, so that it can be cut off from
 * the others as by a broken switch: packets vanish and nobody is told.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { chooseRunAs, programEnvironment } from '../../../src/server/platform/db/embedded/run-as.ts';
import { eventually } from '../eventually.ts';
import { makeQuickFolder } from '../quick-folder.ts';
import { findProgram } from './find-program.ts';
import { postgresFolder } from './postgres.ts';
import { type Program, startProgram } from './program.ts';

const patroniPath = findProgram('Patroni', 'EVENKEEL_TEST_PATRONI', ['/usr/bin/patroni', '/usr/local/bin/patroni']);
const etcdPath = findProgram('etcd', 'EVENKEEL_TEST_ETCD', ['/usr/bin/etcd', '/usr/local/bin/etcd']);

export const hasPatroni = patroniPath !== null && etcdPath !== null && postgresFolder !== null;

export type DatabaseServer = {
  name: string;
  url: string;
  /** Ends PostgreSQL and Patroni as a power failure does. */
  kill(): Promise<void>;
  /** Ends PostgreSQL alone; Patroni is there to see it. */
  killPostgres(): void;
  /** Cuts it off: what is sent to it or by it vanishes. */
  isolate(): void;
};

export type Patroni = {
  /** Names all servers, as `EVENKEEL_DATABASE_URL` takes it. */
  url: string;
  canIsolate: boolean;
  servers: DatabaseServer[];
  /** Who may be written to now; waits for one other than `not`. */
  primary(not?: DatabaseServer): Promise<DatabaseServer>;
  /** Waits until a standby confirms every commit, and may be promoted. */
  isSynchronous(): Promise<void>;
  /** From now on no commit waits for a standby. */
  makeAsynchronous(): Promise<void>;
  output(): string;
  stop(): Promise<void>;
};

/** A name that two test runs on one machine do not share. */
const mark = `evk${process.pid % 100_000}`;
const subnet = `10.${200 + (process.pid % 50)}.${Math.floor(process.pid / 50) % 250}`;

const ip = (...args: string[]) => spawnSync('ip', args, { encoding: 'utf8' });

function mustRun(...args: string[]): void {
  const { status, stderr } = ip(...args);
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** @returns whether there is a bridge to which servers can be joined */
function makeBridge(): boolean {
  if (process.getuid?.() !== 0 || ip('link', 'add', `${mark}br`, 'type', 'bridge').status !== 0) return false;
  mustRun('addr', 'add', `${subnet}.1/24`, 'dev', `${mark}br`);
  mustRun('link', 'set', `${mark}br`, 'up');
  return true;
}

/** A network of its own for a server, joined to the bridge. @returns its address */
function joinNetwork(at: number): string {
  const [namespace, outside, inside] = [`${mark}${at}`, `${mark}o${at}`, `${mark}i${at}`];
  mustRun('netns', 'add', namespace);
  mustRun('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside);
  mustRun('link', 'set', outside, 'master', `${mark}br`);
  mustRun('link', 'set', inside, 'netns', namespace);
  const address = `${subnet}.${at + 2}`;
  mustRun('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', inside);
  mustRun('-n', namespace, 'link', 'set', inside, 'up');
  mustRun('-n', namespace, 'link', 'set', 'lo', 'up');
  mustRun('link', 'set', outside, 'up');
  return address;
}

/**
 * @param count how many servers
 * @param isSynchronous whether a commit waits for a standby
 */
export async function startPatroni({ count = 2, isSynchronous = true } = {}): Promise<Patroni> {
  const folder = await makeQuickFolder('evenkeel patroni ');
  const canIsolate = makeBridge();
  const home = canIsolate ? `${subnet}.1` : '127.0.0.1';
  const programs: Program[] = [];
  const running: (DatabaseServer & { dataDir: string; restUrl: string; patroni: Program })[] = [];
  const stop = async () => {
    for (const { patroni } of running) patroni.kill('SIGCONT');
    await Promise.all(running.map(({ patroni }) => patroni.stop()));
    for (const { dataDir } of running) endPostgres(dataDir);
    await Promise.all(programs.map((program) => program.stop()));
    if (canIsolate) {
      for (let at = 0; at < count; at += 1) ip('netns', 'del', `${mark}${at}`);
      ip('link', 'del', `${mark}br`);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };

  try {
    const etcdUrl = `http://${home}:${await freePort()}`;
    const peerUrl = `http://${home}:${await freePort()}`;
    programs.push(
      await startProgram(etcdPath!, [
        ...['--data-dir', path.join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'error'],
        ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl, '--listen-peer-urls', peerUrl],
        ...['--initial-advertise-peer-urls', peerUrl, '--initial-cluster', `default=${peerUrl}`],
      ]),
    );
    await eventually(async () => (await fetch(`${etcdUrl}/health`)).ok, 20_000);
    for (let at = 0; at < count; at += 1) {
      const address = canIsolate ? joinNetwork(at) : '127.0.0.1';
      running.push(await startServer(at, address, etcdUrl));
      // The first one makes the cluster that the others copy.
      if (at === 0) await Promise.race([primary(), ended(running[0]!.patroni)]);
    }
    await synchronous();
  } catch (error) {
    const said = running.map(({ patroni }) => patroni.output().slice(-3_000)).join('\n');
    await stop();
    throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
  }

  async function startServer(at: number, address: string, etcdUrl: string) {
    const name = `db${at + 1}`;
    const dataDir = path.join(folder, name);
    await mkdir(dataDir, { mode: 0o700 });
    const port = canIsolate ? 5432 : await freePort();
    const runAs = chooseRunAs(path.join(postgresFolder!, 'postgres'));
    const file = path.join(folder, `${name}.yml`);
    const restPort = await freePort();
    const settings = settingsOf({ name, address, port, restPort, dataDir, etcdUrl, isSynchronous });
    await writeFile(file, JSON.stringify(settings));
    const inside = canIsolate ? ['ip', 'netns', 'exec', `${mark}${at}`] : [];
    const [first, ...rest] = [...inside, ...runAs.prefix, patroniPath!, file];
    const environment = { ...programEnvironment(), PYTHONUNBUFFERED: '1' } as Record<string, string>;
    const patroni = await startProgram(first!, rest, { env: environment, cwd: folder });
    return {
      name,
      dataDir,
      patroni,
      restUrl: `http://${address}:${restPort}`,
      url: `postgres://postgres@${address}:${port}/postgres`,
      async kill() {
        patroni.kill('SIGKILL');
        await patroni.ended;
        endPostgres(dataDir);
      },
      killPostgres: () => endPostgres(dataDir),
      isolate: () => mustRun('link', 'set', `${mark}o${at}`, 'down'),
    };
  }

  async function ended(patroni: Program): Promise<never> {
    throw new Error(`Patroni ended with ${await patroni.ended}.`);
  }

  async function primary(not?: DatabaseServer): Promise<DatabaseServer> {
    return eventually(async () => {
      for (const server of running)
        if (server !== not && (await ask(server.url, 'select not pg_is_in_recovery() as is').catch(() => false)))
          return server;
      return null;
    }, 60_000);
  }

  async function synchronous(): Promise<void> {
    if (!isSynchronous || running.length < 2) return;
    // PostgreSQL waits for a standby before Patroni has noted which one may be promoted.
    await eventually(async () => {
      const { restUrl } = (await primary()) as (typeof running)[number];
      const { members } = (await (await fetch(`${restUrl}/cluster`)).json()) as { members: { role: string }[] };
      return members.some(({ role }) => role === 'sync_standby');
    }, 60_000);
  }

  const hosts = running.map(({ url }) => new URL(url).host).join(',');
  return {
    url: `postgres://postgres@${hosts}/postgres`,
    canIsolate,
    servers: running,
    primary,
    isSynchronous: synchronous,
    async makeAsynchronous() {
      const { restUrl } = (await primary()) as (typeof running)[number];
      const body = JSON.stringify({ synchronous_mode: false });
      const reply = await fetch(`${restUrl}/config`, { method: 'PATCH', body });
      if (!reply.ok) throw new Error(`Patroni answered ${reply.status}.`);
    },
    output: () => running.map(({ name, patroni }) => `${name}:\n${patroni.output().slice(-6_000)}`).join('\n'),
    stop,
  };
}

/** `kill -9` of the postmaster; its children end with it. */
function endPostgres(dataDir: string): void {
  const file = path.join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 0 && existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
}

async function ask(url: string, sql: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 500, query_timeout: 500 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<{ is: boolean }>(sql)).rows[0]!.is;
  } finally {
    client.end().catch(() => {});
  }
}

type Place = {
  name: string;
  address: string;
  port: number;
  restPort: number;
  dataDir: string;
  etcdUrl: string;
  isSynchronous: boolean;
};

/** The shortest times that Patroni takes. */
const settingsOf = ({ name, address, port, restPort, dataDir, etcdUrl, isSynchronous }: Place) => ({
  scope: 'evenkeel',
  name,
  restapi: { listen: `${address}:${restPort}`, connect_address: `${address}:${restPort}` },
  etcd3: { host: new URL(etcdUrl).host },
  bootstrap: {
    dcs: {
      ttl: 20,
      loop_wait: 1,
      retry_timeout: 3,
      primary_start_timeout: 0,
      synchronous_mode: isSynchronous,
      postgresql: {
        use_pg_rewind: true,
        parameters: {
          ...{ max_connections: 100, max_wal_senders: 5, wal_log_hints: true, jit: false },
          // A standby that listens to a primary which was cut off would notice after a minute, and commits wait for it.
          ...{ wal_receiver_timeout: '5s', wal_sender_timeout: '5s' },
        },
      },
    },
    initdb: [{ encoding: 'UTF8' }, 'data-checksums', 'no-sync'],
  },
  postgresql: {
    listen: `${address}:${port}`,
    connect_address: `${address}:${port}`,
    data_dir: dataDir,
    bin_dir: postgresFolder,
    pgpass: `${dataDir}.pgpass`,
    authentication: { superuser: { username: 'postgres' }, replication: { username: 'postgres' } },
    pg_hba: ['host all all all trust', 'host replication all all trust'],
    parameters: { unix_socket_directories: '' },
  },
  watchdog: { mode: 'off' },
});

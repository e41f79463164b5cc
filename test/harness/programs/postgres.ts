/** PostgreSQL as the system has it, for what needs a second server: its programs, and clusters of its own. */

import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../../src/server/platform/db/embedded/cluster.ts';
import { chooseRunAs, commandFor, programEnvironment } from '../../../src/server/platform/db/embedded/run-as.ts';
import { eventually } from '../eventually.ts';
import { makeQuickFolder } from '../quick-folder.ts';
import { findProgram } from './find-program.ts';
import { startProgram } from './program.ts';

const debian = '/usr/lib/postgresql';
const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];

/** The folder of `initdb`, `postgres`, `pg_dump` and `pg_resetwal`; null when there is none. */
export const postgresFolder = (() => {
  const found = findProgram(
    'PostgreSQL of the system',
    'EVENKEEL_TEST_POSTGRES_SERVER',
    versions.map((version) => `${debian}/${version}/bin/postgres`),
  );
  return found === null ? null : path.dirname(found);
})();

/** Runs one of PostgreSQL's programs as somebody who is not root, to its end. */
export async function runPostgresProgram(name: string, args: string[]): Promise<string> {
  const postgres = path.join(postgresFolder!, 'postgres');
  const [program, all] = commandFor(chooseRunAs(postgres), path.join(postgresFolder!, name), args);
  const options = { env: programEnvironment(), cwd: '/', maxBuffer: 256 * 1024 * 1024 };
  return (await promisify(execFile)(program, all, options)).stdout;
}

export type Postgres = { url: string; port: number; dataDir: string; stop(): Promise<void> };

/**
 * A cluster of its own, with the superuser `postgres` and no password.
 * @param epoch how often its transaction numbers have gone round: it has counted four thousand million further each time
 */
export async function startPostgres({ epoch = 0 } = {}): Promise<Postgres> {
  const folder = await makeQuickFolder('evenkeel postgres ');
  const dataDir = path.join(folder, 'data');
  await runPostgresProgram('initdb', ['-D', dataDir, '-U', 'postgres', '-A', 'trust', '--no-sync']);
  if (epoch > 0) await runPostgresProgram('pg_resetwal', ['-e', String(epoch), dataDir]);
  const port = await freePort();
  const settings = ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", `port = ${port}`, 'fsync = off'];
  await writeFile(path.join(dataDir, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  const postgres = path.join(postgresFolder!, 'postgres');
  const [program, args] = commandFor(chooseRunAs(postgres), postgres, ['-D', dataDir]);
  const server = await startProgram(program, args, { env: programEnvironment() as Record<string, string>, cwd: '/' });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    server.kill('SIGINT');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(async () => {
      if (server.hasEnded()) throw new Error(`PostgreSQL ended: ${server.output()}`);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.end();
      return true;
    }, 30_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, dataDir, stop };
}

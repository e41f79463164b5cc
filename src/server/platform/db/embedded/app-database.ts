import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Access } from './cluster.ts';
import { readPidFile } from './postmaster.ts';

const adoptPatienceMs = 60_000;

export function connectionUrl(user: string, password: string, port: number, database = 'evenkeel'): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Creates the app's role and database where they are missing.
 * The role is no superuser, so an injected statement cannot read files or run programs; as owner of the database it can
 * still create the extensions that PostgreSQL trusts.
 */
export async function ensureAppDatabase(access: Access): Promise<void> {
  await withAdmin(access, async (admin) => {
    const role = await admin.query(`select from pg_roles where rolname = 'evenkeel'`);
    if (role.rowCount === 0) {
      await admin.query(`create role evenkeel login createdb password ${admin.escapeLiteral(access.appPassword)}`);
      await admin.query('grant pg_monitor to evenkeel');
    }
    const database = await admin.query(`select from pg_database where datname = 'evenkeel'`);
    if (database.rowCount === 0) await admin.query('create database evenkeel owner evenkeel');
  });
}

/** Whether the running server is the one of this cluster, accepts our password and has exactly the given settings. */
export async function canAdopt(clusterFolder: string, access: Access, configuration: string): Promise<boolean> {
  const deadline = performance.now() + adoptPatienceMs;
  while (readPidFile(clusterFolder)?.status === 'starting' && performance.now() < deadline) await wait(50);
  try {
    if (readFileSync(join(clusterFolder, 'postgresql.conf'), 'utf8') !== configuration) return false;
    const shown = await withAdmin(access, (admin) =>
      admin.query<{ folder: string }>(`select current_setting('data_directory') as folder`),
    );
    return shown.rows[0]?.folder === clusterFolder;
  } catch {
    return false;
  }
}

async function withAdmin<T>(access: Access, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({
    connectionString: connectionUrl('postgres', access.adminPassword, access.port, 'postgres'),
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  admin.on('error', () => {});
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

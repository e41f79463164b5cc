/**
 * Forward-only migrations: plain SQL files in name order, each in its own transaction, remembered with a checksum.
 * Many nodes may start at once: an advisory lock lets one of them work while the others wait.
 */

import { createHash, randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { databaseSentence } from '../explain-start.ts';
import { StartProblem } from '../start-problem.ts';
import {
  type Database,
  openDatabase,
  type Queryable,
  row,
  rows,
  run,
  type Transaction,
  transaction,
} from './database.ts';
import { locks } from './locks.ts';

export type Migration = { name: string; sql: string; checksum: string };

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Applies what is missing and returns the names applied.
 * Throws when an applied migration was edited, or when the database is newer than this program.
 */
export async function migrate(db: Database, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await db.connect();
  try {
    await client.query("set statement_timeout = '10min'; set lock_timeout = '1min'");
    await client.query('select pg_advisory_lock($1)', [locks.migrations]);
    try {
      return await applyMissing(client, migrations);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [locks.migrations]);
    }
  } finally {
    client.release(true);
  }
}

/**
 * The same over an address of its own, past a pooler that cuts long statements short.
 * @throws StartProblem also when it leads to another database than `db`
 */
export async function migrateDirectly(db: Database, folder: string, directUrl: string): Promise<string[]> {
  const direct = openDatabase({ url: directUrl, max: 1, applicationName: 'evenkeel migrations' });
  try {
    if (!(await areTheSame(direct, db)))
      throw new StartProblem(
        'EVENKEEL_MIGRATION_DATABASE_URL leads to another database than EVENKEEL_DATABASE_URL: give another address of the same one.',
      );
    return await migrate(direct, folder);
  } catch (error) {
    const sentence = databaseSentence(error, directUrl, 'EVENKEEL_MIGRATION_DATABASE_URL');
    throw sentence === undefined ? error : new StartProblem(sentence);
  } finally {
    await direct.end();
  }
}

/** What one has locked, the other finds taken. */
async function areTheSame(one: Database, other: Database): Promise<boolean> {
  const key = [locks.migrations, randomInt(2 ** 31 - 1)];
  return transaction(one, async (tx) => {
    await run(tx, 'select pg_advisory_xact_lock($1, $2)', key);
    const tried = await row<{ taken: boolean }>(other, 'select pg_try_advisory_xact_lock($1, $2) as taken', key);
    return !tried!.taken;
  });
}

/** What the next start would apply, in order; changes nothing. Throws as `migrate` does. */
export async function planMigrations(db: Database, folder: string): Promise<Migration[]> {
  const migrations = await readMigrations(folder);
  const found = await row<{ isThere: boolean }>(
    db,
    "select to_regclass('evenkeel.migrations') is not null as is_there",
  );
  return found!.isThere ? findMissing(db, migrations) : migrations;
}

/** Whether older nodes have to be stopped first; migrations are made so that they need not. */
export function stopsOlderNodes({ sql }: Migration): boolean {
  return /^-- breaking: yes$/m.test(sql);
}

async function applyMissing(client: Transaction, migrations: Migration[]): Promise<string[]> {
  await client.query('create schema if not exists evenkeel');
  await client.query(`create table if not exists evenkeel.migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp())`);
  const missing = await findMissing(client, migrations);
  for (const migration of missing) {
    await client.query('begin');
    try {
      await client.query(migration.sql);
      await client.query('insert into evenkeel.migrations (name, checksum) values ($1, $2)', [
        migration.name,
        migration.checksum,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`The migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
    }
  }
  return missing.map((migration) => migration.name);
}

async function findMissing(db: Queryable, migrations: Migration[]): Promise<Migration[]> {
  const applied = await rows<{ name: string; checksum: string }>(db, 'select name, checksum from evenkeel.migrations');
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
    if (!migration)
      throw new StartProblem(
        `The database has the migration ${name}, which this version does not know. Start a newer Evenkeel.`,
      );
    if (migration.checksum !== checksum)
      throw new StartProblem(`The migration ${name} was changed after it had been applied.`);
  }
  const done = new Set(applied.map((migration) => migration.name));
  return migrations.filter((migration) => !done.has(migration.name));
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/server/platform/db/database.ts';
import { templateName } from './cluster.ts';

export type TestDatabase = { databaseUrl: string; db: Database; clock: TestClock };

export type TestClock = {
  /** Moves `evenkeel.now()` forward for every session of this database; offsets add up. */
  advance(interval: string): Promise<void>;
  /** Sets `evenkeel.now()` so that it reads this instant now and runs on from there. */
  set(instant: string): Promise<void>;
};

/** Keeps what is to be done at the end of a test, or of a file; the last one is done first. */
export type AtEnd = (work: () => Promise<void>) => void;

/**
 * A database of its own, copied from the migrated template and dropped when the test has ended that calls it, or when
 * `atEnd` says.
 */
export async function createTestDatabase(atEnd: AtEnd = onTestFinished): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onCluster(`create database ${name} template ${templateName} ${inject('copyStrategy')}`);
  const url = new URL(inject('clusterUrl'));
  url.pathname = `/${name}`;
  const db = openDatabase({ url: url.href, max: 4, applicationName: 'test', onError: () => {} });
  atEnd(async () => {
    await db.end();
    await onCluster(`drop database if exists ${name} with (force)`);
  });
  return { databaseUrl: url.href, db, clock: testClock(db) };
}

function testClock(db: Database): TestClock {
  const shift = async (offset: string) => {
    const current = await db.query<{ offset: string }>(
      `select extract(epoch from evenkeel.now() - statement_timestamp()) as offset`,
    );
    const added = await db.query<{ seconds: number }>(`select extract(epoch from ${offset})::float8 as seconds`);
    const seconds = Number(current.rows[0]!.offset) + added.rows[0]!.seconds;
    await db.query(`create or replace function evenkeel.now() returns timestamptz language sql stable parallel safe
      as $$ select statement_timestamp() + interval '${seconds.toFixed(6)} seconds' $$`);
  };
  return {
    advance: (interval) => shift(`${pg.escapeLiteral(interval)}::interval`),
    set: (instant) => shift(`(${pg.escapeLiteral(instant)}::timestamptz - evenkeel.now())`),
  };
}

/** One connection of this process for all of its tests; it does not keep the process alive. */
let admin: pg.Pool | undefined;

async function onCluster(sql: string) {
  admin ??= new pg.Pool({
    connectionString: inject('clusterUrl'),
    max: 1,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  // Two copies of one template at the same time exclude each other; PostgreSQL asks to try again.
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(sql);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 100) throw error;
    }
  }
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { connectForLong } from './connection.ts';
import type { BackupHeader, BackupLine, BackupSummary } from './format.ts';
import { openCursor, readMigrationNames, readSequences, readTables, type Table } from './store.ts';

type Connection = Awaited<ReturnType<typeof connectForLong>>;

/** Rows are fetched so many at a time that a batch stays about this large. */
const batchBytes = 2 * 1024 * 1024;

/**
 * Writes everything as of one moment; the server may go on working meanwhile.
 * @param target is ended when all is written
 */
export async function writeBackup(
  databaseUrl: string,
  target: Writable,
  about: { version: string; secretKeyId: string },
): Promise<BackupSummary> {
  const gzip = createGzip();
  // It stands before anything is waited for: a disk may be full at any moment from now on.
  let failure: Error | undefined;
  const done = pipeline(gzip, target).catch((error: Error) => {
    failure = error;
    throw error;
  });
  done.catch(() => {});
  const hash = createHash('sha256');
  const write = async (line: BackupLine) => {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    if (failure) throw failure;
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), done]);
  };
  const db = await connectForLong(databaseUrl).catch((error: unknown) => {
    gzip.destroy();
    throw error;
  });
  try {
    await db.query('begin isolation level repeatable read read only');
    const header = await headerOf(db, about);
    await write({ header });
    const tables: BackupSummary['tables'] = [];
    for (const table of await readTables(db)) {
      await write({ table: table.name, columns: table.columns.map(({ name }) => name) });
      tables.push({ table: table.name, rowCount: await writeRows(db, table, write) });
    }
    const sequences = await readSequences(db);
    await db.query('commit');
    const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
    await write({ end: { rowCount, sequences, sha256: hash.copy().digest('hex') } });
    gzip.end();
    await done;
    return { header, rowCount, tables: tables.sort((a, b) => b.rowCount - a.rowCount) };
  } catch (error) {
    gzip.destroy();
    target.destroy();
    // What happened to the file tells more than that the stream is closed.
    throw failure ?? error;
  } finally {
    await db.end().catch(() => {});
  }
}

async function headerOf(db: Connection, about: { version: string; secretKeyId: string }): Promise<BackupHeader> {
  return {
    format: 'evenkeel-backup',
    formatVersion: 1,
    ...about,
    madeAt: new Date().toISOString(),
    migrations: await readMigrationNames(db),
  };
}

async function writeRows(db: Connection, table: Table, write: (line: BackupLine) => Promise<void>): Promise<number> {
  await openCursor(db, table);
  let rowCount = 0;
  let wanted = 100;
  for (;;) {
    const fetched = await db.query({ text: `fetch ${wanted} from backup_rows`, rowMode: 'array' });
    const rows = fetched.rows as (string | null)[][];
    if (rows.length === 0) break;
    await write({ rows });
    rowCount += rows.length;
    const bytes = rows.reduce((sum, row) => sum + row.reduce((part, value) => part + (value?.length ?? 4), 0), 0);
    wanted = Math.max(1, Math.min(2_000, Math.floor((batchBytes * rows.length) / Math.max(bytes, 1))));
  }
  await db.query('close backup_rows');
  return rowCount;
}

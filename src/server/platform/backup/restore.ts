import type { Readable } from 'node:stream';
import type { Queryable } from '../db/database.ts';
import { nodeDeadAfterSeconds } from '../nodes.ts';
import { connectForLong } from './connection.ts';
import { type BackupHeader, BackupProblem, type BackupSummary, type Sequence } from './format.ts';
import { readBackup } from './read.ts';
import * as store from './store.ts';

/** What a stage does so that restored rows do not act as if no time had passed; returns sentences for the operator. */
export type SettleRestored = (tx: Queryable) => Promise<string[]>;

export type RestoreOptions = {
  /** The id of the key that this installation seals secrets with. */
  secretKeyId: string;
  /** Restore although the secrets in the backup are sealed under another key, which an older key here may open. */
  acceptOtherKey: boolean;
  settle: readonly SettleRestored[];
};

export type RestoreSummary = BackupSummary & { notes: string[] };

/**
 * Fills an empty installation with the same migrations, wholly or not at all.
 * @throws BackupProblem with the reason why it cannot be done
 */
export async function restoreBackup(
  databaseUrl: string,
  source: Readable,
  options: RestoreOptions,
): Promise<RestoreSummary> {
  const db = await connectForLong(databaseUrl);
  try {
    await db.query('begin');
    await refuseUse(db);
    const foreignKeys = await store.readForeignKeys(db);
    const tables = await store.readTables(db);
    await open(db, tables, foreignKeys);
    const summary = await fill(db, tables, source, options);
    await close(db, tables, foreignKeys);
    await store.endNodes(db);
    const notes: string[] = [];
    for (const settle of options.settle) notes.push(...(await settle(db)));
    await db.query('commit');
    return { ...summary, notes };
  } catch (error) {
    await db.query('rollback').catch(() => {});
    throw error;
  } finally {
    source.destroy();
    await db.end().catch(() => {});
  }
}

async function refuseUse(db: Queryable): Promise<void> {
  const running = await store.runningNodes(db, nodeDeadAfterSeconds);
  if (running.length > 0) throw new BackupProblem(`Stop Evenkeel first; these nodes still run: ${running.join(', ')}.`);
  const there = await store.whatIsThere(db);
  if (there !== null)
    throw new BackupProblem(
      `A backup is restored into an empty installation only, and this one has ${there}: choose a new data folder or database.`,
    );
}

/** Foreign keys go for the time being, so that tables may come in any order; committing checks them all again. */
async function open(db: Queryable, tables: store.Table[], foreignKeys: store.ForeignKey[]): Promise<void> {
  for (const { table, name } of foreignKeys) await db.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of tables) await db.query(`alter table ${name} disable trigger user`);
  await db.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
}

async function close(db: Queryable, tables: store.Table[], foreignKeys: store.ForeignKey[]): Promise<void> {
  for (const { name } of tables) await db.query(`alter table ${name} enable trigger user`);
  for (const { table, name, definition } of foreignKeys)
    await db.query(`alter table ${table} add constraint ${name} ${definition}`);
}

async function fill(
  db: Queryable,
  tables: store.Table[],
  source: Readable,
  options: RestoreOptions,
): Promise<BackupSummary> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const counts = new Map<string, number>();
  let header: BackupHeader | undefined;
  let current: store.Table | undefined;
  for await (const line of readBackup(source)) {
    if ('header' in line) {
      header = line.header;
      await refuseHeader(db, header, options);
    } else if ('table' in line) {
      current = tableOf(byName, line.table, line.columns);
      counts.set(current.name, 0);
    } else if ('rows' in line && current) {
      await db.query(store.insertSql(current), [JSON.stringify(line.rows)]);
      counts.set(current.name, counts.get(current.name)! + line.rows.length);
    } else if ('end' in line) await setSequences(db, line.end.sequences);
  }
  const found = [...counts].map(([table, rowCount]) => ({ table, rowCount })).sort((a, b) => b.rowCount - a.rowCount);
  return { header: header!, rowCount: found.reduce((sum, { rowCount }) => sum + rowCount, 0), tables: found };
}

async function refuseHeader(db: Queryable, header: BackupHeader, options: RestoreOptions): Promise<void> {
  const here = (await store.readMigrationNames(db)).map(({ name, checksum }) => `${name} ${checksum}`);
  const there = header.migrations.map(({ name, checksum }) => `${name} ${checksum}`);
  if (here.join() !== there.join())
    throw new BackupProblem(
      `This backup was made by Evenkeel ${header.version} with other migrations: restore it with that version and upgrade then.`,
    );
  if (header.secretKeyId !== options.secretKeyId && !options.acceptOtherKey)
    throw new BackupProblem(
      `Secrets in this backup are sealed under the key ${header.secretKeyId}, and this installation has ${options.secretKeyId}: put the old secret.key into the data folder, or give it as EVENKEEL_SECRET_KEY.`,
    );
}

function tableOf(byName: Map<string, store.Table>, name: string, columns: string[]): store.Table {
  const table = byName.get(name);
  const types = new Map(table?.columns.map((column) => [column.name, column.type]));
  const known = columns.map((column) => ({ name: column, type: types.get(column) ?? '' }));
  if (!table || known.some(({ type }) => type === ''))
    throw new BackupProblem(`The backup has the table ${name} in a form that is not known here.`);
  return { name, columns: known };
}

async function setSequences(db: Queryable, sequences: Sequence[]): Promise<void> {
  for (const sequence of sequences) await store.setSequence(db, sequence);
}

import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/server/platform/db/database.ts';
import { migrate } from '../../src/server/platform/db/migrate.ts';

const rowsFolder = path.resolve('test/upgrade');

/**
 * Builds the schema as the releases did, up to the last migration in the folder `migrations`, with the rows that stood
 * there between one migration and the next: `rows-of-NNNN.sql` is loaded after the migration of that number.
 */
export async function migrateWithRows(db: Database, migrations: string): Promise<void> {
  await db.query('drop schema evenkeel cascade; drop schema auth cascade');
  const all = (await readdir(migrations)).sort();
  const newest = all.at(-1)!;
  const names = (await readdir(rowsFolder)).filter((name) => name.endsWith('.sql')).sort();
  for (const name of names) {
    const last = name.slice('rows-of-'.length, -'.sql'.length);
    if (last > newest.slice(0, last.length)) break;
    const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-migrations-'));
    for (const migration of all)
      if (migration.slice(0, last.length) <= last)
        await copyFile(path.join(migrations, migration), path.join(folder, migration));
    await migrate(db, folder);
    await rm(folder, { recursive: true });
    await load(db, await readFile(path.join(rowsFolder, name), 'utf8'));
  }
  await migrate(db, migrations);
}

/** Loads rows as they are; what numbers rows goes on behind them. */
async function load(db: Database, sql: string): Promise<void> {
  await db.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
  await db.query(`do $$ declare c record; begin
    for c in select attrelid::regclass::text as tab, attname from pg_attribute
      where attidentity <> '' and attrelid in (select oid from pg_class where relnamespace = 'evenkeel'::regnamespace)
    loop execute format('select setval(pg_get_serial_sequence(%L, %L), (select coalesce(max(%I), 0) + 1 from %s), false)',
      c.tab, c.attname, c.attname, c.tab); end loop; end $$`);
}

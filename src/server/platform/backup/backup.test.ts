import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts';
import { row, rows, run } from '../db/database.ts';
import { restoreBackup } from './restore.ts';
import { quote, readTables } from './store.ts';
import { writeBackup } from './write.ts';

const about = { version: 'test', secretKeyId: 'k1' };
const here = { secretKeyId: 'k1', acceptOtherKey: false, settle: [] };

function newFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel backup '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'backup');
}

async function backUp({ databaseUrl }: TestDatabase): Promise<string> {
  const file = newFile();
  await writeBackup(databaseUrl, createWriteStream(file), about);
  return file;
}

const restore = ({ databaseUrl }: TestDatabase, file: string, options = here) =>
  restoreBackup(databaseUrl, createReadStream(file), options);

/** Every row of every table as text, without the transaction numbers, which mean nothing elsewhere. */
async function contentOf({ db }: TestDatabase): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const { name, columns } of await readTables(db)) {
    const texts = columns.filter(({ type }) => type !== 'xid8').map((column) => `${quote(column.name)}::text`);
    const found = await db.query({ text: `select ${texts.join(', ')} from ${name}`, rowMode: 'array' });
    content[name] = found.rows.map((values) => JSON.stringify(values)).sort();
  }
  return content;
}

/** Lets any row in, so that one can be made without knowing what it means. */
async function dropConstraints({ db }: TestDatabase): Promise<void> {
  const found = await rows<{ sql: string }>(
    db,
    `select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as sql from pg_constraint k
     join pg_namespace n on n.oid = k.connamespace where k.contype in ('c', 'f') and n.nspname in ('evenkeel', 'auth')`,
  );
  for (const { sql } of found) await db.query(sql);
}

/** A row in every table, made from the types of its columns, so that a table added later is tested too. */
async function fillEverything({ db }: TestDatabase): Promise<void> {
  const client = await db.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const { name, columns } of await readTables(db)) {
      const values = columns.map(({ type }) => `${sampleOf(type)}::${type}`);
      await client.query(
        `insert into ${name} (${columns.map((column) => quote(column.name)).join(', ')}) overriding system value
         values (${values.join(', ')}) on conflict do nothing`,
      );
    }
  } finally {
    client.release(true);
  }
}

function sampleOf(type: string): string {
  if (type.endsWith('[]')) return /text/.test(type) ? `array['a,b', '"', null]` : "'{3,4}'";
  if (type.startsWith('timestamp')) return "'2026-01-01T00:00:00.123456Z'";
  if (type === 'date') return "'2026-01-01'";
  if (type.startsWith('json')) return `'{"a": [1, 2.50, "\\"\\\\ \u2028"], "b": 1e3}'`;
  if (type === 'bytea') return "decode('00ff10', 'hex')";
  if (type === 'uuid') return "'11111111-1111-4111-8111-111111111111'";
  if (type === 'boolean') return 'true';
  if (type === 'xid8') return 'pg_current_xact_id()';
  if (/int|numeric|real/.test(type)) return "'7000'";
  return type === 'double precision' ? "'0.1'" : `'é "quoted" \\t 日本 ''x'`;
}

test('Every row of every table comes back the same, and ids go on where they were', async () => {
  const [before, after] = [await createTestDatabase(), await createTestDatabase()];
  await dropConstraints(before);
  await dropConstraints(after);
  await fillEverything(before);
  await run(
    before.db,
    "insert into people (email, name) select 'p' || n || '@x.org', repeat('n', 500) from generate_series(1, 5000) n",
  );
  await run(before.db, 'delete from people where id between 4001 and 5000');
  const expected = await contentOf(before);
  expect(Object.values(expected).filter((found) => found.length === 0)).toEqual([]);

  const summary = await restore(after, await backUp(before));
  expect(await contentOf(after)).toEqual(expected);
  expect(summary.rowCount).toBe(Object.values(expected).reduce((sum, found) => sum + found.length, 0));
  const next = "insert into people (email, name) values ('new@x.org', 'New') returning id";
  expect((await row<{ id: number }>(after.db, next))!.id).toBeGreaterThan(5000);
  const left = await rows(after.db, "select tgname from pg_trigger where tgenabled = 'D'");
  expect(left).toEqual([]);
});

test('Rows that refer to each other come back under the same rules', async () => {
  const [before, after] = [await createTestDatabase(), await createTestDatabase()];
  await run(
    before.db,
    `with p as (insert into people (email, name) values ('ada@example.org', 'Ada') returning id),
       t as (insert into teams (slug, name) values ('ops', 'Ops') returning id)
     insert into team_members (team_id, person_id) select t.id, p.id from t, p`,
  );
  await restore(after, await backUp(before));
  const rules = `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype in ('f', 'c') order by 1, 2`;
  expect(await rows(after.db, rules)).toEqual(await rows(before.db, rules));
  await expect(run(after.db, 'insert into team_members (team_id, person_id) values (1, 99)')).rejects.toThrow(
    /foreign key/,
  );
  await expect(run(after.db, 'delete from events')).resolves.toBe(0);
});

test('Followers of events see what happens after a restore, also when the old cluster had counted further', async () => {
  const [before, after] = [await createTestDatabase(), await createTestDatabase()];
  const event = `insert into events (tx, kind, subject_kind, actor) values ($1::xid8, 'x.y', 'x', '{"kind": "system"}')`;
  await run(before.db, event, ['99999999999']);
  await restore(after, await backUp(before));
  const final = 'select id from events where tx < pg_snapshot_xmin(pg_current_snapshot())';
  expect(await rows(after.db, final)).toHaveLength(1);
});

test('A backup is one moment: rows written while it runs are all in it or all not', async () => {
  const before = await createTestDatabase();
  const insert = async (n: number) => {
    await run(
      before.db,
      `with t as (insert into teams (slug, name) values ('t' || $1::int, 'T') returning id)
      insert into settings (name, value) select 't' || $1::int, to_jsonb(id) from t`,
      [n],
    );
  };
  let stopped = false;
  const writing = (async () => {
    for (let n = 1; !stopped; n += 1) await insert(n);
  })();
  const file = await backUp(before).finally(() => {
    stopped = true;
  });
  await writing;
  const after = await createTestDatabase();
  await restore(after, file);
  const counts = await row(
    after.db,
    "select (select count(*) from teams) as t, (select count(*) from settings where name ~ '^t[0-9]') as s",
  );
  expect((counts as { t: number; s: number }).t).toBe((counts as { t: number; s: number }).s);
});

test('What cannot be restored is refused, and leaves nothing behind', async () => {
  const before = await createTestDatabase();
  await run(before.db, "insert into people (email, name) values ('ada@example.org', 'Ada')");
  const file = await backUp(before);
  const empty = await createTestDatabase();
  const whole = gunzipSync(readFileSync(file)).toString();
  const attempt = (text: string) => restoreBackup(empty.databaseUrl, Readable.from(gzipSync(text)), here);

  await expect(restore(before, file)).rejects.toThrow(/empty installation only, and this one has people/);
  await expect(restore(empty, file, { ...here, secretKeyId: 'k2' })).rejects.toThrow(/the key k1, .* has k2/);
  await expect(attempt(whole.slice(0, whole.lastIndexOf('{"end"')))).rejects.toThrow(/cut off/);
  await expect(attempt(whole.replace('"Ada"', '"Eve"'))).rejects.toThrow(/checksum/);
  await expect(attempt(whole.replace('0001-platform.sql', '0000-other.sql'))).rejects.toThrow(/other migrations/);
  await expect(attempt('{"hello": 1}\n')).rejects.toThrow(/not a backup/);
  const noBackup = path.join(path.dirname(file), 'text');
  writeFileSync(noBackup, 'hello');
  await expect(restore(empty, noBackup)).rejects.toThrow(/cannot be read/);
  const node = "insert into nodes (name, version) values ('busy', '1')";
  expect(await rows(empty.db, 'select from people')).toEqual([]);
  await run(empty.db, node);
  await expect(restore(empty, file)).rejects.toThrow(/these nodes still run: busy/);
});

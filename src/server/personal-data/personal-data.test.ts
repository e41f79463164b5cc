import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/harness/database.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import {
  adminToken,
  sharedServer,
  startTestServer,
  type TestServer,
  testSecretKey,
} from '../../../test/harness/server.ts';
import { createPerson, enablePerson, getPerson } from '../../contract/directory/people.ts';
import {
  cancelPersonalDataRemoval,
  previewPersonalDataRemoval,
  readPersonalDataRemoval,
  removePersonalData,
} from '../../contract/directory/personal-data.ts';
import { openDatabase, transaction } from '../platform/db/database.ts';
import { loadKeyring } from '../platform/secrets.ts';
import { workAtRemovals } from './actions.ts';
import { type ColumnClass, columnClasses, columnsOf } from './columns.ts';

const shared = sharedServer();

type Column = { table: string; column: string; type: string };

async function textColumns(db: TestServer['db']): Promise<Column[]> {
  const found = await db.query<Column>(
    `select case n.nspname when 'auth' then 'auth.' else '' end || c.relname as table, a.attname as column,
       format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('evenkeel', 'auth') and a.attnum > 0 and not a.attisdropped
       and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'json', 'bytea')`,
  );
  return found.rows;
}

const allClasses: ColumnClass[] = ['own', 'names', 'kept', 'texts', 'labels', 'received', 'none'];

test('every column that can hold text is in exactly one class, and no class names a column that is gone', async () => {
  const { db } = await shared();
  const there = (await textColumns(db)).map(({ table, column }) => `${table}.${column}`).sort();
  const listed = Object.keys(columnClasses).flatMap((table) =>
    columnsOf(table, ...allClasses).map((column) => `${table}.${column}`),
  );
  expect(listed.filter((one, index) => listed.indexOf(one) !== index)).toEqual([]);
  expect({
    missing: there.filter((one) => !listed.includes(one)),
    gone: listed.filter((one) => !there.includes(one)),
  }).toEqual({
    missing: [],
    gone: [],
  });
});

const name = 'Zofia Żółkiewska-O"Brien';
const email = 'zofia.zolkiewska@example.org';
const secretWords = [name, JSON.stringify(name).slice(1, -1), email, 'Żółkiewska'];

/** Puts the name into every column of the classes that a row can be made of, by copying rows that the product made. */
async function plant(db: TestServer['db'], personId: number) {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    const columns = await textColumns(db);
    const planted: string[] = [];
    for (const table of Object.keys(columnClasses)) {
      const wanted = columnsOf(table, 'names', 'kept');
      // Another removal would run.
      if (wanted.length === 0 || table === 'personal_data_removals') continue;
      for (const column of wanted) {
        const { type } = columns.find((one) => one.table === table && one.column === column)!;
        const whole = columnsOf(table, 'kept').includes(column) || column === 'email';
        const said = whole ? (column === 'email' ? email : name) : `Taken over by ${name} (${email}), as asked.`;
        const value =
          type === 'jsonb'
            ? JSON.stringify({ kind: 'person', personId, name, nested: [{ said: whole ? name : said, n: 1.5 }] })
            : said;
        planted.push(`${table}.${column}`);
        await client.query(
          `insert into ${table} ${await client
            .query(
              `select '(' || string_agg(quote_ident(a.attname), ', ') || ') overriding system value values (' || string_agg(
                 case when a.attname = $2 then '$1'
                   when a.atttypid::regtype::text = 'bigint[]' then $s$'{}'$s$
                   when a.atttypid::regtype::text = 'text[]' then $s$'{}'$s$
                   when a.atttypid::regtype::text = 'jsonb' then $s$'{}'$s$
                   when a.atttypid::regtype::text = 'bytea' then 'sha256(gen_random_uuid()::text::bytea)'
                   when a.atttypid::regtype::text = 'text' then 'gen_random_uuid()::text'
                   when a.atttypid::regtype::text = 'uuid' then 'gen_random_uuid()'
                   when a.atttypid::regtype::text in ('bigint') then '(900000000 + floor(random() * 90000000))::bigint'
                   when a.atttypid::regtype::text in ('integer', 'smallint', 'double precision', 'numeric') then '3'
                   when a.atttypid::regtype::text = 'boolean' then 'true'
                   when a.atttypid::regtype::text = 'xid8' then $s$'1'$s$
                   when a.atttypid::regtype::text = 'date' then 'current_date'
                   else 'evenkeel.now()' end, ', ') || ')' as made
               from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
                 and a.attgenerated = '' and (a.attname = $2 or a.attnotnull and (not a.atthasdef or a.attidentity <> ''))`,
              [table, column],
            )
            .then((found) => found.rows[0]!.made)}`,
          [value],
        );
      }
    }
    await client.query('commit');
    return planted;
  } finally {
    client.release();
  }
}

/** Every row of every table that holds one of the words, as text. */
async function scan(db: TestServer['db'], words: string[]) {
  const found: string[] = [];
  for (const table of Object.keys(columnClasses)) {
    const { rows } = await db.query(
      `select t::text as row from ${table.replace(/twoFactor|user$/, '"$&"')} t where t::text ilike any ($1)`,
      [words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)],
    );
    found.push(...rows.map(({ row }) => `${table}: ${row.slice(0, 200)}`));
  }
  return found;
}

/** Planted rows are not ones that the product would make; what they hold is all that counts. */
async function dropChecks(db: TestServer['db']) {
  const partial = await db.query(
    `select indexrelid::regclass::text as name from pg_index
     where indisunique and not indisprimary and not exists (select from pg_constraint c where c.conindid = indexrelid)
       and indrelid::regclass::text not like '%personal_data%'`,
  );
  for (const { name: index } of partial.rows) await db.query(`drop index ${index}`);
  const { rows } = await db.query(
    `select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
     where contype = 'c' and connamespace = 'evenkeel'::regnamespace`,
  );
  for (const { table, name: constraint } of rows) await db.query(`alter table ${table} drop constraint ${constraint}`);
}

test('after a removal, no table holds the name or the address wherever Evenkeel wrote it, and every row is still there', async () => {
  const { db } = await createTestDatabase();
  const keyring = loadKeyring({ key: testSecretKey });
  const person = await db.query<{ id: number }>(
    'insert into people (name, email, disabled_at) values ($1, $2, evenkeel.now()) returning id',
    [name, email],
  );
  const id = person.rows[0]!.id;
  await dropChecks(db);
  const planted = await plant(db, id);
  expect(planted.length).toBeGreaterThan(80);
  expect((await scan(db, secretWords)).length).toBeGreaterThanOrEqual(planted.length);
  const counts = () => countRows(db);
  const before = await counts();

  await db.query(
    `insert into personal_data_removals (person_id, texts, due_at, requested_by) values ($1, 'keep', evenkeel.now(), '{}')`,
    [id],
  );
  while (await workAtRemovals(db, keyring));

  expect(await scan(db, secretWords)).toEqual([]);
  expect(await counts()).toEqual(before);
  const left = await db.query('select name, email, removed_at is not null as removed from people where id = $1', [id]);
  expect(left.rows[0]).toEqual({
    name: `Removed person ${id}`,
    email: `removed-person-${id}@removed.invalid`,
    removed: true,
  });
  const numbers = await db.query(`select count(*)::int as n from events where data @> '{"nested": [{"n": 1.5}]}'`);
  expect(numbers.rows[0]!.n).toBe(1);
}, 60_000);

/** Of the tables whose rows stay; a subscription to the status page under the address goes with it. */
async function countRows(db: TestServer['db']): Promise<Record<string, number>> {
  const kept = Object.keys(columnClasses).filter(
    (table) =>
      !['personal_data_removals', 'subscribers', 'events'].includes(table) &&
      columnsOf(table, 'names', 'kept').length > 0,
  );
  const counts: Record<string, number> = {};
  for (const table of kept) counts[table] = (await db.query(`select count(*)::int as n from ${table}`)).rows[0]!.n;
  return counts;
}

test('whoever was removed can’t be enabled again, and the audit log has the steps', async () => {
  const { admin, db } = await shared();
  const { id } = await admin.call(createPerson, { body: { name: 'Pia Sand', email: 'pia@example.org' } });
  await admin.call(removePersonalData, { params: { id }, body: { email: 'pia@example.org', waitDays: 0 } });
  await eventually(async () => {
    const { removal } = await admin.call(readPersonalDataRemoval, { params: { id } });
    return removal?.state === 'done';
  }, 60_000);
  expect(await admin.call(getPerson, { params: { id } })).toMatchObject({
    name: `Removed person ${id}`,
    status: 'disabled',
  });
  await expect(admin.call(enablePerson, { params: { id } })).rejects.toMatchObject({ status: 409 });
  const { rows } = await db.query(
    "select kind from events where subject_kind = 'person' and subject_id = $1 order by id",
    [id],
  );
  expect(rows.map(({ kind }) => kind)).toEqual([
    'person.created',
    'person.disabled',
    'person.removalScheduled',
    'person.removalStarted',
    'person.personalDataRemoved',
  ]);
}, 90_000);

test('until it begins it can be canceled, and the person stays deactivated; a wrong address is refused', async () => {
  const { admin } = await shared();
  const made = await admin.call(createPerson, { body: { name: 'Ulla Weber', email: 'ulla@example.org' } });
  const params = { id: made.id };
  await expect(admin.call(removePersonalData, { params, body: { email: 'other@example.org' } })).rejects.toMatchObject({
    status: 400,
  });
  expect(await admin.call(removePersonalData, { params, body: { email: 'ulla@example.org' } })).toMatchObject({
    state: 'scheduled',
    texts: 'keep',
  });
  await expect(admin.call(removePersonalData, { params, body: { email: 'ulla@example.org' } })).rejects.toMatchObject({
    status: 409,
  });
  expect(await admin.call(cancelPersonalDataRemoval, { params })).toMatchObject({ state: 'canceled' });
  await expect(admin.call(cancelPersonalDataRemoval, { params })).rejects.toMatchObject({ status: 409 });
  expect(await admin.call(getPerson, { params })).toMatchObject({
    name: 'Ulla Weber',
    status: 'disabled',
    removedAt: null,
  });
});

test('whoever an escalation policy names is not removed before somebody takes their place', async () => {
  const { admin, db } = await shared();
  const { id } = await admin.call(createPerson, { body: { name: 'Omar Haddad', email: 'omar@example.org' } });
  await db.query("insert into escalation_policies (slug, name, definition) values ('omar', 'Omar first', $1)", [
    JSON.stringify({ steps: [{ delaySeconds: 0, targets: [{ kind: 'person', id }] }], repeat: 0 }),
  ]);
  const preview = await admin.call(previewPersonalDataRemoval, { params: { id } });
  expect(preview.policies.map(({ name }) => name)).toEqual(['Omar first']);
  await expect(
    admin.call(removePersonalData, { params: { id }, body: { email: 'omar@example.org' } }),
  ).rejects.toMatchObject({ status: 409, detail: expect.stringContaining('“Omar first”') });
  expect(await admin.call(getPerson, { params: { id } })).toMatchObject({ status: 'invited' });
});

test('what people typed is counted, kept unless it is chosen, and the lines that Evenkeel wrote beside it are replaced', async () => {
  const { admin, db } = await startTestServer();
  for (const texts of ['keep', 'replace'] as const) {
    const typed = `Greta ${texts} called the bank`;
    const { id } = await admin.call(createPerson, {
      body: { name: `Greta ${texts}`, email: `${texts}@example.org` },
    });
    const runbook = await db.query<{ id: number }>(
      "insert into runbooks (slug, title) values ($1, 'Bank') returning id",
      [texts],
    );
    await db.query(
      `insert into runbook_versions (runbook_id, version, title, body, author, step_count) values ($1, 1, 'Bank', $2, $3, 0)`,
      [runbook.rows[0]!.id, typed, JSON.stringify({ kind: 'person', personId: id, name: `Greta ${texts}` })],
    );
    const preview = await admin.call(previewPersonalDataRemoval, { params: { id } });
    expect(preview.texts).toEqual([
      { table: 'runbook_versions', count: 1, isComplete: true, about: 'runbook', ids: [runbook.rows[0]!.id] },
    ]);
    await admin.call(removePersonalData, {
      params: { id },
      body: { email: `${texts}@example.org`, waitDays: 0, texts },
    });
    await eventually(async () => {
      const { removal } = await admin.call(readPersonalDataRemoval, { params: { id } });
      return removal?.state === 'done';
    }, 60_000);
    const { rows } = await db.query('select body, author from runbook_versions where runbook_id = $1', [
      runbook.rows[0]!.id,
    ]);
    expect(rows[0]).toMatchObject({
      body: texts === 'keep' ? typed : `Removed person ${id} called the bank`,
      author: { name: `Removed person ${id}` },
    });
  }
}, 120_000);

test('an export holds what is kept about the person and no secret', async () => {
  const server = await shared();
  const { id } = await server.admin.call(createPerson, { body: { name: 'Nadia Costa', email: 'nadia@example.org' } });
  const response = await fetch(`${server.url}/api/v1/people/${id}/personal-data.json`, {
    headers: { authorization: `Bearer ${adminToken}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain(`person-${id}.json`);
  const found = (await response.json()) as { tables: Record<string, Record<string, unknown>[]> };
  expect(found.tables.people).toMatchObject([{ id, name: 'Nadia Costa', email: 'nadia@example.org' }]);
  expect(found.tables.events!.map(({ kind }) => kind)).toContain('person.created');
  expect(Object.values(found.tables).flat().flatMap(Object.keys)).not.toContain('token_hash');
});

test('another node goes on where one ended, and event rows refuse any other change', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  const keyring = loadKeyring({ key: testSecretKey });
  const person = await db.query<{ id: number }>(
    "insert into people (name, email, disabled_at) values ('Ivo Marsh', 'ivo@example.org', evenkeel.now()) returning id",
  );
  const id = person.rows[0]!.id;
  await db.query(
    `insert into events (kind, subject_kind, subject_id, actor, data)
     select 'team.created', 'team', n, $1, '{"after": {"name": "Ivo Marsh", "size": 3}}' from generate_series(1, 5000) n`,
    [JSON.stringify({ kind: 'person', personId: id, name: 'Ivo Marsh' })],
  );
  await db.query(
    `insert into personal_data_removals (person_id, texts, due_at, requested_by) values ($1, 'keep', evenkeel.now(), '{}')`,
    [id],
  );
  for (let step = 0; step < 40; step += 1) await workAtRemovals(db, keyring);
  const half = await db.query('select state, step from personal_data_removals');
  expect(half.rows[0]).toMatchObject({ state: 'running' });

  const forge = (change: string, setting: string) =>
    transaction(db, async (tx) => {
      await tx.query("select set_config('evenkeel.removal', $1, true)", [setting]);
      await tx.query(`update events set ${change}`);
    });
  const removal = (await db.query<{ id: number }>('select id from personal_data_removals')).rows[0]!.id;
  await expect(forge("kind = 'team.deleted'", String(removal))).rejects.toThrow('never changed');
  await expect(forge(`data = '{"after": {"name": "X", "size": 4}}'`, String(removal))).rejects.toThrow('never changed');
  await expect(forge(`data = '{"after": {"name": "X", "size": 3}}'`, '')).rejects.toThrow('never changed');
  await expect(forge(`data = '{"after": {"name": "X", "size": 3}}'`, '77')).rejects.toThrow('never changed');

  const other = openDatabase({ url: databaseUrl, max: 1, applicationName: 'other' });
  try {
    while (await workAtRemovals(other, keyring));
  } finally {
    await other.end();
  }
  const left = await db.query("select count(*)::int as n from events where actor::text || data::text like '%Ivo%'");
  expect(left.rows[0]!.n).toBe(0);
  const ended = await db.query('select state, words, pass from personal_data_removals');
  expect(ended.rows[0]).toMatchObject({ state: 'done', words: '', pass: 2 });
}, 60_000);

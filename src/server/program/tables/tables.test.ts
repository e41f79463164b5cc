import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { makeOneOfEach } from '../../../../test/harness/one-of-each.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { adminToken, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { nextSinceHeader, type TableName } from '../../../contract/program/tables.ts';
import { declareIncident, updateIncident } from '../../../contract/respond/incidents/changes.ts';
import { createSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { exportTables } from '../../../domain/program/tables.ts';

type Row = Record<string, unknown>;

async function ask({ url }: TestServer, table: string, format: 'csv' | 'parquet', since?: string) {
  const query = since === undefined ? '' : `?since=${since}`;
  const response = await fetch(`${url}/api/v1/tables/${table}/rows.${format}${query}`, {
    headers: { authorization: `Bearer ${adminToken}` },
  });
  return { status: response.status, next: response.headers.get(nextSinceHeader)!, body: await response.arrayBuffer() };
}

/** As the reader of another library than the writer's own process sees it; whole numbers as numbers. */
async function readParquet(file: ArrayBuffer): Promise<Row[]> {
  const found = await parquetReadObjects({ file });
  return found.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : (value ?? null)]),
    ),
  );
}

const exported = async (server: TestServer, table: TableName, since?: string) => {
  const { next, body } = await ask(server, table, 'parquet', since);
  return { next, rows: await readParquet(body) };
};

test('every table as Parquet is what SQL says, as CSV as well, with the columns that are documented and no contact data', async () => {
  const server = await startTestServer();
  await makeOneOfEach(server);
  const withRows = new Set<string>();
  for (const { name, columns, key } of exportTables) {
    const { rows } = await exported(server, name);
    if (rows.length > 0) withRows.add(name);
    const text = Buffer.from((await ask(server, name, 'csv')).body).toString('utf8');
    expect(text.split('\r\n')[0]).toBe(columns.map((column) => column.name).join(','));
    expect(text, name).not.toMatch(/@|\+\d{6}/);
    if (name === 'shifts') continue;
    const stored = columns.map((column) => {
      if (column.name === 'service_ids')
        return `(select string_agg(service_id::text, ';' order by service_id) from incident_services where incident_id = t.id) as service_ids`;
      return column.name === 'factor_keys'
        ? `nullif(array_to_string(factor_keys, ';'), '') as factor_keys`
        : column.name;
    });
    const sql = await server.db.query(`select ${stored.join(', ')} from ${name} t order by ${key.join(', ')}`);
    // Parquet holds milliseconds.
    expect(JSON.parse(JSON.stringify(rows)), name).toEqual(JSON.parse(JSON.stringify(sql.rows)));
  }
  expect([...withRows].toSorted()).toEqual(expect.arrayContaining(['action_items', 'goals', 'incidents', 'teams']));
});

/** A cursor behind all that has happened: transactions of others that still run hold it back for a moment. */
const settled = (server: TestServer, table: TableName) =>
  eventually(async () => {
    const { next } = await exported(server, table);
    return (await exported(server, table, next)).rows.length === 0 ? next : null;
  });

test('an export since an earlier one has what was changed after it and nothing else', async () => {
  const server = await startTestServer();
  const declare = async (title: string) =>
    (await server.admin.call(declareIncident, { body: { title, severity: 2 } })).id;
  const [first, second] = [await declare('Checkout fails'), await declare('Search fails')];
  const all = await exported(server, 'incidents');
  expect(all.rows.map(({ id }) => id)).toEqual([first, second]);
  const since = await settled(server, 'incidents');
  await server.admin.call(updateIncident, { params: { id: second }, body: { title: 'Search is slow' } });
  const third = await declare('Mail waits');
  const changed = await exported(server, 'incidents', since);
  expect(changed.rows.map(({ id, title }) => [id, title])).toEqual([
    [second, 'Search is slow'],
    [third, 'Mail waits'],
  ]);
  expect((await exported(server, 'incidents', await settled(server, 'incidents'))).rows).toEqual([]);
  expect((await ask(server, 'incidents', 'csv', '99999999999.1')).status).toBe(400);
  expect((await ask(server, 'incidents', 'csv', 'yesterday')).status).toBe(400);
});

test('a transaction that was still running during an export comes with the next one', async () => {
  const server = await startTestServer();
  const incident = await server.admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2 } });
  const slow = await server.db.connect();
  await slow.query('begin');
  await slow.query(`update incidents set title = 'Late' where id = $1`, [incident.id]);
  await slow.query(
    `insert into events (kind, subject_kind, subject_id, actor) values ('incident.updated', 'incident', $1, '{"kind":"system"}')`,
    [incident.id],
  );
  // Others go on meanwhile.
  await server.admin.call(declareIncident, { body: { title: 'Search fails', severity: 2 } });
  const before = await exported(server, 'incidents');
  await slow.query('commit');
  slow.release();
  const after = await exported(server, 'incidents', before.next);
  expect(after.rows.map(({ title }) => title)).toContain('Late');
});

test('a table of many pages comes whole and once, in row groups', async () => {
  const server = await startTestServer();
  const { id } = await server.admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2 } });
  await server.db.query(
    `insert into severity_changes (incident_id, from_severity, to_severity, actor)
     select $1, 2, 3, '{"kind":"system","name":"Evenkeel"}' from generate_series(1, 12345)`,
    [id],
  );
  const { body } = await ask(server, 'severity_changes', 'parquet');
  expect(parquetMetadata(body).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([5_000, 5_000, 2_345]);
  const ids = (await readParquet(body)).map((row) => row.id);
  expect(new Set(ids).size).toBe(12_345);
});

test('shifts come once they have ended, and exports one after the other bring each once', async () => {
  const server = await startTestServer();
  const [ada, bo] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Bo')];
  await server.clock.set('2027-03-01T10:00:00Z');
  await server.admin.call(createSchedule, {
    body: {
      slug: 'primary',
      name: 'Primary',
      timeZone: 'Europe/Berlin',
      definition: {
        layers: [
          {
            name: 'Daily',
            rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
            startsOn: '2027-01-01',
            participants: [ada.id, bo.id],
          },
        ],
      },
    },
  });
  await server.clock.set('2027-03-30T10:00:00Z');
  const early = await exported(server, 'shifts');
  await server.clock.set('2027-05-20T06:00:00Z');
  const late = await exported(server, 'shifts', early.next);
  const all = await exported(server, 'shifts');
  expect([...early.rows, ...late.rows]).toEqual(all.rows);
  // From 1 March until 20 May at 08:00 in Berlin, with the change of the clocks on 28 March in between.
  expect(all.rows).toHaveLength(79);
  expect(all.rows.slice(-1)).toMatchObject([{ ended_at: new Date('2027-05-19T07:00:00Z') }]);
  const hours = all.rows.map((row) => (Number(row.ended_at) - Number(row.started_at)) / 3_600_000);
  expect(new Set(hours.slice(1))).toEqual(new Set([24, 23]));
});

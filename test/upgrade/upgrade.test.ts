/**
 * An installation that has been in use is upgraded: the migrations run on rows, and the product of today reads them.
 * A new table gets its rows in a file `rows-of-NNNN.sql` of its own; files of the past stay as they are.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { endpoints } from '../../src/contract/endpoints.ts';
import { type Database, row, rows } from '../../src/server/platform/db/database.ts';
import { migrate, planMigrations, readMigrations, stopsOlderNodes } from '../../src/server/platform/db/migrate.ts';
import { createTestDatabase } from '../harness/database.ts';
import { migrateWithRows } from '../harness/migrated-rows.ts';
import { signInAs } from '../harness/people.ts';
import type { TestBrowser } from '../harness/programs/browser.ts';
import { startTestServer } from '../harness/server.ts';

/** Sent for as long as somebody listens. */
const stream = 'text/event-stream';

/** Refused as they are: without a query, or without a provider to sign in with. */
const needMore = [
  'exportMeasureBreakdown',
  'exportMeasureTrend',
  'exportMeasuredIncidents',
  'exportPaySheet',
  'finishOidc',
  'finishSaml',
  'listIncidentCosts',
  'listMeasuredIncidents',
  'listTabMessages',
  'previewRetention',
  'readMeasureBreakdown',
  'readMeasureTrend',
  'readOnCallOverview',
  'readPaySheet',
  'startOidc',
  'startSaml',
];

test('every migration runs on rows, and everything that can be read afterwards is read', async () => {
  const database = await createTestDatabase();
  await migrateWithRows(database.db, 'migrations');
  expect(await emptyTables(database.db)).toEqual([]);
  await expect(
    database.db.query('alter table evenkeel.teams add column motto text not null'),
    'a migration that only an empty table bears is noticed',
  ).rejects.toThrow('null values');
  const server = await startTestServer({ database });
  const { browser } = await signInAs(server, 'admin');
  const faults: string[] = [];
  const refused: string[] = [];
  let count = 0;
  for (const endpoint of endpoints.filter(({ method, contentType }) => method === 'GET' && contentType !== stream)) {
    const place = await placeOf(browser, server.url, endpoint);
    const response = await browser.fetch(server.url + place, { redirect: 'manual' });
    const text = await response.text();
    if (response.status >= 500) faults.push(`${endpoint.name} ${place}: ${response.status} ${text.slice(0, 300)}`);
    if (response.ok) count += 1;
    else if (!endpoint.path.includes(':')) refused.push(endpoint.name);
  }
  expect(faults).toEqual([]);
  expect(refused.sort()).toEqual(needMore);
  expect(count).toBeGreaterThan(100);
});

test('a migration that was released is there as it was, for it is never applied again', async () => {
  const released = (await readFile(path.join(import.meta.dirname, 'released-migrations.txt'), 'utf8'))
    .trimEnd()
    .split('\n');
  expect(released.length).toBeGreaterThan(80);
  const sums = (await readMigrations('migrations')).map(({ name, checksum }) => `${checksum}  ${name}`);
  expect(sums).toEqual(expect.arrayContaining(released));
});

test('the plan of an upgrade names what is missing, and what older nodes must not run beside', async () => {
  const { db } = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp('migrations', folder, { recursive: true });
  expect(await planMigrations(db, folder)).toEqual([]);
  await writeFile(path.join(folder, '9998-more.sql'), '-- breaking: no\ncreate table evenkeel.more (id bigint)');
  await writeFile(path.join(folder, '9999-less.sql'), '-- breaking: yes\ndrop table evenkeel.more');
  const plan = await planMigrations(db, folder);
  expect(plan.map((each) => [each.name, stopsOlderNodes(each)])).toEqual([
    ['9998-more.sql', false],
    ['9999-less.sql', true],
  ]);
  await migrate(db, folder);
  expect(await planMigrations(db, folder)).toEqual([]);
  await expect(planMigrations(db, 'migrations'), 'an older program').rejects.toThrow('Start a newer Evenkeel.');
});

async function emptyTables(db: Database): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    db,
    `select oid::regclass::text as name from pg_class where relkind in ('r', 'p') and not relispartition
       and relnamespace in ('evenkeel'::regnamespace, 'auth'::regnamespace)`,
  );
  const empty: string[] = [];
  for (const { name } of tables) {
    if (await row(db, `select from ${name} limit 1`)) continue;
    empty.push(name);
  }
  return empty;
}

/** The address of what an endpoint reads: of the first thing of the list that it belongs to, or of whatever has the id 1. */
async function placeOf(browser: TestBrowser, url: string, { path: place }: Endpoint): Promise<string> {
  const list = /^([^:]+)\/:id/.exec(place)?.[1];
  const response = list === undefined ? undefined : await browser.fetch(`${url}${list}`);
  const { items = [] } = response?.ok ? ((await response.json()) as { items?: { id?: number | string }[] }) : {};
  return place.replace(':id', String(items[0]?.id ?? 1)).replace(/:\w+/g, '1');
}

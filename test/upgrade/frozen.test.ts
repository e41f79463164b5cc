/**
 * Data as a release wrote it, kept in `frozen/` since (`freeze.mjs`), is loaded into the schema of that release and
 * upgraded by the build of today: what could be read then reads the same, what was sealed opens, and pages go out.
 */
import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listSources, readSourceSetup } from '../../src/contract/detect/sources.ts';
import { readSealedValues } from '../../src/contract/platform/sealed-values.ts';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { acknowledgePage, createPage } from '../../src/contract/respond/pages/responses.ts';
import type { BackupHeader } from '../../src/server/platform/backup/format.ts';
import { readBackup } from '../../src/server/platform/backup/read.ts';
import { restoreBackup } from '../../src/server/platform/backup/restore.ts';
import { migrate } from '../../src/server/platform/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { startReceiver } from '../harness/receiver.ts';
import { adminToken, startTestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { sendEvent, worldThrough } from '../harness/world.ts';

const frozen = path.join(import.meta.dirname, 'frozen');
const day = 86_400_000;

/** What does not change with the clock; a list is read whole. */
const lists: Record<string, string[]> = {
  '/api/v1/people': ['id', 'email', 'name', 'role', 'timeZone', 'teamIds'],
  '/api/v1/teams': ['id', 'slug', 'name', 'members', 'workingHours'],
  '/api/v1/services': ['id', 'slug', 'name', 'teamId', 'tier', 'escalationPolicyId'],
  '/api/v1/schedules': ['id', 'slug', 'name', 'timeZone', 'definition'],
  '/api/v1/escalation-policies': ['id', 'slug', 'name', 'definition'],
  '/api/v1/sources': ['id', 'slug', 'name', 'type', 'settings', 'serviceId', 'signalCount'],
  '/api/v1/routes': ['id', 'slug', 'position', 'condition', 'outcome', 'enabled'],
  '/api/v1/incidents': ['id', 'key', 'title', 'severity', 'kind', 'lifecycle', 'services', 'instants'],
  '/api/v1/postmortems': ['id', 'form', 'state', 'isRequired', 'findingCount'],
  '/api/v1/action-items': ['id', 'title', 'kind', 'state', 'dueAt'],
  '/api/v1/runbooks': ['id', 'slug', 'title', 'stepCount'],
  '/api/v1/drills': ['id', 'title', 'scenarioKey', 'state', 'marks', 'score'],
  '/api/v1/goals': ['id', 'name', 'measure', 'baseline', 'target', 'milestones'],
  '/api/v1/pilots': ['id', 'kind', 'startsOn', 'endsOn', 'state', 'baseline', 'milestones'],
};

test.each(
  await readdir(frozen),
)('the data of Evenkeel %s is upgraded: lists and measures read as before, sealed values open, pages go out', async (version) => {
  const database = await createTestDatabase();
  const header = await load(database, path.join(frozen, version, 'data.backup'));
  // As if it had been upgraded in the very moment.
  await database.clock.set(header.madeAt);
  await migrate(database.db, 'migrations');
  const server = await startTestServer({ database });

  const read = await readAll(server.url, Date.parse(header.madeAt));
  const figures = path.join(frozen, version, 'figures.json');
  if (process.env.EVENKEEL_TEST_FREEZE && !(await readdir(path.dirname(figures))).includes('figures.json'))
    await writeFile(figures, `${JSON.stringify(read, null, 1)}\n`);
  const kept = JSON.parse(await readFile(figures, 'utf8')) as Record<string, unknown[]>;
  expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(kept)));
  for (const [place, then] of Object.entries(kept)) expect([place, read[place]]).toMatchObject([place, then]);
  expect(kept['/api/v1/incidents']!.length).toBeGreaterThan(30);

  const sealed = await server.admin.call(readSealedValues, {});
  expect(sealed).toMatchObject({ unreadableCount: 0 });
  expect(sealed.items.length).toBeGreaterThan(2);

  // By a key that was sealed then.
  const { items: sources } = await server.admin.call(listSources, { query: { limit: 100 } });
  const old = sources.find(({ type, serviceId }) => type === 'pagerduty-events-v2' && serviceId !== null)!;
  const { key } = await server.admin.call(readSourceSetup, { params: { id: old.id } });
  const url = `${server.url}/in/${key}`;
  expect(await sendEvent({ id: old.id, key, url }, { key: 'after the upgrade' })).toBe(202);

  const receiver = stopAfterTest(await startReceiver());
  const world = worldThrough(server);
  const ada = await world.personByWebhook('Ada', receiver);
  await server.admin.call(createPage, { body: { title: 'somebody new', target: { kind: 'person', id: ada.id } } });
  const told = await eventually(() => receiver.pages().find(({ title }) => title.includes('somebody new')), 30_000);
  expect(told.mayRepeat).toBe(false);
  const opened = await eventually(async () => {
    const { items } = await server.admin.call(listPages, { query: { state: 'open', limit: 100 } });
    return items.find(({ title }) => title.includes('after the upgrade'));
  }, 30_000);
  await server.admin.call(acknowledgePage, { params: { id: opened.id } });
});

/** The schema of then with its rows. @returns what the backup says of itself */
async function load({ db, databaseUrl }: TestDatabase, file: string): Promise<BackupHeader> {
  const header = await headerOf(file);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const { name } of header.migrations) await copyFile(path.join('migrations', name), path.join(folder, name));
  await db.query('drop schema evenkeel cascade; drop schema auth cascade');
  await migrate(db, folder);
  // Not a restore: an upgrade finds everything as it was left.
  await restoreBackup(databaseUrl, createReadStream(file), { secretKeyId: '', acceptOtherKey: true, settle: [] });
  return header;
}

async function headerOf(file: string): Promise<BackupHeader> {
  for await (const line of readBackup(createReadStream(file))) if ('header' in line) return line.header;
  throw new Error(`${file} has no header.`);
}

async function readAll(url: string, at: number): Promise<Record<string, unknown[]>> {
  const read: Record<string, unknown[]> = {};
  for (const [place, fields] of Object.entries(lists)) {
    const items = await itemsOf(url, place);
    read[place] = items.map((item) =>
      Object.fromEntries(fields.filter((name) => name in item).map((name) => [name, item[name]])),
    );
  }
  const to = new Date(Math.floor(at / day) * day);
  const from = new Date(to.getTime() - 90 * day);
  const period = `from=${from.toISOString()}&to=${to.toISOString()}`;
  read.measures = [await get(url, `/api/v1/measures?${period}`)];
  read.oncall = [await get(url, `/api/v1/measures/oncall?${period}`)];
  return read;
}

async function itemsOf(url: string, place: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
    const page: { items: Record<string, unknown>[]; nextCursor?: string | null } = await get(
      url,
      `${place}${cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

async function get<T>(url: string, place: string): Promise<T> {
  const response = await fetch(url + place, { headers: { authorization: `Bearer ${adminToken}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${place}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

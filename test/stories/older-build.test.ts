/** Two builds on one database, as while an installation is updated node by node: nothing is lost, doubled or misread. */
import { expect, test } from 'vitest';
import { endpoints } from '../../src/contract/endpoints.ts';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { acknowledgePage } from '../../src/contract/respond/pages/responses.ts';
import { whole } from '../../src/web/data/older-answers.ts';
import { alertTitles } from '../harness/alert-titles.ts';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { migrateWithRows } from '../harness/migrated-rows.ts';
import { signInAs } from '../harness/people.ts';
import { type App, startApp } from '../harness/programs/app-process.ts';
import type { openBrowser } from '../harness/programs/browser.ts';
import { canBuildOlder, makeOlderBuild } from '../harness/programs/older-build.ts';
import { startReceiver } from '../harness/receiver.ts';
import { sendSteadily } from '../harness/steady-sender.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

test.runIf(canBuildOlder)(
  'an older node goes on while a newer one migrates and joins it: both accept and page, each stops what the other began, and the newer one takes over when the older is killed',
  async () => {
    const older = stopAfterTest(await makeOlderBuild());
    const database = await createTestDatabase();
    await database.db.query('drop schema evenkeel cascade; drop schema auth cascade');
    const { databaseUrl } = database;
    const receiver = stopAfterTest(await startReceiver());
    const before = stopAfterTest(
      await startApp({ databaseUrl, executable: older.executable, environment: { EVENKEEL_NODE_NAME: 'before' } }),
    );
    const world = worldThrough(before);
    const [ada, ben] = [await world.personByWebhook('Ada', receiver), await world.personByWebhook('Ben', receiver)];
    const source = await world.paging([askPerson(ada), askPerson(ben)], 600);
    const versions = async () =>
      (await database.db.query<{ name: string }>('select name from migrations')).rows.map(({ name }) => name);
    const migratedBefore = await versions();
    const pagesOf = (person: { path: string }, title: string) =>
      receiver.pages().filter((page) => page.path === person.path && page.title === title);

    const onBefore = sendSteadily(source, 'before');
    await eventually(() => onBefore.accepted.length > 10);
    const after = stopAfterTest(await startApp({ databaseUrl, environment: { EVENKEEL_NODE_NAME: 'after' } }));
    expect((await versions()).length - migratedBefore.length, `migrations since ${older.commit}`).toBeGreaterThan(5);
    const sourceAfter = { ...source, url: source.url.replace(before.url, after.url) };
    const onAfter = sendSteadily(sourceAfter, 'after');
    await eventually(() => onAfter.accepted.length > 30, 20_000);
    const sent = [...(await onBefore.stop()), ...(await onAfter.stop())];
    expect(onBefore.refused() + onAfter.refused()).toBe(0);
    await eventually(() => sent.every((title) => pagesOf(ada, title).length > 0), 30_000);
    for (const title of sent) expect([title, pagesOf(ada, title).length]).toEqual([title, 1]);
    expect((await alertTitles(after.admin)).filter((title) => sent.includes(title)).sort()).toEqual([...sent].sort());

    // Each ends what the other began, and the second person is never asked.
    for (const [at, by] of [
      [before, after],
      [after, before],
    ] as const) {
      const from = { ...source, url: source.url.replace(before.url, at.url) };
      const [ended, open] = [`ended, begun at ${at.url}`, `open, begun at ${at.url}`];
      for (const key of [ended, open]) expect(await sendEvent(from, { key })).toBe(202);
      await eventually(() => [ended, open].every((key) => pagesOf(ada, key).length === 1));
      const page = await eventually(async () => (await openPages(by)).find(({ title }) => title === ended));
      await by.admin.call(acknowledgePage, { params: { id: page.id } });
      await database.clock.advance('601 seconds');
      await eventually(() => pagesOf(ben, open).length === 1);
      expect(pagesOf(ben, ended)).toEqual([]);
    }

    // What the older one had begun to send when it was killed goes out by the newer one, and says that it may be a repeat.
    await after.stop();
    receiver.setMode('hang');
    await sendEvent(source, { key: 'in flight' });
    await eventually(() => pagesOf(ada, 'in flight').length > 0);
    const last = stopAfterTest(await startApp({ databaseUrl, environment: { EVENKEEL_NODE_NAME: 'last' } }));
    before.program().kill('SIGKILL');
    await before.program().ended;
    receiver.setMode('take');
    const sourceLast = { ...source, url: source.url.replace(before.url, last.url) };
    expect(await sendEvent(sourceLast, { key: 'alone' })).toBe(202);
    await eventually(() => pagesOf(ada, 'alone').length === 1 && pagesOf(ada, 'in flight').length > 1, 20_000);
    expect(pagesOf(ada, 'in flight').at(-1)).toMatchObject({ id: pagesOf(ada, 'in flight')[0]!.id, mayRepeat: true });
  },
  180_000,
);

test.runIf(canBuildOlder)(
  'what an older node answers can be read by the web of today, which fills in what it leaves out',
  async () => {
    const older = stopAfterTest(await makeOlderBuild());
    const database = await createTestDatabase();
    await migrateWithRows(database.db, older.migrations);
    const { databaseUrl } = database;
    const before = stopAfterTest(await startApp({ databaseUrl, executable: older.executable }));
    stopAfterTest(await startApp({ databaseUrl }));
    const { browser } = await signInAs(before, 'admin');
    const faults: string[] = [];
    // Its screen leaves out the kinds that an older node does not know.
    const isExpected = (fault: string) => fault.startsWith('readMyNoticeSettings kinds.');
    let count = 0;
    for (const endpoint of endpoints) {
      if (endpoint.method !== 'GET' || endpoint.contentType !== undefined) continue;
      for (const place of await placesOf(browser, before.url, endpoint.path)) {
        const response = await browser.fetch(before.url + place);
        const text = await response.text();
        if (response.status >= 500) faults.push(`${endpoint.name}: ${response.status} ${text.slice(0, 200)}`);
        if (!response.ok || text === '') continue;
        count += 1;
        const read = endpoint.output.safeParse(whole(endpoint.name, JSON.parse(text)));
        if (!read.success)
          faults.push(
            ...read.error.issues.map(({ path: at, message }) => `${endpoint.name} ${at.join('.')}: ${message}`),
          );
      }
    }
    expect([
      ...new Set(faults.filter((fault) => !isExpected(fault)).map((fault) => fault.replace(/\.\d+/g, '.#'))),
    ]).toEqual([]);
    expect(count).toBeGreaterThan(100);
  },
  180_000,
);

/** The address of what an endpoint reads, of the first things of the list that it belongs to. */
async function placesOf(browser: ReturnType<typeof openBrowser>, url: string, place: string): Promise<string[]> {
  if (!place.includes(':')) return [place];
  const list = /^([^:]+)\/:id/.exec(place)?.[1];
  if (list === undefined) return [];
  const response = await browser.fetch(url + list);
  const { items = [] } = response.ok ? ((await response.json()) as { items?: { id?: number }[] }) : {};
  return items.slice(0, 3).map(({ id }) => place.replace(':id', String(id)).replaceAll(/:\w+/g, '1'));
}

async function openPages({ admin }: App) {
  return (await admin.call(listPages, { query: { state: 'open', limit: 100 } })).items;
}

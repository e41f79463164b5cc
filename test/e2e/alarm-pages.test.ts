import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { createMaintenanceWindow } from '../../src/contract/detect/maintenance-windows.ts';
import { createRoute } from '../../src/contract/detect/routes.ts';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer } from '../harness/server.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, violations } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const phoneWidth = 320;
const phone = { viewport: { width: phoneWidth, height: 640 }, hasTouch: true, isMobile: true };
const endless = `Disk ${'withoutAnySpace'.repeat(20)} <img src=x onerror=alert(1)>`;

/** Something of everything, among it what is long and hostile; returns the path of each page. */
async function fullWorld() {
  const server = await startTestServer();
  const { admin } = server;
  const world = worldThrough(server);
  const receiver = await startReceiver();
  onTestFinished(receiver.stop);
  const grace = await world.personByWebhook('Grace', receiver);
  const source = await world.paging([askPerson(grace), askPerson(grace)]);
  const heartbeat = await world.source('generic', null);
  const service = await world.service(null, 'Search');
  await admin.call(createRoute, {
    body: {
      slug: 'quiet',
      name: 'Quiet',
      condition: { all: [{ label: 'team', operator: 'in', value: ['a', 'b'] }] },
      outcome: { suppressReason: 'Nobody cares.' },
    },
  });
  const endsAt = new Date(Date.now() + 7_200_000).toISOString();
  await admin.call(createMaintenanceWindow, { body: { title: 'Upgrade', endsAt, serviceIds: [service.id] } });
  await sendEvent(source, { key: 'one', title: 'Checkout fails' });
  await sendEvent(source, { key: 'two', title: endless });
  await eventually(() => receiver.pages().length === 2);
  const alert = (await admin.call(listAlerts, {})).items.find(({ title }) => title.startsWith('Disk'))!;
  const page = (await admin.call(listPages, {})).items[0]!;
  const paths = [
    '/',
    '/alerts',
    `/alerts/${alert.id}`,
    '/pages',
    `/pages/${page.id}`,
    '/sources',
    '/sources/new?sender=heartbeat',
    `/sources/${source.id}`,
    `/sources/${heartbeat.id}`,
    '/routes',
    '/maintenance',
    '/settings/severities',
  ];
  return { server, paths, person: (await signInAs(server, 'admin', 'Ada')).browser };
}

/** The head of the page is there and nothing in it is still on its way. */
const settled = async (page: Page) => {
  await page.locator('h1').waitFor();
  await expect.poll(() => page.getByText(/^Loading/).count(), { timeout: 10_000 }).toBe(0);
};

/** What sticks out of a narrow window, by its text. */
const tooWide = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > ${phoneWidth} && !element.closest('[aria-label="Breadcrumb"]'))
    .map((element) => element.tagName + ' ' + element.textContent.slice(0, 60))`);

// Each scheme and each layout once: what is wrong with a colour is wrong at every width.
test.each([
  ['light', {}],
  ['dark', phone],
] as const)(
  'every page of the alarm is readable for everybody: %s %j',
  { timeout: 180_000 },
  async (colorScheme, size) => {
    const { server, paths, person } = await fullWorld();
    const options: BrowserContextOptions = { colorScheme, ...size };
    await asPerson(
      browser,
      server.url,
      person,
      async (page) => {
        const found: Record<string, string[]> = {};
        for (const path of paths) {
          await page.goto(path, { waitUntil: 'domcontentloaded' });
          await settled(page);
          found[path] = await violations(page);
          const width = await page.evaluate<number>('document.documentElement.scrollWidth');
          if ('isMobile' in size && width > phoneWidth) found[path].push(`scrolls sideways: ${await tooWide(page)}`);
        }
        expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, []])));
      },
      options,
    );
  },
);

test('a viewer sees everything, and what a viewer may not do is refused with a reason before it is tried', async () => {
  const { server, paths } = await fullWorld();
  const { browser: viewer } = await signInAs(server, 'viewer', 'Vera');
  await asPerson(browser, server.url, viewer, async (page) => {
    await page.goto(paths[2]!);
    const acknowledge = page.getByRole('button', { name: 'Acknowledge' });
    await acknowledge.waitFor();
    expect(await acknowledge.isDisabled()).toBe(true);
    await page.keyboard.press('e');
    await page.goto('/alerts');
    await page.getByText('Checkout fails').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
  });
  const { items } = await server.admin.call(listAlerts, { query: { state: 'acknowledged' } });
  expect(items).toEqual([]);
});

test('an empty installation leads to the first page, and a thing that is not there says so', async () => {
  const server = await startTestServer();
  const { browser: ada } = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, ada, async (page) => {
    await page.goto('/');
    await page.getByText(/^0 of \d+ done$/).waitFor();
    await page.getByRole('link', { name: 'Add a source', exact: true }).click();
    await page.getByRole('heading', { name: 'Add a source' }).waitFor();
    await page.goto('/alerts');
    await page.getByRole('heading', { name: 'No alert has ever come in' }).waitFor();
    for (const path of ['/alerts/999', '/pages/999', '/sources/999']) {
      await page.goto(path);
      await page
        .getByRole('alert')
        .getByText(/has the id 999|Not found/i)
        .first()
        .waitFor();
    }
  });
});

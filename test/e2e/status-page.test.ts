/** The public page in a real browser: without scripts, light and dark, on a phone, for everybody. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStatusMaintenance } from '../../src/contract/communicate/status-maintenances.ts';
import { updateStatusComponent } from '../../src/contract/communicate/status-page.ts';
import { declare, openStatusPage, publish } from '../../src/server/communicate/world-for-tests.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { collectComplaints, launchBrowser } from './browser.ts';
import { violations } from './product.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** A page with something of everything on it. */
async function busyPage(): Promise<TestServer> {
  const server = await startTestServer();
  const { admin } = server;
  const ids = await openStatusPage(
    admin,
    ['Checkout', 'Search', 'Accounts', 'A component with a name that is rather long'],
    {
      intro: 'How our shop works today.',
      contact: 'support@example.org',
    },
  );
  for (const [index, groupName] of ['Shop', 'Shop', 'People'].entries()) {
    const body = {
      slug: `c-${index}`,
      name: ['Checkout', 'Search', 'Accounts'][index]!,
      groupName,
      observedFrom: '2026-01-01T00:00:00Z',
    };
    await admin.call(updateStatusComponent, { params: { id: ids[index]! }, body });
  }
  const over = await declare(admin);
  await publish(admin, over, {
    values: { title: 'Sign-in fails', effect: 'failing sign-ins' },
    components: [{ componentId: ids[2], state: 'major' }],
  });
  await publish(admin, over, { situation: 'resolved' });
  await publish(admin, await declare(admin), {
    values: { title: 'Slow checkout', effect: 'slow payments' },
    components: [{ componentId: ids[0], state: 'partial' }],
  });
  await admin.call(createStatusMaintenance, {
    body: {
      title: 'Faster search',
      body: 'We move to new machines.',
      startsAt: new Date(Date.now() + 86_400_000).toISOString(),
      endsAt: new Date(Date.now() + 90_000_000).toISOString(),
      componentIds: [ids[1]!],
    },
  });
  return server;
}

test('everybody can read the public page: light and dark, wide and on a small phone', async () => {
  const { url } = await busyPage();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 320]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const complaints = collectComplaints(page);
      await page.goto(`${url}/status`);
      const where = `${colorScheme} ${width}`;
      expect(await violations(page), where).toEqual([]);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, where).toBeLessThanOrEqual(0);
      const bars = await page.locator('.bars').first().locator('i:visible').count();
      expect(bars, where).toBe(width === 320 ? 30 : 90);
      expect(complaints, where).toEqual([]);
      if (process.env.EVENKEEL_TEST_SHOTS) {
        await page.screenshot({
          path: `${process.env.EVENKEEL_TEST_SHOTS}/${colorScheme}-${width}.png`,
          fullPage: true,
        });
      }
      await context.close();
    }
  }
});

test('without scripts people read, follow a link to an incident, and subscribe', async () => {
  const { url, db } = await busyPage();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/status`);
  await page.getByRole('link', { name: 'Slow checkout' }).click();
  await page.getByRole('heading', { level: 1, name: /Slow checkout/ }).waitFor();
  await page.getByRole('link', { name: 'Shop status' }).click();
  await page.getByText('Choose components').click();
  await page.getByRole('checkbox', { name: 'Checkout' }).check();
  await page.getByRole('checkbox', { name: 'Search' }).check();
  await page.getByLabel('E-mail address').fill('reader@example.org');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByRole('heading', { name: 'Check your inbox' }).waitFor();
  const found = await db.query('select email, cardinality(wanted_component_ids) as wanted from evenkeel.subscribers');
  expect(found.rows).toEqual([{ email: 'reader@example.org', wanted: 2 }]);
  await context.close();
});

import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSource, getSource } from '../../src/contract/detect/sources.ts';
import { freePort } from '../../src/server/platform/db/embedded/cluster.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
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

test('an e-mail source shows the address to send to, and a mail to it appears as its first signal', async () => {
  const port = await freePort();
  const server = await startTestServer({
    environment: { EVENKEEL_MAIL_IN_PORT: String(port), EVENKEEL_MAIL_IN_DOMAIN: 'alerts.example.org' },
  });
  const { browser: admin } = await signInAs(server, 'admin', 'Ada');
  const { id } = await server.admin.call(createSource, {
    body: { slug: 'backups', name: 'Backup mails', type: 'email', pagesNobody: true },
  });
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto(`/sources/${id}`);
    const to = await page.getByLabel('E-mail address', { exact: true }).inputValue();
    expect(to).toMatch(/^\w+@alerts\.example\.org$/);
    await page.getByText('What opens and what resolves').waitFor();
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    await transport.sendMail({ from: 'cron@db-1.example.org', to, subject: 'Backup failed on db-1', text: 'No space' });
    transport.close();
    await page.getByRole('list').getByText('Backup failed on db-1').first().waitFor();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await violations(page)).toEqual([]);
    }
  });
});

test('a heartbeat by a crontab line shows when it is expected next, refuses what is no schedule, and is created', async () => {
  const server = await startTestServer();
  const { browser: admin } = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/sources');
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Search senders').fill('heartbeat');
    await page.keyboard.press('Enter');
    await page.getByLabel('Name').fill('Nightly backup');
    await page.getByText('On a schedule', { exact: true }).click();
    const schedule = page.getByRole('textbox', { name: 'Schedule' });
    await schedule.fill('0 25 * * *');
    await expect.poll(() => page.getByText('Expected next:').count()).toBe(0);
    await schedule.fill('0 3 * * 1-5');
    await page.getByText('Expected next:').waitFor();
    expect(await page.getByText(/03:00/).count()).toBe(5);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await violations(page)).toEqual([]);
    }
    await page.getByRole('radio', { name: /^Nobody/ }).click();
    await page.getByRole('button', { name: 'Create source' }).click();
    await page.getByRole('heading', { name: 'Nightly backup' }).waitFor();
    const id = Number(/\/sources\/(\d+)/.exec(page.url())![1]);
    const { heartbeat } = await server.admin.call(getSource, { params: { id } });
    expect(heartbeat?.schedule?.cron).toBe('0 3 * * 1-5');
  });
});

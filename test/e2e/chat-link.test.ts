import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagedInSlack } from '../../src/server/respond/inbound/chat-links/paged-in-slack-for-tests.ts';
import { password, signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
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

test('whoever follows the link that a chat gave them signs in, sees what it is about, and takes the page', async () => {
  const { node, page: paged, press } = await pagedInSlack();
  await signInAs(node, 'admin');
  const ada = await signInAs(node, 'responder', 'Ada');
  const token = await press('U0ADA0000');
  const picture = async (page: Page, name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  };
  const nobody = { cookies: new Map<string, string>() };
  await asPerson(browser, node.url, nobody, async (page) => {
    await page.goto(`/me/link#${token}`);
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Link your Slack account' }).waitFor();
    await page.getByText('Member U0ADA0000, through Acme').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await picture(page, 'link-1440');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'link-390-dark');
    expect((await paged()).state).toBe('open');
    await page.getByRole('button', { name: 'Link and acknowledge' }).click();
    await page.getByText('Acknowledged. It is yours: High error rate').waitFor();
    await picture(page, 'linked-390-dark');
    expect((await paged()).acknowledgedBy?.name).toBe('Ada');
    await page.reload();
    await page.getByText('This link has expired or was used already.').waitFor();
    await picture(page, 'used-390-dark');
  });
});

/** The library of scenarios: choosing one, and reading it without being told by accident. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a scenario is found by format and difficulty, and read only by whoever plans, and only when they ask', async () => {
  const server = await startTestServer();
  const { browser: admin } = await signInAs(server, 'admin', 'Ada Plans');
  const { browser: player } = await signInAs(server, 'responder', 'Sam Plays');
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/program/drills');
    const library = page.getByRole('list', { name: 'Scenarios' });
    await library.getByText('Nobody can log in', { exact: true }).first().waitFor();
    for (const [filter, choice] of [
      ['Format', 'Tabletop'],
      ['Difficulty', 'Hard'],
    ] as const) {
      await page.getByRole('combobox', { name: filter }).click();
      await page.getByRole('option', { name: choice, exact: true }).click();
    }
    await library.getByText('Nobody can log in', { exact: true }).first().waitFor({ state: 'detached' });
    expect(await page.getByText('a fix that makes it worse').count()).toBe(0);
    await library.locator('summary').filter({ hasText: 'The market opens' }).click();
    await library.getByText(/a fix that makes it worse/).waitFor();
    await library.getByRole('link', { name: /Knight Capital/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
  await asPerson(browser, server.url, player, async (page) => {
    await page.goto('/program/drills');
    await page.getByText('The market opens', { exact: true }).first().waitFor();
    expect(await page.getByText('gives away what is wrong').count()).toBe(0);
  });
});

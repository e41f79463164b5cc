import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProvider } from '../../src/contract/respond/providers.ts';
import { createSchedule } from '../../src/contract/respond/schedules/schedule.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { startSlack } from '../stand-ins/slack.ts';
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

test('a user group is let follow a schedule, says who is missing in it, and is taken away and brought back', async () => {
  const server = await startTestServer();
  const slack = await startSlack();
  const { apiUrl, botToken } = slack;
  await server.admin.call(addProvider, { body: { kind: 'slack', name: 'Acme', settings: { apiUrl, botToken } } });
  const ada = await signInAs(server, 'admin', 'Ada');
  const rotation = { unit: 'day', every: 1, handoffTime: '00:00' } as const;
  const layers = [{ name: 'Primary', rotation, startsOn: '2026-01-01', participants: [ada.id] }];
  const { id } = await server.admin.call(createSchedule, {
    body: { slug: 'shop', name: 'Shop', timeZone: 'UTC', definition: { layers } },
  });
  await asPerson(browser, server.url, ada.browser, async (page: Page) => {
    await page.goto(`/oncall/schedules/${id}`);
    const section = page.getByRole('region', { name: 'User groups' });
    await section.getByRole('button', { name: 'Add a user group' }).click();
    const form = page.getByRole('dialog', { name: 'Add a user group' });
    await form.getByRole('textbox', { name: 'Group ID' }).fill('oncall');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText('Enter the ID of a group, such as S0123ABCD.').waitFor();
    await form.getByRole('textbox', { name: 'Group ID' }).fill('S0ONCALL0');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await section.getByText('S0ONCALL0, Acme').waitFor();
    await section.getByText('so not in the group: Ada.').waitFor();
    expect(await violations(page)).toEqual([]);
    await section.getByRole('button', { name: /^Remove/ }).click();
    await section.getByText('S0ONCALL0, Acme').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await section.getByText('S0ONCALL0, Acme').waitFor();
    if (process.env.SHOTS) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await section.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.SHOTS}/groups-1440.png` });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await section.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.SHOTS}/groups-390-dark.png` });
    }
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService } from '../../src/contract/directory/services.ts';
import { getPostmortem } from '../../src/contract/learn/postmortems.ts';
import { createRunbook } from '../../src/contract/resolve/runbooks.ts';
import { listIncidents } from '../../src/contract/respond/incidents/incident.ts';
import { getIncident } from '../../src/contract/respond/incidents/room.ts';
import { eventually } from '../harness/eventually.ts';
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

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

test('an incident is run by two people in two browsers, from C to the draft of its postmortem', {
  timeout: 120_000,
}, async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const grace = await signInAs(server, 'responder', 'Grace');
  const service = await server.admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  await server.admin.call(createRunbook, {
    body: {
      slug: 'checkout-down',
      title: 'Checkout is down',
      serviceIds: [service.id],
      body: '- [ ] Look at the `logs`\n- [ ] Roll back\n',
    },
  });

  await asPerson(browser, server.url, ada.browser, async (hers) => {
    await hers.goto('/incidents');
    await hers.getByText('No open incidents').waitFor();
    await hers.keyboard.press('c');
    await dialog(hers).getByLabel('What do customers notice?').fill('Payments <b>fail</b>');
    await hers.getByText('Help me choose').click();
    await hers.getByRole('radio', { name: 'Many' }).check();
    await dialog(hers).getByRole('combobox', { name: 'Services' }).fill('Check');
    await hers.getByRole('option', { name: 'Checkout' }).click();
    await dialog(hers).getByRole('button', { name: 'Declare', exact: true }).click();
    await hers.getByRole('heading', { name: 'INC-1 Payments <b>fail</b>' }).waitFor();
    await hers.getByText('Public update due').waitFor();
    await panel(hers, 'Roles').getByRole('link', { name: 'Ada' }).waitFor();

    // What is going on comes first, and on a phone nobody scrolls past the whole story to whoever is in charge.
    await hers.setViewportSize({ width: 390, height: 844 });
    const top = async (name: string) => (await panel(hers, name).boundingBox())!.y;
    expect(await top('Situation')).toBeLessThan(await top('Note'));
    await expect.poll(async () => (await top('Roles')) < (await top('Timeline'))).toBe(true);
    await hers.setViewportSize({ width: 1280, height: 800 });

    await asPerson(browser, server.url, grace.browser, async (his) => {
      await his.goto('/incidents/1');
      await his.getByRole('heading', { name: /INC-1/ }).waitFor();
      await hers.getByRole('list', { name: 'People here now' }).getByText('Grace').waitFor();

      const scribe = panel(his, 'Roles').getByRole('listitem').filter({ hasText: 'Scribe' });
      await scribe.getByRole('button', { name: 'Take role' }).click();
      await panel(hers, 'Roles').getByRole('link', { name: 'Grace' }).waitFor({ timeout: 5_000 });

      await hers.keyboard.press('n');
      await hers.keyboard.type('Look at the gateway');
      await hers.keyboard.press('Enter');
      await panel(his, 'Tasks').getByText('Look at the gateway').waitFor({ timeout: 5_000 });
      await his.getByText('“Look at the gateway” has no owner.').waitFor();
      await panel(his, 'Tasks').getByLabel('Look at the gateway', { exact: true }).check();
      await panel(hers, 'Timeline')
        .getByText(/Look at the gateway/)
        .nth(1)
        .waitFor();

      await panel(his, 'Runbooks').getByRole('button', { name: 'Open', exact: true }).click();
      // What is code looks like code, and the marks are gone.
      await panel(his, 'Runbooks').getByLabel('Look at the logs').check();
      await panel(hers, 'Runbooks').getByText('1 of 2, opened by Grace').waitFor();

      await his.keyboard.press('Shift+M');
      await panel(hers, 'Roles')
        .getByText(/Incident commander/)
        .waitFor();
      await eventually(async () => {
        const { commander } = await server.admin.call(getIncident, { params: { id: 1 } });
        return commander?.name === 'Grace';
      });
    });

    await hers.getByRole('main').focus();
    await hers.keyboard.press('v');
    await dialog(hers).getByRole('radio', { name: /^SEV1/ }).check();
    await dialog(hers).getByRole('button', { name: 'Save' }).click();
    await panel(hers, 'Timeline').getByText('Severity SEV2 → SEV1').waitFor();

    await dialog(hers).waitFor({ state: 'detached' });
    await hers.keyboard.press('u');
    const update = hers.getByRole('textbox', { name: 'Update' });
    await update.fill('We are rolling back.');
    await hers.keyboard.press('Control+Enter');
    await panel(hers, 'Timeline').getByText('We are rolling back.').waitFor();
    expect(await violations(hers)).toEqual([]);

    await hers.getByRole('main').focus();
    await hers.keyboard.press('r');
    await dialog(hers).getByLabel('What ended it').fill('Rolled back');
    await hers.keyboard.press('Control+Enter');
    await panel(hers, 'Timeline').getByText('Resolved: Rolled back').waitFor();
    await eventually(() => server.admin.call(getPostmortem, { params: { id: 1 } }).catch(() => null));
    await hers.getByRole('link', { name: 'Continue draft' }).click();
    await hers.getByRole('heading', { name: 'Postmortem: Payments <b>fail</b>' }).waitFor();
    // Grace owns the draft: whoever else comes reads first.
    await hers.locator('label', { hasText: 'Write' }).click();
    const text = hers.getByRole('textbox', { name: 'Postmortem text' });
    await text.press('Control+End');
    await hers.keyboard.type('\nIt was a human error.');
    await panel(hers, 'Blameless wording').getByText('human error', { exact: true }).waitFor();
    await hers.keyboard.press('Control+s');
    await hers.getByText(/Version 2 by Ada/).waitFor();
    // A button that has half scrolled under the top bar would count as too small.
    await hers.evaluate('scrollTo(0, 0)');
    expect(await violations(hers)).toEqual([]);
  });
  const { items } = await server.admin.call(listIncidents, { query: { lifecycle: 'all' } });
  expect(items).toMatchObject([{ severity: 1, lifecycle: 'resolved', services: [{ name: 'Checkout' }] }]);
});

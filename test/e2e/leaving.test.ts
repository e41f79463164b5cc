import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService } from '../../src/contract/directory/services.ts';
import { declareIncident } from '../../src/contract/respond/incidents/changes.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { launchBrowser } from './browser.ts';
import { asPerson, untilPainted } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const question = 'Leave without saving?';

test('a form asks before it is left, a note is there again, and signing out says what is discarded', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  await server.admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  const incident = await server.admin.call(declareIncident, { body: { title: 'Payments fail' } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    const menu = page.getByRole('navigation').first();
    await page.goto('/services');
    await page.getByRole('link', { name: 'Checkout' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Half a name');
    await page.keyboard.press('Escape');
    await page.getByText(question).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(question).waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('Half a name');
    await page.goBack();
    await page.getByText(question).waitFor();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    expect(await name.inputValue()).toBe('Half a name');
    await page.goBack();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('heading', { name: 'Services', level: 1 }).waitFor();

    await page.goto(`/incidents/${incident.id}`);
    const note = page.getByRole('textbox', { name: 'Note', exact: true });
    await note.fill('half a note');
    await menu.getByRole('link', { name: 'Services' }).click();
    await page.getByRole('heading', { name: 'Services', level: 1 }).waitFor();
    await page.goBack();
    await expect.poll(() => note.inputValue()).toBe('half a note');
    await page.getByText(/^Draft from \d\d:\d\d restored/).waitFor();

    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have an unsaved draft in this browser.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    expect(await note.inputValue()).toBe('');
  });
});

test('the key that raises the question does not answer it, also where its code arrived after the form', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const { id } = await server.admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    let letThrough = () => {};
    const formIsThere = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route('**/assets/leave-question-*.js', async (route) => {
      await formIsThere;
      await route.continue();
    });
    await page.goto(`/services/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Half a name');
    const arrived = page.waitForResponse('**/assets/leave-question-*.js');
    letThrough();
    await (await arrived).finished();
    await untilPainted(page);
    await page.keyboard.press('Escape');
    await page.getByText(question).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(question).waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('Half a name');
  });
});

test('while the server is away the screen stays, and the page that was asked for comes when it is back', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const incident = await server.admin.call(declareIncident, { body: { title: 'Payments fail' } });
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto(`/incidents/${incident.id}`);
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('half a note');
    page.setDefaultTimeout(15_000);
    await page.context().setOffline(true);
    await page.getByRole('navigation').first().getByRole('link', { name: 'Templates' }).click();
    await page.getByText('The server is not responding.').waitFor();
    await page.getByRole('heading', { name: /Payments fail/, level: 1 }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Note', exact: true }).inputValue()).toBe('half a note');
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: /emplates/, level: 1 }).waitFor({ timeout: 45_000 });
  });
}, 120_000);

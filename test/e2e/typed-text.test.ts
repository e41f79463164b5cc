/** What is typed outlives a session that ends, a thing that is deleted, a field that is too short and an eager finger. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService, deleteService, getService, listServices } from '../../src/contract/directory/services.ts';
import { endSessionsOf, signIn } from '../../src/contract/directory/session.ts';
import { password, signInAs } from '../harness/people.ts';
import { openBrowser } from '../harness/programs/browser.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { cookiesFor, launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().press('Enter');

test('what is typed is still there after the session, after the thing is gone, and after a paste that is too long', async () => {
  const server = await startTestServer();
  const { admin, url } = server;
  const ada = await signInAs(server, 'admin', 'Ada');
  const { id } = await admin.call(createService, { body: { slug: 'checkout', name: 'Checkout' } });
  const params = { id };
  await asPerson(browser, url, ada.browser, async (page) => {
    await page.goto(`/services/${id}`);
    await press(page, 'Edit');
    await field(page, 'Description').fill('From the basket to the order');
    await admin.call(endSessionsOf, { params: { id: ada.id } });
    // On a slow computer the page hears of the session before its form hears of the refusal.
    const slow = await page.context().newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 40 });
    await press(page, 'Save');
    await page.getByRole('dialog', { name: 'You’ve been signed out' }).waitFor();
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.screenshot({ path: shot('signed-out') });
    const again = openBrowser(url);
    await again.call(signIn, { body: { email: ada.email, password } });
    await page.context().addCookies(cookiesFor(url, again));
    await page.evaluate('dispatchEvent(new Event("focus"))');
    await page.getByRole('dialog', { name: 'You’ve been signed out' }).waitFor({ state: 'detached' });
    expect(await field(page, 'Description').inputValue()).toBe('From the basket to the order');
    await press(page, 'Save');
    await expect
      .poll(async () => (await admin.call(getService, { params })).description)
      .toBe('From the basket to the order');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await press(page, 'Edit');
    const name = field(page, 'Name');
    await name.fill('');
    await paste(page, 'x'.repeat(5_000));
    expect((await name.inputValue()).length).toBe(5_000);
    await page.getByText('This field takes at most 120 characters.').first().waitFor();
    await press(page, 'Save');
    await page.locator('[aria-invalid="true"]').waitFor();
    expect((await admin.call(getService, { params })).name).toBe('Checkout');

    await admin.call(deleteService, { params });
    await name.fill('Checkout and payment');
    await press(page, 'Save');
    await page.getByText('Somebody deleted this while you were editing.').first().waitFor();
    await page.screenshot({ path: shot('deleted') });
    expect(await name.inputValue()).toBe('Checkout and payment');
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');

    await page.goto('/services');
    await press(page, 'New service');
    await field(page, 'Name').fill('Search');
    await page.getByRole('button', { name: 'Create service' }).dblclick();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await admin.call(listServices, {})).items.map((one) => one.name))
      .toEqual(['Search']);
  });
});

/** As a paste into the field with the focus does: the event first, then the text. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }`);
  await page.keyboard.insertText(text);
}

const shot = (name: string) =>
  process.env.EVENKEEL_TEST_SHOTS ? `${process.env.EVENKEEL_TEST_SHOTS}/${name}.png` : undefined;

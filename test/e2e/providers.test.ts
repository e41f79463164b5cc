import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listContactMethodsOf } from '../../src/contract/directory/contact-methods.ts';
import { addProvider, listProviders } from '../../src/contract/respond/providers.ts';
import { eventually } from '../harness/eventually.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { startNtfy } from '../stand-ins/ntfy.ts';
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

test('a provider is added and tested, and a contact method that it carries is verified', async () => {
  const ntfy = await startNtfy({ token: 'tk_0123456789abcdef' });
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    const said = (words: string) => page.getByRole('region', { name: 'Messages' }).getByText(words).waitFor();
    await page.goto('/me/contact-methods');
    await page.getByRole('button', { name: 'Add contact method' }).click();
    const choices = page.getByRole('dialog', { name: 'Add contact method' });
    const choice = choices.getByRole('button', { name: /^ntfy/ });
    expect(await choice.getAttribute('aria-disabled')).toBe('true');
    await choice.getByText('An admin has to add a provider for it first.').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.goto('/settings/providers');
    await page.getByText('No providers yet').waitFor();
    await page.getByRole('link', { name: /^ntfy server/ }).click();
    await page.getByRole('textbox', { name: 'Server' }).fill('nonsense');
    await page.getByRole('button', { name: 'Add provider' }).click();
    await page.getByText('must be an http or https URL').waitFor();
    await page.getByRole('textbox', { name: 'Server' }).fill(ntfy.url);
    await page.getByRole('textbox', { name: 'Access token' }).fill('tk_wrong');
    await page.getByRole('button', { name: 'Add provider' }).click();
    await page.getByRole('heading', { name: 'ntfy server', level: 1 }).waitFor();
    await page.getByText('Not used yet').waitFor();

    await page.getByRole('region', { name: 'Send a test' }).getByLabel('Topic').fill('of-the-admin');
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Not sent').waitFor();
    await page.getByText(/^401/).waitFor();
    await page.getByText('Failing since').waitFor();
    await page.getByRole('textbox', { name: 'Access token' }).fill('tk_0123456789abcdef');
    await page.getByRole('button', { name: 'Save' }).click();
    await said('Saved.');
    await page.getByRole('region', { name: 'Send a test' }).getByLabel('Topic').fill('of-the-admin-again');
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The service took the message.').waitFor();
    await page.getByText('Working').waitFor();
    expect(await page.content()).not.toContain('tk_0123456789abcdef');
    expect(ntfy.messages).toMatchObject([{ topic: 'of-the-admin-again', title: 'Test message from Evenkeel' }]);

    await page.goto('/me/contact-methods');
    await page.getByRole('button', { name: 'Add contact method' }).click();
    await choice.click();
    await page.getByRole('button', { name: 'Add and send code' }).click();
    const shownOnce = page.getByRole('dialog', { name: 'Save the topic' });
    const topic = await shownOnce.getByRole('textbox', { name: 'Topic' }).inputValue();
    await page.getByRole('button', { name: 'Continue to verify' }).click();
    await page.getByText('The ntfy app shows it.').waitFor();
    const message = await eventually(() => ntfy.messages.find((each) => each.topic === topic));
    const code = /\d{8}/.exec(`${message.title} ${message.message}`)![0];
    const verify = page.getByRole('dialog', { name: 'Verify ntfy' });
    await verify.getByRole('textbox', { name: 'Code' }).fill(code);
    await verify.getByRole('button', { name: 'Verify', exact: true }).click();
    await said('ntfy is verified and can be used.');
    await page.getByText(/^ntfy can wake you if you allow it/).waitFor();
    expect((await server.admin.call(listContactMethodsOf, { params: { id: ada.id } })).items).toMatchObject([
      { channel: 'ntfy', label: 'ntfy', verifiedAt: expect.any(String) },
    ]);

    await page.getByRole('button', { name: /^Send a test/ }).click();
    await said('A test was sent to ntfy.');
    expect(ntfy.messages.at(-1)).toMatchObject({ topic, title: 'Test message from Evenkeel' });
  });
});

test('the order of providers is changed from the list as fast as one presses, and holds', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  for (const name of ['First', 'Second', 'Third'])
    await server.admin.call(addProvider, {
      body: { kind: 'ntfy', name, settings: { url: 'https://ntfy.example.org' } },
    });
  const order = async () => (await server.admin.call(listProviders, {})).items.map(({ name }) => name);
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/settings/providers');
    // The second press does not wait for the first to be saved.
    await page.getByRole('button', { name: 'Move Third up' }).press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(order).toEqual(['Third', 'First', 'Second']);
    await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('Move Third down');
  });
});

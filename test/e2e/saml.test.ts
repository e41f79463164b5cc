import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '../../src/contract/directory/people.ts';
import { signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { type SamlIdp, startSamlIdp } from '../harness/saml-idp.ts';
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

/** The page of a provider: whoever comes is signed in as Grace and sent back by a form, as real ones do. */
function pageOf(idp: SamlIdp, request: string): string {
  const told = { nameId: 'id of grace', attributes: { email: 'grace@example.org', emailVerified: 'true' } };
  const { acsUrl, SAMLResponse } = idp.answer(idp.entityId.replace('/idp', request), told);
  return `<title>Provider</title><form method="post" action="${acsUrl}"><input name="SAMLResponse" value="${SAMLResponse}"></form><script>document.forms[0].submit()</script>`;
}

test('an admin sets SAML up on the screen and tries it, and people sign in through the form of another site', async () => {
  const server = await startTestServer();
  const idp: SamlIdp = await startSamlIdp({ shows: (request) => pageOf(idp, request) });
  const admin = await signInAs(server, 'admin', 'Ada');
  await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace Hopper' } });
  // The provider is on 127.0.0.1: another site.
  const url = server.url.replace('127.0.0.1', 'localhost');
  await asPerson(browser, url, admin.browser, async (page) => {
    await page.goto('/settings/sign-in');
    await page.getByRole('button', { name: 'Set up SAML' }).click();
    const form = page.getByRole('dialog', { name: 'SAML' });
    await form.getByRole('combobox', { name: 'Fill in the attributes of' }).click();
    await page.getByRole('option', { name: 'Keycloak' }).click();
    expect(await form.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Keycloak');
    await form.getByRole('textbox', { name: 'Address of the metadata' }).fill('http://169.254.169.254/metadata');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/The metadata cannot be used/).waitFor();
    await form.getByRole('textbox', { name: 'Address of the metadata' }).fill(idp.metadataUrl);
    await form.getByRole('textbox', { name: 'Address is verified' }).fill('emailVerified');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText(idp.entityId).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Test sign-in' }).click();
    await page.getByText('They would sign in as Grace Hopper, whose address it is').waitFor();
    await page.getByRole('button', { name: /^Account: Ada/ }).waitFor();
  });
  await asPerson(browser, url, { cookies: new Map() }, async (page) => {
    await page.goto('/alerts');
    await page.getByRole('link', { name: 'Use Keycloak' }).click();
    await page.getByRole('button', { name: /^Account: Grace/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/alerts');
  });
});

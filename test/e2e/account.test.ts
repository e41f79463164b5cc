import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { listContactMethodsOf } from '../../src/contract/directory/contact-methods.ts';
import { listPeople } from '../../src/contract/directory/people.ts';
import { totpCode } from '../harness/authenticator.ts';
import { eventually } from '../harness/eventually.ts';
import { password, signInAs } from '../harness/people.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;
const nobody = () => ({ cookies: new Map<string, string>() });

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

async function signIn(page: Page, email: string, secret: string) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel(/^Password/).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('navigation', { name: 'Account' }).getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

test('the printed link sets the installation up; its admin signs out and in again', async () => {
  const server = await startTestServer();
  const token = new URL(server.server.setupUrl!).hash.replace('#token=', '');
  await asPerson(
    browser,
    server.url,
    nobody(),
    async (page) => {
      await page.goto('/alerts');
      await page.getByText('Nobody has an account here yet.').waitFor();
      await page.goto(`/setup#token=${token}`);
      await page.getByLabel('Your name').fill('Ada Lovelace');
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByLabel(/^Password/).fill('too short');
      expect(await page.getByRole('combobox', { name: 'Your time zone' }).inputValue()).toBe('America/Santiago');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByText('Use at least 10 characters.').waitFor();
      await page.getByLabel(/^Password/).fill(password);
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByRole('heading', { name: 'Your first page' }).waitFor();
      const { items } = await server.admin.call(listPeople, { query: {} });
      expect(items).toMatchObject([{ email: 'ada@example.org', role: 'admin', timeZone: 'America/Santiago' }]);

      await signOut(page);
      await page.goto('/people?status=active');
      await signIn(page, 'ada@example.org', 'wrong password');
      await page.getByText('Sign-in failed; check what you entered').waitFor();
      await signIn(page, 'ada@example.org', password);
      await page.getByRole('row', { name: /Ada Lovelace/ }).waitFor();
      expect(new URL(page.url()).search).toBe('?status=active');

      await page.goto(`/setup#token=${token}`);
      await page.getByText('This installation is already set up.').waitFor();
    },
    { timezoneId: 'America/Santiago' },
  );
});

test('an invited person chooses a password with the link and lands inside', async () => {
  const server = await startTestServer();
  const { browser: admin } = await signInAs(server, 'admin', 'Ada');
  let link = '';
  await asPerson(browser, server.url, admin, async (page) => {
    await page.goto('/people');
    await page.getByRole('button', { name: 'Invite person' }).click();
    const form = page.getByRole('dialog', { name: 'Invite person' });
    await form.getByLabel('Name').fill('Grace Hopper');
    await form.getByLabel('E-mail').fill('grace@example.org');
    await form.getByRole('button', { name: 'Invite' }).click();
    link = await page.getByLabel('Link', { exact: true }).inputValue();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Grace Hopper.*Invited/ }).waitFor();
  });
  await asPerson(browser, server.url, nobody(), async (page) => {
    await page.goto(`/invitation#${link.split('#')[1]}`);
    expect(await page.getByLabel('E-mail').inputValue()).toBe('grace@example.org');
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.goto(`/invitation#${link.split('#')[1]}`);
    await page.reload();
    await page.getByText('This link has expired, or was used or replaced').waitFor();
  });
});

test('a second factor is enrolled from the page and asked for at the next sign-in', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/me/security');
    await page.getByRole('button', { name: 'Set up authenticator app' }).click();
    await page.getByLabel('Your password').fill(password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    const secret = await page.getByRole('textbox', { name: 'Key' }).inputValue();
    const uri = `otpauth://totp/x?secret=${secret}`;
    await page.getByLabel('Code from the app').fill(totpCode(uri));
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByText('On. After your password').waitFor();

    await signOut(page);
    await signIn(page, ada.email, password);
    await page.getByRole('heading', { name: 'Two-factor authentication' }).waitFor();
    await page.getByLabel('Code').fill('000000');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code').fill(totpCode(uri, 1));
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
  });
});

test('a mail address is verified with the code that arrives there, and then used by a rule', async () => {
  const mail = await startSmtpSink();
  onTestFinished(mail.stop);
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const ada = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/me/contact-methods');
    await page.getByText('Nothing can reach you yet.').waitFor();
    await page.getByRole('button', { name: 'Add contact method' }).click();
    await page.getByRole('button', { name: /^E-mail/ }).click();
    expect(await page.getByLabel('Address').inputValue()).toBe(ada.email);
    await page.getByRole('button', { name: 'Add and send code' }).click();
    const dialog = page.getByRole('dialog', { name: 'Verify E-mail' });
    await dialog.getByText('A code was sent to').waitFor();
    const sent = await eventually(() => mail.mails[0]);
    const link = new URL(/https?:\/\/\S*verify=\S+/.exec(sent.text ?? '')![0]);
    await dialog.getByLabel('Code').fill('12345678');
    await dialog.getByRole('button', { name: 'Verify' }).click();
    await dialog.getByText('The code is wrong or has expired').waitFor();

    // The link of the mail brings the code along; a person still has to press the button.
    await page.goto(link.pathname + link.search + link.hash);
    await dialog.waitFor();
    expect(await dialog.getByLabel('Code').inputValue()).toBe(link.hash.slice(1));
    const methods = async () => (await server.admin.call(listContactMethodsOf, { params: { id: ada.id } })).items;
    expect((await methods())[0]!.verifiedAt).toBeNull();
    await dialog.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('list', { name: 'Your contact methods' }).getByText('Verified', { exact: true }).waitFor();
    expect((await methods())[0]!.verifiedAt).not.toBeNull();

    await page.getByRole('button', { name: 'Add high-urgency rule' }).click();
    await page.getByLabel('Delay in minutes').fill('3');
    await page.getByRole('button', { name: 'Save rules' }).click();
    await page.getByRole('region', { name: 'Messages' }).getByText('Notification rules saved.').waitFor();
    await page.reload();
    expect(await page.getByLabel('Delay in minutes').inputValue()).toBe('3');
  });
});

test('a token is shown once, works, and stops when it is revoked', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  await asPerson(browser, server.url, ada.browser, async (page) => {
    await page.goto('/me/tokens');
    await page.getByRole('button', { name: 'New token' }).first().click();
    await page.getByLabel('Name').fill('Deploy script');
    await page.getByRole('button', { name: 'Create token' }).click();
    const token = await page.getByLabel('Token', { exact: true }).inputValue();
    const read = () => fetch(`${server.url}/api/v1/people`, { headers: { authorization: `Bearer ${token}` } });
    expect((await read()).status).toBe(200);
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('button', { name: 'Revoke Deploy script' }).click();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await page.getByText('Revoked now').waitFor();
    expect((await read()).status).toBe(401);
    expect(await page.content()).not.toContain(token);
  });
});

test('a passkey that the browser made signs in without a password, and no longer once it is removed', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  // Browsers bind passkeys to names, never to addresses.
  const url = server.url.replace('127.0.0.1', 'localhost');
  await asPerson(browser, url, ada.browser, async (page) => {
    const device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto('/me/security');
    await page.getByRole('button', { name: 'Add passkey' }).click();
    const form = page.getByRole('dialog', { name: 'Add passkey' });
    await form.getByLabel('Name').fill('Laptop');
    await form.getByRole('button', { name: 'Create passkey' }).click();
    await page.getByText('Laptop', { exact: true }).waitFor();

    await signOut(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: /^Account:/ }).waitFor();

    await page.goto('/me/security');
    await page.getByRole('button', { name: 'Remove Laptop' }).click();
    await page.getByRole('button', { name: 'Remove passkey' }).click();
    await page.getByText('No passkeys yet. A passkey signs you in').waitFor();
    await signOut(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('Sign-in failed; check what you entered').waitFor();
  });
});

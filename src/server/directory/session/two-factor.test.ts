import { expect, test } from 'vitest';
import { totpCode } from '../../../../test/harness/authenticator.ts';
import { password, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { invitePerson, removeTwoFactorOf } from '../../../contract/directory/people.ts';
import * as contract from '../../../contract/directory/session.ts';
import { acceptInvitation } from '../../../contract/directory/setup.ts';

const shared = sharedServer();

async function withTwoFactor(server: TestServer) {
  const person = await signInAs(server, 'responder');
  const { uri, backupCodes } = await person.browser.call(contract.enrolTwoFactor, { body: { password } });
  await person.browser.call(contract.confirmTwoFactor, { body: { code: totpCode(uri) } });
  return { ...person, uri, backupCodes };
}

async function passwordOnly(server: TestServer, email: string) {
  const browser = openBrowser(server.url);
  expect(await browser.call(contract.signIn, { body: { email, password } })).toEqual({ status: 'two-factor-required' });
  await expect(browser.call(contract.readMe, {})).rejects.toMatchObject({ status: 401 });
  return browser;
}

test('an authenticator app counts only after a right code, and then a password alone is not enough', async () => {
  const server = await shared();
  const { browser, email } = await signInAs(server, 'responder');
  await expect(browser.call(contract.enrolTwoFactor, { body: { password: 'wrong' } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
  const { uri } = await browser.call(contract.enrolTwoFactor, { body: { password } });
  await expect(browser.call(contract.confirmTwoFactor, { body: { code: '000000' } })).rejects.toMatchObject({
    code: 'code_not_valid',
  });
  const fresh = openBrowser(server.url);
  expect(await fresh.call(contract.signIn, { body: { email, password } })).toEqual({ status: 'signed-in' });

  const confirming = totpCode(uri);
  await browser.call(contract.confirmTwoFactor, { body: { code: confirming } });
  expect((await browser.call(contract.readMe, {})).hasTwoFactor).toBe(true);
  const waiting = await passwordOnly(server, email);
  await expect(waiting.call(contract.signInTwoFactor, { body: { code: '000000' } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
  // The code that turned it on is spent.
  const second = await passwordOnly(server, email);
  await expect(second.call(contract.signInTwoFactor, { body: { code: confirming } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
  await waiting.call(contract.signInTwoFactor, { body: { code: totpCode(uri, 1) } });
  expect((await waiting.call(contract.readMe, {})).email).toBe(email);
});

test('a code that let one browser in does not let a second one in', async () => {
  const server = await shared();
  const { email, uri } = await withTwoFactor(server);
  const code = totpCode(uri, 1);
  const first = await passwordOnly(server, email);
  const second = await passwordOnly(server, email);
  await first.call(contract.signInTwoFactor, { body: { code } });
  await expect(second.call(contract.signInTwoFactor, { body: { code } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
  await expect(second.call(contract.readMe, {})).rejects.toMatchObject({ status: 401 });
});

test('five wrong codes end the attempt, even for the right code after them', async () => {
  const server = await startTestServer();
  const { email, uri } = await withTwoFactor(server);
  const browser = await passwordOnly(server, email);
  for (const code of ['000001', '000002', '000003', '000004', '000005']) {
    await expect(browser.call(contract.signInTwoFactor, { body: { code } })).rejects.toMatchObject({ status: 400 });
  }
  await expect(browser.call(contract.signInTwoFactor, { body: { code: totpCode(uri, 1) } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
});

test('ten wrong codes for a person, over whatever attempts, are the end for a quarter of an hour', async () => {
  const server = await startTestServer();
  const { email, uri } = await withTwoFactor(server);
  const wrong = async (count: number) => {
    const browser = await passwordOnly(server, email);
    const tries = Array.from({ length: count }, (_, at) => `00000${at}`);
    const results = tries.map((code) =>
      browser.call(contract.signInTwoFactor, { body: { code } }).catch((error) => error.code),
    );
    return { browser, codes: await Promise.all(results) };
  };
  expect((await wrong(5)).codes).toEqual(Array(5).fill('sign_in_failed'));
  expect((await wrong(5)).codes).toEqual(Array(5).fill('sign_in_failed'));
  const { browser } = await wrong(0);
  await expect(browser.call(contract.signInTwoFactor, { body: { code: totpCode(uri, 1) } })).rejects.toMatchObject({
    code: 'too_many_requests',
  });
});

test('a backup code works once', async () => {
  const server = await shared();
  const { email, backupCodes } = await withTwoFactor(server);
  const code = backupCodes[0]!;
  await (await passwordOnly(server, email)).call(contract.signInTwoFactor, { body: { code } });
  const again = await passwordOnly(server, email);
  await expect(again.call(contract.signInTwoFactor, { body: { code } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
});

test('a new password by invitation does not get around the second factor; an admin can remove it', async () => {
  const server = await shared();
  const { id, email, browser: old } = await withTwoFactor(server);
  const { link } = await server.admin.call(invitePerson, { params: { id } });
  const browser = openBrowser(server.url);
  const body = { token: link.split('#')[1]!, password: 'another long one' };
  expect(await browser.call(acceptInvitation, { body })).toEqual({ status: 'two-factor-required' });
  await expect(old.call(contract.readMe, {})).rejects.toMatchObject({ status: 401 });

  await server.admin.call(removeTwoFactorOf, { params: { id } });
  const credentials = { email, password: body.password };
  expect(await browser.call(contract.signIn, { body: credentials })).toEqual({ status: 'signed-in' });
});

test('turning the second factor off needs the password', async () => {
  const server = await shared();
  const { browser, email } = await withTwoFactor(server);
  await expect(browser.call(contract.disableTwoFactor, { body: { password: 'wrong' } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
  await browser.call(contract.disableTwoFactor, { body: { password } });
  expect(await openBrowser(server.url).call(contract.signIn, { body: { email, password } })).toEqual({
    status: 'signed-in',
  });
});

import { expect, test } from 'vitest';
import { createPasskey, type Passkey } from '../../../../test/harness/authenticator.ts';
import { openBrowser } from '../../../../test/harness/browser.ts';
import { type SignedInPerson, signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import * as contract from '../../../contract/directory/session.ts';

const originOf = (server: TestServer) => new URL(server.url).origin;

async function addPasskey(person: SignedInPerson, passkey: Passkey) {
  const options = await person.browser.call(contract.readPasskeyRegistrationOptions, {});
  return person.browser.call(contract.addMyPasskey, { body: { name: 'Laptop', response: passkey.register(options) } });
}

test('a passkey signs its owner in without a password, until it is removed', async () => {
  const server = await startTestServer();
  const person = await signInAs(server, 'responder');
  const passkey = createPasskey(originOf(server));
  const made = await addPasskey(person, passkey);
  expect((await person.browser.call(contract.listMyPasskeys, {})).items).toEqual([made]);

  const browser = openBrowser(server.url);
  const options = await browser.call(contract.readPasskeySignInOptions, {});
  const response = passkey.authenticate(options);
  expect(await browser.call(contract.signInWithPasskey, { body: { response } })).toEqual({ status: 'signed-in' });
  expect((await browser.call(contract.readMe, {})).email).toBe(person.email);

  const other = await signInAs(server, 'responder');
  await expect(other.browser.call(contract.removeMyPasskey, { params: { id: made.id } })).rejects.toMatchObject({
    code: 'not_found',
  });
  await person.browser.call(contract.removeMyPasskey, { params: { id: made.id } });
  const again = await browser.call(contract.readPasskeySignInOptions, {});
  await expect(
    browser.call(contract.signInWithPasskey, { body: { response: passkey.authenticate(again) } }),
  ).rejects.toMatchObject({ code: 'sign_in_failed' });
});

test('an answer is refused twice, for another challenge, from another site, and without user verification', async () => {
  const server = await startTestServer();
  const person = await signInAs(server, 'responder');
  const passkey = createPasskey(originOf(server));
  await addPasskey(person, passkey);
  const browser = openBrowser(server.url);
  const attempt = (response: Record<string, unknown>) =>
    browser.call(contract.signInWithPasskey, { body: { response } }).then(
      () => 'in',
      (error) => error.code,
    );

  const options = await browser.call(contract.readPasskeySignInOptions, {});
  const good = passkey.authenticate(options);
  expect(await attempt(passkey.authenticate(options, 0x01))).toBe('sign_in_failed');
  expect(await attempt(good)).toBe('in');
  expect(await attempt(good)).toBe('sign_in_failed');
  await browser.call(contract.readPasskeySignInOptions, {});
  expect(await attempt(passkey.authenticate({ challenge: 'c29tZXRoaW5nIGVsc2U' }))).toBe('sign_in_failed');
  expect(await attempt({})).toBe('sign_in_failed');
  expect(await attempt({ id: {}, response: { authenticatorData: 'x' } })).toBe('sign_in_failed');
});

test('a passkey made on another site is not kept, and a disabled owner stays out', async () => {
  const server = await startTestServer();
  const person = await signInAs(server, 'responder');
  await expect(addPasskey(person, createPasskey('https://evil.example'))).rejects.toMatchObject({
    code: 'code_not_valid',
  });
  const passkey = createPasskey(originOf(server));
  await addPasskey(person, passkey);
  await server.admin.call(disablePerson, { params: { id: person.id } });
  const browser = openBrowser(server.url);
  const options = await browser.call(contract.readPasskeySignInOptions, {});
  await expect(
    browser.call(contract.signInWithPasskey, { body: { response: passkey.authenticate(options) } }),
  ).rejects.toMatchObject({ code: 'sign_in_failed' });
});

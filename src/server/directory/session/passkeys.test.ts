import { expect, test } from 'vitest';
import { createPasskey, type Passkey } from '../../../../test/harness/authenticator.ts';
import { type SignedInPerson, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { sharedServer, type TestServer } from '../../../../test/harness/server.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import * as contract from '../../../contract/directory/session.ts';

const shared = sharedServer();

const originOf = (server: TestServer) => new URL(server.url).origin;

async function addPasskey(person: SignedInPerson, passkey: Passkey) {
  const options = await person.browser.call(contract.readPasskeyRegistrationOptions, {});
  return person.browser.call(contract.addMyPasskey, { body: { name: 'Laptop', response: passkey.register(options) } });
}

test('a passkey signs its owner in without a password, until it is removed', async () => {
  const server = await shared();
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
  const server = await shared();
  const person = await signInAs(server, 'responder');
  const passkey = createPasskey(originOf(server));
  await addPasskey(person, passkey);
  const browser = openBrowser(server.url);
  const attempt = (response: Record<string, unknown>) =>
    browser.call(contract.signInWithPasskey, { body: { response } }).then(
      () => 'in',
      (error) => error.code,
    );

  const ask = () => browser.call(contract.readPasskeySignInOptions, {});
  const unverified = passkey.authenticate(await ask(), 0x01);
  expect(await attempt(unverified)).toBe('sign_in_failed');
  const good = passkey.authenticate(await ask());
  expect(await attempt(good)).toBe('in');
  expect(await attempt(good)).toBe('sign_in_failed');
  await ask();
  expect(await attempt(passkey.authenticate({ challenge: 'c29tZXRoaW5nIGVsc2U' }))).toBe('sign_in_failed');
  expect(await attempt({})).toBe('sign_in_failed');
  expect(await attempt({ id: {}, response: { authenticatorData: 'x' } })).toBe('sign_in_failed');
});

test('a passkey made on another site is not kept, and a disabled owner stays out', async () => {
  const server = await shared();
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

test('a credential that is somebody’s already is not kept for another person', async () => {
  const server = await shared();
  const passkey = createPasskey(originOf(server));
  const owner = await signInAs(server, 'responder');
  await addPasskey(owner, passkey);
  const other = await signInAs(server, 'responder');
  await expect(addPasskey(other, passkey)).rejects.toMatchObject({ code: 'code_not_valid' });
  const browser = openBrowser(server.url);
  const options = await browser.call(contract.readPasskeySignInOptions, {});
  await browser.call(contract.signInWithPasskey, { body: { response: passkey.authenticate(options) } });
  expect((await browser.call(contract.readMe, {})).email).toBe(owner.email);
});

test('a device that did not ask who holds it, and a challenge of another person, make no passkey', async () => {
  const server = await shared();
  const [ada, bo] = [await signInAs(server, 'responder'), await signInAs(server, 'responder')];
  const passkey = createPasskey(originOf(server));
  const add = (person: SignedInPerson, response: Record<string, unknown>) =>
    person.browser.call(contract.addMyPasskey, { body: { name: 'Laptop', response } });
  const options = await ada.browser.call(contract.readPasskeyRegistrationOptions, {});
  await bo.browser.call(contract.readPasskeyRegistrationOptions, {});
  await expect(add(bo, passkey.register(options))).rejects.toMatchObject({ code: 'code_not_valid' });
  await expect(add(ada, passkey.register(options, 0x41))).rejects.toMatchObject({ code: 'code_not_valid' });
});

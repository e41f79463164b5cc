import { expect, test } from 'vitest';
import { totpCode } from '../../../../test/harness/authenticator.ts';
import { password, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { addMyContactMethod } from '../../../contract/directory/contact-methods.ts';
import { disablePerson, enablePerson, updatePerson } from '../../../contract/directory/people.ts';
import * as contract from '../../../contract/directory/session.ts';
import { createMyToken, listTokensOf, revokeTokenOf } from '../../../contract/directory/tokens.ts';
import { exportConfiguration } from '../../../contract/platform/configuration.ts';

const over = { code: 'unauthenticated' };

test('somebody sees where they are signed in, and signs one browser out or all others', async () => {
  const server = await startTestServer();
  const { email, browser } = await signInAs(server, 'responder');
  const [phone, tablet] = [openBrowser(server.url, { 'user-agent': 'Phone/1' }), openBrowser(server.url)];
  for (const each of [phone, tablet]) await each.call(contract.signIn, { body: { email, password } });
  const { items } = await browser.call(contract.listMySessions, {});
  expect(items).toHaveLength(3);
  expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  const ofPhone = items.find(({ device }) => device === 'Phone/1')!;
  expect(ofPhone.network).toBe('127.0.0.1');
  const stranger = await signInAs(server, 'responder');
  await expect(stranger.browser.call(contract.endMySession, { params: { id: ofPhone.id } })).rejects.toMatchObject({
    code: 'not_found',
  });
  await browser.call(contract.endMySession, { params: { id: ofPhone.id } });
  await expect(phone.call(contract.readMe, {})).rejects.toMatchObject(over);
  expect(await browser.call(contract.endMyOtherSessions, {})).toEqual({ ended: 1 });
  await expect(tablet.call(contract.readMe, {})).rejects.toMatchObject(over);
  await browser.call(contract.readMe, {});
});

test('an admin ends the sessions of another person, and lists and revokes their tokens', async () => {
  const server = await startTestServer();
  const { id, browser } = await signInAs(server, 'responder');
  const { token } = await browser.call(createMyToken, { body: { name: 'Script', permissions: ['signed-in'] } });
  const admin = await signInAs(server, 'admin');
  expect((await admin.browser.call(contract.listSessionsOf, { params: { id } })).items).toHaveLength(1);
  const [listed] = (await admin.browser.call(listTokensOf, { params: { id } })).items;
  await admin.browser.call(revokeTokenOf, { params: { id, tokenId: listed!.id } });
  await expect(server.as(token).call(contract.readMe, {})).rejects.toMatchObject(over);
  expect(await admin.browser.call(contract.endSessionsOf, { params: { id } })).toEqual({ ended: 1 });
  await expect(browser.call(contract.readMe, {})).rejects.toMatchObject(over);
});

test('a session ends after a week without use, while use keeps it', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  for (let day = 0; day < 3; day += 1) {
    await server.clock.advance('6 days');
    await browser.call(contract.readMe, {});
  }
  await server.clock.advance('8 days');
  await expect(browser.call(contract.readMe, {})).rejects.toMatchObject(over);
});

test('what a thief of a session would do needs the password again after a quarter of an hour', async () => {
  const server = await startTestServer();
  const { id, email, browser } = await signInAs(server, 'admin', 'Ada');
  await server.clock.advance('20 minutes');
  const grave = [
    () => browser.call(createMyToken, { body: { name: 'Thief', permissions: ['signed-in'] } }),
    () => browser.call(addMyContactMethod, { body: { channel: 'email', label: 'x', settings: { address: email } } }),
    () => browser.call(updatePerson, { params: { id }, body: { email, name: 'Ada', role: 'admin' } }),
    () => browser.call(exportConfiguration, { query: { secrets: 'true' } }),
  ];
  for (const act of grave) await expect(act()).rejects.toMatchObject({ status: 403, code: 'confirmation_required' });
  await browser.call(exportConfiguration, { query: {} });
  await expect(browser.call(contract.confirmSession, { body: { password: 'not the password' } })).rejects.toMatchObject(
    { code: 'sign_in_failed' },
  );
  await browser.call(contract.confirmSession, { body: { password } });
  for (const act of grave) await act();
});

test('signing in anew in the same browser ends the session it had', async () => {
  const server = await startTestServer();
  const { email, browser } = await signInAs(server, 'viewer');
  const before = new Map(browser.cookies);
  await browser.call(contract.signIn, { body: { email, password } });
  const old = openBrowser(server.url);
  for (const [name, value] of before) old.cookies.set(name, value);
  await expect(old.call(contract.readMe, {})).rejects.toMatchObject(over);
  expect((await browser.call(contract.listMySessions, {})).items).toHaveLength(1);
});

test('turning the second factor on ends every other session, and its code signs nobody in', async () => {
  const server = await startTestServer();
  const { email, browser } = await signInAs(server, 'responder');
  const other = openBrowser(server.url);
  await other.call(contract.signIn, { body: { email, password } });
  const { uri } = await browser.call(contract.enrolTwoFactor, { body: { password } });
  const code = totpCode(uri);
  await browser.call(contract.confirmTwoFactor, { body: { code } });
  await browser.call(contract.readMe, {});
  await expect(other.call(contract.readMe, {})).rejects.toMatchObject(over);
  await other.call(contract.signIn, { body: { email, password } });
  await expect(other.call(contract.signInTwoFactor, { body: { code } })).rejects.toMatchObject({
    code: 'sign_in_failed',
  });
});

test('a token ends in ninety days unless never is said, with a disabled owner for good, and on request with a new password', async () => {
  const server = await startTestServer();
  const { id, browser } = await signInAs(server, 'responder');
  const make = (body: object) =>
    browser.call(createMyToken, { body: { name: 'Script', permissions: ['signed-in'], ...body } });
  const [usual, endless] = [await make({}), await make({ expiresAt: null })];
  expect((Date.parse(usual.expiresAt!) - Date.parse(usual.createdAt)) / 86_400_000).toBeCloseTo(90, 3);
  expect(endless.expiresAt).toBeNull();
  const works = (token: string) =>
    server
      .as(token)
      .call(contract.readMe, {})
      .then(
        () => true,
        () => false,
      );
  const newPassword = 'staple battery horse';
  await browser.call(contract.changeMyPassword, { body: { currentPassword: password, newPassword } });
  expect(await works(usual.token)).toBe(true);
  await browser.call(contract.changeMyPassword, {
    body: { currentPassword: newPassword, newPassword: 'another battery staple', revokeTokens: true },
  });
  expect([await works(usual.token), await works(endless.token)]).toEqual([false, false]);
  const third = await make({});
  await server.admin.call(disablePerson, { params: { id } });
  await server.admin.call(enablePerson, { params: { id } });
  expect(await works(third.token)).toBe(false);
});

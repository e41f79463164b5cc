import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/directory/contact-methods.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { receiver } from '../../respond/channels/receiver-for-tests.ts';
import { disableContactMethod, loadReachability, openContactMethod } from './reachability.ts';

const shared = sharedServer();

const email = (address: string) => ({ channel: 'email', label: 'Mail', settings: { address } });

/** A webhook contact method with what arrives there. */
async function withWebhook(server: TestServer) {
  const hook = await receiver((_request, response) => response.writeHead(200).end());
  const { browser, id: personId } = await signInAs(server, 'responder');
  const settings = { url: hook.url };
  const method = await browser.call(contract.addMyContactMethod, {
    body: { channel: 'webhook', label: 'Bot', settings },
  });
  const params = { id: method.id };
  return {
    browser,
    personId,
    method,
    hook,
    send: () => browser.call(contract.sendMyVerification, { params }),
    verify: (code: string) => browser.call(contract.verifyMyContactMethod, { params, body: { code } }),
    lastCode: () => JSON.parse(hook.seen.at(-1)!.body).data.code as string,
  };
}

const notValid = { status: 400, code: 'code_not_valid' };

test('a webhook is verified by the code that arrived there, and only then used', async () => {
  const server = await shared();
  const { browser, method, personId, send, verify, lastCode } = await withWebhook(server);
  expect(method.made.secret).toMatch(/^whsec_/);
  expect(JSON.stringify(await browser.call(contract.listMyContactMethods, {}))).not.toContain('whsec_');
  const reach = async () => (await loadReachability(server.db, [personId], 'high')).get(personId);
  expect(await reach()).toEqual([]);

  expect(await send()).toEqual({ sent: true, reason: null });
  expect(lastCode()).toMatch(/^\d{8}$/);
  expect((await verify(lastCode())).verifiedAt).not.toBeNull();
  expect(await reach()).toEqual([{ contactMethodId: method.id, channel: 'webhook', delaySeconds: 0 }]);
  await expect(verify(lastCode())).rejects.toMatchObject(notValid);
});

test('a test message goes to a verified contact method, and to no other', async () => {
  const server = await shared();
  const { browser, method, hook, send, verify, lastCode } = await withWebhook(server);
  const params = { id: method.id };
  const test = () => browser.call(contract.testMyContactMethod, { params });
  await expect(test()).rejects.toMatchObject({ code: 'state_conflict' });
  await send();
  await verify(lastCode());
  expect(await test()).toEqual({ sent: true, reason: null });
  expect(JSON.parse(hook.seen.at(-1)!.body).data).toMatchObject({ text: 'This is a test of Bot. Nothing is wrong.' });
  const { items } = await browser.call(contract.listMyContactMethods, {});
  expect(items[0]!.lastOutcome).toBe('test sent');
  const { browser: other } = await signInAs(server, 'admin');
  await expect(other.call(contract.testMyContactMethod, { params })).rejects.toMatchObject({ status: 404 });
  await browser.call(contract.changeMyContactMethod, { params, body: { enabled: false } });
  await expect(test()).rejects.toMatchObject({ code: 'state_conflict' });
});

test('a value counts as made only when it was made here, not when it was written in another way', async () => {
  const server = await shared();
  const { browser } = await signInAs(server, 'responder');
  const add = (channel: string, settings: Record<string, unknown>) =>
    browser.call(contract.addMyContactMethod, { body: { channel, label: 'Phone', settings } });
  expect((await add('sms', { number: '+49 170 123 45 67' })).made).toEqual({});
  expect((await add('ntfy', { topic: 'of-my-own' })).made).toEqual({});
  expect((await add('ntfy', {})).made).toEqual({ topic: expect.stringMatching(/^evenkeel-/) });
});

test('a code is good for five tries and ten minutes, and a new one replaces it', async () => {
  const server = await startTestServer();
  const { send, verify, lastCode } = await withWebhook(server);
  await expect(verify('12345678')).rejects.toMatchObject(notValid);
  await send();
  await expect(send()).rejects.toMatchObject({ status: 429 });
  const worn = lastCode();
  const wrong = worn === '00000000' ? '11111111' : '00000000';
  for (let attempt = 1; attempt <= 5; attempt += 1) await expect(verify(wrong)).rejects.toMatchObject(notValid);
  await expect(verify(worn)).rejects.toMatchObject(notValid);

  await server.clock.advance('61 seconds');
  await send();
  const late = lastCode();
  expect(late).not.toBe(worn);
  await server.clock.advance('601 seconds');
  await expect(verify(late)).rejects.toMatchObject(notValid);
  await send();
  await expect(verify(late)).rejects.toMatchObject(notValid);
  expect((await verify(lastCode())).verifiedAt).not.toBeNull();
});

test('a receiver that fails is told to the owner, without what it answered', async () => {
  const server = await shared();
  const hook = await receiver((_request, response) => response.writeHead(500).end('internal secret'));
  const { browser } = await signInAs(server, 'responder');
  const { id } = await browser.call(contract.addMyContactMethod, {
    body: { channel: 'webhook', label: 'Bot', settings: { url: hook.url } },
  });
  const result = await browser.call(contract.sendMyVerification, { params: { id } });
  expect(result.sent).toBe(false);
  expect(result.reason).toContain('500');
  expect(JSON.stringify(result)).not.toContain('internal secret');
});

test('unknown channels, unfit settings and forbidden addresses are refused', async () => {
  const server = await shared();
  const { browser } = await signInAs(server, 'responder');
  const add = (channel: string, settings: Record<string, unknown>) =>
    browser.call(contract.addMyContactMethod, { body: { channel, label: 'x', settings } });
  const refused = { status: 400, code: 'invalid_input' };
  await expect(add('pigeon', {})).rejects.toMatchObject(refused);
  await expect(add('email', {})).rejects.toMatchObject(refused);
  await expect(add('email', { address: 'a@example.org\r\nBcc: b@example.org' })).rejects.toMatchObject(refused);
  await expect(add('webhook', { url: 'http://169.254.169.254/latest' })).rejects.toMatchObject(refused);
  await expect(add('webhook', { url: 'file:///etc/passwd' })).rejects.toMatchObject(refused);
});

test('what belongs to somebody else is not there', async () => {
  const server = await shared();
  const { method } = await withWebhook(server);
  const { browser } = await signInAs(server, 'admin');
  const params = { id: method.id };
  const absent = { status: 404 };
  await expect(browser.call(contract.sendMyVerification, { params })).rejects.toMatchObject(absent);
  await expect(browser.call(contract.removeMyContactMethod, { params })).rejects.toMatchObject(absent);
  await expect(browser.call(contract.changeMyContactMethod, { params, body: {} })).rejects.toMatchObject(absent);
  await expect(browser.call(contract.verifyMyContactMethod, { params, body: { code: '1' } })).rejects.toMatchObject(
    absent,
  );
  const rules = { high: [{ contactMethodId: method.id }], low: [] };
  await expect(browser.call(contract.replaceMyNotificationRules, { body: rules })).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [expect.objectContaining({ path: 'body.high.0.contactMethodId' })],
  });
});

test('rules decide order and delay per urgency; without a usable one everything is used at once', async () => {
  const server = await shared();
  const { id, browser } = await signInAs(server, 'responder');
  const params = { id };
  const add = (address: string, verified: boolean) =>
    server.admin.call(contract.addContactMethodOf, { params, body: { ...email(address), verified } });
  const first = await add('one@example.org', true);
  const second = await add('two@example.org', true);
  const unverified = await add('three@example.org', false);
  const body = {
    high: [
      { contactMethodId: second.id, delaySeconds: 300 },
      { contactMethodId: first.id, delaySeconds: 0 },
      { contactMethodId: second.id, delaySeconds: 0 },
    ],
    low: [{ contactMethodId: unverified.id, delaySeconds: 60 }],
  };
  const kept = await browser.call(contract.replaceMyNotificationRules, { body });
  expect(kept).toMatchObject(body);
  const reach = async (urgency: Urgency) =>
    (await loadReachability(server.db, [id, 999_999], urgency))
      .get(id)!
      .map((each) => [each.contactMethodId, each.delaySeconds]);
  expect(await reach('high')).toEqual([
    [first.id, 0],
    [second.id, 0],
    [second.id, 300],
  ]);
  const everything = [
    [first.id, 0],
    [second.id, 0],
  ];
  expect(await reach('low')).toEqual(everything);
  await browser.call(contract.changeMyContactMethod, { params: { id: first.id }, body: { enabled: false } });
  await disableContactMethod(server.db, second.id, 'the mailbox is gone');
  expect(await reach('high')).toEqual([]);
  await browser.call(contract.changeMyContactMethod, { params: { id: first.id }, body: { enabled: true } });
  expect(await reach('high')).toEqual([[first.id, 0]]);
  await server.admin.call(disablePerson, { params });
  expect(await reach('high')).toEqual([]);
});

test('only an e-mail address can be vouched for', async () => {
  const server = await shared();
  const { id } = await signInAs(server, 'responder');
  const body = { channel: 'webhook', label: 'x', settings: { url: 'https://example.org/' }, verified: true };
  await expect(server.admin.call(contract.addContactMethodOf, { params: { id }, body })).rejects.toMatchObject({
    status: 403,
  });
});

test('settings are sealed for their own row', async () => {
  const server = await shared();
  const { id } = await signInAs(server, 'responder');
  const add = (address: string) =>
    server.admin.call(contract.addContactMethodOf, { params: { id }, body: email(address) });
  const mine = await add('mine@example.org');
  const other = await add('other@example.org');
  const { keyring } = server.server.platform;
  expect(mine.hint).toBe('m***@example.org');
  expect(await openContactMethod(server.db, keyring, mine.id)).toEqual({
    channel: 'email',
    providerId: null,
    settings: { address: 'mine@example.org' },
  });
  await server.db.query(
    'update contact_methods set settings = (select settings from contact_methods where id = $1) where id = $2',
    [other.id, mine.id],
  );
  await expect(openContactMethod(server.db, keyring, mine.id)).rejects.toMatchObject({ code: 'unreadable' });
  expect(await openContactMethod(server.db, keyring, 999_999)).toBeNull();
});

import { expect, test } from 'vitest';
import { type ServiceReply, startService } from '../../../../../test/stand-ins/http-service.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { rocketChat, rocketChatServer } from './rocket-chat.ts';

const ada = { to: '@ada' };
const ended = oneOfEachKind()[1] as PageEndMessage;

/** A server as its API documents: sign-in by two headers, 5000 characters a message. */
async function server(more: Record<string, unknown> = {}) {
  const messages: { _id: string; rid: string; msg: string }[] = [];
  const service = await startService(({ path, headers, json }): ServiceReply => {
    if (headers['x-auth-token'] !== 'token-of-the-bot' || headers['x-user-id'] !== 'botId12345')
      return { status: 401, body: { status: 'error', message: 'You must be logged in to do this.' } };
    const refused = (errorType: string) => ({
      status: 400,
      body: { success: false, error: `[${errorType}]`, errorType },
    });
    if (json.text.length > 5_000) return refused('error-message-size-exceeded');
    if (path === '/api/v1/chat.update') {
      const found = messages.find(({ _id, rid }) => _id === json.msgId && rid === json.roomId);
      if (!found) return refused('error-message-not-found');
      return { body: { success: true, message: Object.assign(found, { msg: json.text }) } };
    }
    if (json.channel === '@nobody') return refused('invalid-channel');
    const message = { _id: `m${messages.length}`, rid: json.roomId ?? `room of ${json.channel}`, msg: json.text };
    messages.push(message);
    return { body: { success: true, ts: 1, channel: json.channel, message } };
  });
  const settings = { url: service.url, userId: 'botId12345', token: 'token-of-the-bot', ...more };
  return { service, messages, kind: tryKind(rocketChatServer, settings) };
}

test('a page is a direct message with its facts and links, and changes when somebody has taken it', async () => {
  const { messages, kind, service } = await server();
  const reference = { roomId: 'room of @ada', msgId: 'm0' };
  expect(await kind.send(pageMessage(), ada)).toEqual({ outcome: 'sent', providerId: 'm0', reference });
  expect(service.requests[0]!.json.parseUrls).toBe(false);
  expect(messages[0]!.msg).toMatch(/^\*\\\[SEV1\\\] Checkout: High error rate \(3 alerts\)\*\n/);
  expect(messages[0]!.msg).toContain('Next: Grace in 5 min');
  expect(messages[0]!.msg).toContain('[Acknowledge](https://evenkeel.test/a/tok-1) · [Runbook](https://wiki');
  expect(await kind.update(ended, reference, ada)).toMatchObject({ outcome: 'sent' });
  expect(messages[0]!.msg).toContain('Acknowledged by Bo');
  expect(messages[0]!.msg).not.toContain('/a/tok-1');
});

test('a room gets a message by its ID', async () => {
  const { messages, kind } = await server();
  await kind.send(pageMessage(), { to: 'GENERALaaaaaaaaaaa' });
  expect(messages[0]!.rid).toBe('GENERALaaaaaaaaaaa');
});

test('every kind of message fits, and hostile text stays text', async () => {
  const { messages, kind } = await server();
  const attacks = ['@all @here', '![x](https://evil.example/x.png) [a](https://evil.example)', '*'.repeat(9_000)];
  const pages = [...attacks, ...hostileTexts.map(([, text]) => text)].map((title) =>
    pageMessage({ title, summary: [title], references: Array(9).fill({ text: title, href: 'https://e.example/' }) }),
  );
  for (const message of [...oneOfEachKind(), ...pages])
    expect(await kind.send(message, ada)).toMatchObject({ outcome: 'sent' });
  for (const { msg } of messages) expect(msg).not.toMatch(/@(all|here)|(?<!\\)!\[|(?<!\\)</);
});

test('who is not there is told apart from a refused token', async () => {
  const { kind, service } = await server();
  const unknown = await kind.send(pageMessage(), { to: '@nobody' });
  expect(unknown).toMatchObject({ outcome: 'failed' });
  expect(unknown).not.toHaveProperty('isProviderFault');
  const wrong = await server({ url: service.url, token: 'another-token' });
  expect(await wrong.kind.send(pageMessage(), ada)).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '9' } },
    { outcome: 'retry', afterSeconds: 9 },
  ],
  [{ status: 400, body: { success: false, errorType: 'error-too-many-requests' } }, { outcome: 'retry' }],
  [{ status: 502 }, { outcome: 'retry', mayHaveArrived: true }],
  [{ status: 200, body: { success: false, error: 'something new' } }, { outcome: 'failed' }],
  [
    { status: 200, body: '<html>' },
    { outcome: 'failed', isProviderFault: true },
  ],
])('%j is %j', async (fault, outcome) => {
  const { service, kind } = await server();
  service.setFault(fault);
  expect(await kind.send(pageMessage(), ada)).toMatchObject(outcome);
});

test('what is no username, channel or room is refused', () => {
  for (const to of ['ada', '@', '@a b', '#', 'https://x']) expect(() => rocketChat.acceptSettings({ to })).toThrow();
});

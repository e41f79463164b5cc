import { expect, test } from 'vitest';
import { startPlivo } from '../../../../../test/stand-ins/plivo.ts';
import { done, tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { plivo } from './plivo.ts';

const number = '+4917012345678';

async function start(more: Record<string, unknown> = {}) {
  const service = await startPlivo();
  const tried = tryKind(plivo, { ...service.settings, ...more });
  const hear = (fields: Record<string, string>, url = tried.hookUrl, token?: string) =>
    tried.receive({ query: url.slice(tried.hookUrl.length), ...service.signed(url, fields, token) });
  const said = async (fields: Record<string, string>, url?: string) =>
    (await (await hear(fields, url))!.answer([done])).body!;
  return { service, hear, said, ...tried };
}

const actionOf = (xml: string) => /action="([^"]+)"/.exec(xml)![1]!.replaceAll('&amp;', '&');

test('every kind of message is written and called, and Plivo is told what to say', async () => {
  const { send, service, said } = await start();
  for (const message of oneOfEachKind()) {
    expect(await send(message, { number }, 'sms')).toMatchObject({ outcome: 'sent', providerId: expect.any(String) });
    expect((await send(message, { number }, 'voice')).outcome).toBe('sent');
  }
  expect(service.texts[0]).toMatchObject({ src: '493012345', dst: '4917012345678' });
  const answered = { CallUUID: 'C1', CallStatus: 'in-progress', To: '4917012345678' };
  expect(await said(answered, service.calls[0].answer_url)).toMatch(
    /<GetDigits .*severity 1 Checkout: High error rate.*Press 4/,
  );
  const code = await said(answered, service.calls[3].answer_url);
  expect(code).toContain('1, 2, 3, 4, 5, 6');
  expect(code).not.toContain('GetDigits');
});

test('hostile titles stay text', async () => {
  const { send, service, said } = await start();
  for (const [, title] of hostileTexts) {
    expect((await send(pageMessage({ title }), { number }, 'voice')).outcome).toBe('sent');
    const xml = await said({ CallUUID: 'C1' }, service.calls.at(-1).answer_url);
    expect(xml.replaceAll(/<\/?(?:\?xml|Response|Wait|GetDigits|Speak|Hangup)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
  }
});

test('a key takes the page, another one is named, and the words stay', async () => {
  const { send, service, hear, said } = await start();
  await send(pageMessage(), { number }, 'voice');
  const pressed = (Digits: string) => ({ CallUUID: 'C1', To: '4917012345678', Digits });
  const url = actionOf(await said({ CallUUID: 'C1' }, service.calls[0].answer_url));
  const by = { channel: 'voice', identity: number };
  expect((await hear(pressed('5'), url))!.happenings).toEqual([
    { kind: 'press', key: 'C1 5', action: 'escalate', token: 'tok-1', by, inCall: true },
  ]);
  expect(await said(pressed('4'), url)).toContain('Acknowledged. It is yours');
  const wrong = await said(pressed('8'), url);
  expect(wrong).toContain('That key does nothing. This is Evenkeel.');
  expect(await said(pressed('*'), actionOf(wrong))).not.toContain('does nothing');
});

test.each([
  [{ RequestUUID: 'R1', CallUUID: 'C1', CallStatus: 'completed' }, 'R1', 'delivered'],
  [{ RequestUUID: 'R1', CallUUID: 'C1', CallStatus: 'no-answer' }, 'R1', 'failed'],
  [{ RequestUUID: 'R1', CallUUID: 'C1', CallStatus: 'busy' }, 'R1', 'failed'],
  [{ RequestUUID: 'R1', CallUUID: 'C1', Machine: 'true' }, 'R1', 'failed'],
  [{ RequestUUID: 'R1', CallUUID: 'C1', Machine: 'false' }, 'R1', undefined],
  [{ MessageUUID: 'M1', Status: 'delivered' }, 'M1', 'delivered'],
  [{ MessageUUID: 'M1', Status: 'undelivered', ErrorCode: '200' }, 'M1', 'failed'],
  [{ MessageUUID: 'M1', Status: 'sent' }, 'M1', undefined],
])('the report %j is of %s: %s', async (fields, messageId, state) => {
  const { hear } = await start();
  const { happenings } = (await hear(fields as Record<string, string>))!;
  if (state) expect(happenings).toMatchObject([{ kind: 'receipt', messageId, state }]);
  else expect(happenings).toEqual([]);
});

test('a reply is answered by a text message, STOP is not', async () => {
  const { hear, said } = await start();
  const fields = { From: '4917012345678', To: '493012345', Text: '3a', MessageUUID: 'M1' };
  const by = { channel: 'sms', identity: number };
  expect((await hear(fields))!.happenings).toEqual([{ kind: 'reply', key: 'M1', text: '3a', by }]);
  expect(await said(fields)).toContain('<Message src="493012345" dst="4917012345678" type="sms">Acknowledged.');
  expect(await said({ ...fields, Text: 'Stop' })).not.toContain('<Message');
});

test('a ringing call ends when the page is taken elsewhere', async () => {
  const { send, update, service } = await start();
  const sent = await send(pageMessage(), { number }, 'voice');
  const taken = oneOfEachKind()[1] as PageEndMessage;
  const reference = 'reference' in sent ? sent.reference! : {};
  expect((await update(taken, reference, { number }, 'voice')).outcome).toBe('sent');
  expect(service.ended).toEqual([`Request/${service.calls[0].id}/`]);
  service.setFault({ status: 404, body: { error: 'not found' } });
  expect((await update(taken, reference, { number }, 'voice')).outcome).toBe('sent');
});

test.each([
  [400, { outcome: 'failed' }],
  [401, { outcome: 'failed', isProviderFault: true }],
  [402, { outcome: 'failed', isProviderFault: true, reason: expect.stringContaining('credit') }],
  [429, { outcome: 'retry', afterSeconds: 8 }],
  [500, { outcome: 'retry', mayHaveArrived: true }],
  [200, { outcome: 'failed', isProviderFault: true }],
])('the status %i is told from the rest', async (status, outcome) => {
  const { send, service } = await start();
  service.setFault({ status, headers: { 'retry-after': '8' }, body: { error: 'x' } });
  for (const channel of ['sms', 'voice']) expect(await send(pageMessage(), { number }, channel)).toMatchObject(outcome);
});

test('what Plivo did not sign is refused', async () => {
  const { receive, service, hookUrl, hear } = await start();
  const fields = { From: '4917012345678', Text: '3a', MessageUUID: 'M1' };
  const good = service.signed(hookUrl, fields);
  const { 'x-plivo-signature-v3-nonce': nonce, 'x-plivo-signature-v3': signature } = good.headers;
  expect(await receive(good)).not.toBeNull();
  expect(await hear(fields, undefined, 'another')).toBeNull();
  expect(await receive({ ...good, body: good.body.replace('3a', '4a') })).toBeNull();
  expect(await receive({ ...good, query: '?token=x&say=y' })).toBeNull();
  expect(await receive({ ...good, headers: { 'x-plivo-signature-v3': signature } })).toBeNull();
  expect(await receive({ ...good, headers: { 'x-plivo-signature-v3-nonce': nonce } })).toBeNull();
});

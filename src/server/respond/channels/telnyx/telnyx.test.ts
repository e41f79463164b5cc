import { expect, test } from 'vitest';
import { startTelnyx } from '../../../../../test/stand-ins/telnyx.ts';
import { done, tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { telnyx } from './telnyx.ts';

const number = '+4917012345678';

async function start(more: Record<string, unknown> = {}) {
  const service = await startTelnyx();
  const tried = tryKind(telnyx, { ...service.settings, ...more });
  return { service, tried, ...tried };
}
type Started = Awaited<ReturnType<typeof start>>;

/** Reports an event of the first call, and does what is asked afterwards. */
async function report({ service, receive }: Started, event: string, more: object = {}, handled = done) {
  const inbound = (await receive(service.ofCall(event, { ...service.calls[0], ...service.commands.at(-1) }, more)))!;
  expect((await inbound.answer([handled])).status).toBe(200);
  await inbound.after?.([handled]);
  return inbound.happenings;
}

test('every kind of message is written and called, whatever its title is', async () => {
  const { send, service } = await start();
  for (const message of oneOfEachKind()) {
    expect(await send(message, { number }, 'sms')).toMatchObject({ outcome: 'sent', providerId: expect.any(String) });
    expect((await send({ ...message, idempotencyKey: message.kind }, { number }, 'voice')).outcome).toBe('sent');
  }
  expect([service.texts.length, service.calls.length]).toEqual([7, 7]);
  for (const [name, title] of hostileTexts)
    expect((await send({ ...pageMessage({ title }), idempotencyKey: name }, { number }, 'voice')).outcome).toBe('sent');
});

test('a call that is made again after a broken connection rings once', async () => {
  const { send, service } = await start();
  const first = await send(pageMessage(), { number }, 'voice');
  expect(await send(pageMessage(), { number }, 'voice')).toEqual(first);
  expect(service.calls).toHaveLength(1);
});

test('who picks up hears the page and the keys; a key takes it, and the call ends', async () => {
  const started = await start();
  const { service, send } = started;
  await send(pageMessage(), { number }, 'voice');
  const callId = service.calls[0].id;
  expect(await report(started, 'call.answered')).toEqual([]);
  expect(service.commands[0]).toMatchObject({ callId, action: 'gather_using_speak', maximum_digits: 1 });
  expect(service.commands[0].payload).toMatch(/severity 1 Checkout: High error rate.*Press 4 to acknowledge/);
  await report(started, 'call.gather.ended', { digits: '9', status: 'valid' });
  expect(service.commands[1].payload).toMatch(/^That key does nothing\. This is Evenkeel/);
  const happenings = await report(started, 'call.gather.ended', { digits: '4', status: 'valid' });
  const by = { channel: 'voice', identity: number };
  expect(happenings).toEqual([
    { kind: 'press', key: `${callId} 4`, action: 'acknowledge', token: 'tok-1', by, inCall: true },
  ]);
  expect(service.commands[2]).toMatchObject({
    action: 'speak',
    payload: 'Acknowledged. It is yours: High error rate. Good bye.',
  });
  await report(started, 'call.speak.ended');
  expect(service.commands[3]).toMatchObject({ action: 'hangup' });
});

test('a command that is caused by the same report twice is done once', async () => {
  const { service, send, receive } = await start();
  await send(pageMessage(), { number }, 'voice');
  const answered = service.ofCall('call.answered', service.calls[0]);
  for (let times = 0; times < 2; times += 1) await (await receive(answered))!.after!([]);
  expect(service.commands).toHaveLength(1);
});

test('without a key the page stays open, and that is said', async () => {
  const started = await start();
  await started.send(pageMessage(), { number }, 'voice');
  await report(started, 'call.answered');
  expect(await report(started, 'call.gather.ended', { digits: '', status: 'timeout' })).toEqual([]);
  expect(started.service.commands.at(-1)).toMatchObject({
    action: 'speak',
    payload: expect.stringContaining('stays open'),
  });
  expect(await report(started, 'call.gather.ended', { digits: '', status: 'call_hangup' })).toEqual([]);
});

test.each([
  ['call.hangup', { hangup_cause: 'normal_clearing' }, 'delivered'],
  ['call.hangup', { hangup_cause: 'timeout' }, 'failed'],
  ['call.hangup', { hangup_cause: 'user_busy' }, 'failed'],
  ['call.hangup', { hangup_cause: 'call_rejected' }, 'failed'],
  ['call.machine.detection.ended', { result: 'machine' }, 'failed'],
  ['call.machine.detection.ended', { result: 'human' }, undefined],
  ['call.initiated', {}, undefined],
])('%s with %j is a receipt: %s', async (event, more, state) => {
  const started = await start();
  const sent = await started.send(pageMessage(), { number }, 'voice');
  const [receipt] = await report(started, event, more);
  expect(receipt && 'state' in receipt ? receipt.state : undefined).toBe(state);
  if (receipt) expect(receipt).toMatchObject({ messageId: 'providerId' in sent && sent.providerId });
});

test('a ringing call ends when the page is taken elsewhere', async () => {
  const { send, update, service } = await start();
  const sent = await send(pageMessage(), { number }, 'voice');
  const taken = oneOfEachKind()[1] as PageEndMessage;
  expect(await update(taken, 'reference' in sent ? sent.reference! : {}, { number }, 'voice')).toMatchObject({
    outcome: 'sent',
  });
  expect(service.commands).toMatchObject([{ action: 'hangup', callId: service.calls[0].id }]);
  service.setFault({ status: 422, body: { errors: [{ code: '90018', title: 'Call has already ended' }] } });
  expect((await update(taken, { call: 'gone' }, { number }, 'voice')).outcome).toBe('sent');
});

test('a text message is answered by one, and receipts of messages are read', async () => {
  const { receive, service } = await start();
  const inbound = (await receive(
    service.signed('message.received', { id: 'M1', from: { phone_number: number }, text: '3a' }),
  ))!;
  expect(inbound.happenings).toEqual([
    { kind: 'reply', key: 'M1', text: '3a', by: { channel: 'sms', identity: number } },
  ]);
  await inbound.after!([done]);
  expect(service.texts).toMatchObject([{ to: number, text: done.text }]);
  const receipt = async (status: string, errors: object[] = []) =>
    (await receive(service.signed('message.finalized', { id: 'M2', to: [{ status }], errors })))!.happenings;
  expect(await receipt('delivered')).toMatchObject([{ messageId: 'M2', state: 'delivered' }]);
  expect(await receipt('delivery_failed', [{ code: '40001' }])).toMatchObject([
    { state: 'failed', reason: expect.stringContaining('landline') },
  ]);
  expect(await receipt('delivery_unconfirmed')).toEqual([]);
});

test.each([
  ['STOP', 403, '40300', { outcome: 'failed', disable: true }],
  ['a bad number', 422, '40310', { outcome: 'failed', reason: expect.stringContaining('valid number') }],
  ['a field that is refused', 422, '10015', { outcome: 'failed' }],
  ['no sign-in', 401, '10009', { outcome: 'failed', isProviderFault: true }],
  ['no money', 402, '20100', { outcome: 'failed', isProviderFault: true }],
  ['an unregistered sender', 400, '40010', { outcome: 'failed', isProviderFault: true }],
  ['too many', 429, '10011', { outcome: 'retry', afterSeconds: 11 }],
  ['a broken service', 500, '10007', { outcome: 'retry', mayHaveArrived: true }],
])('%s is told from the rest', async (_name, status, code, outcome) => {
  const { send, service } = await start();
  service.setFault({ status, headers: { 'retry-after': '11' }, body: { errors: [{ code }] } });
  expect(await send(pageMessage(), { number }, 'sms')).toMatchObject(outcome);
});

test('a failure inside a success, and somebody else at the address, are no success', async () => {
  const { send, service } = await start();
  service.setFault({ body: { data: { id: 'M1', errors: [{ code: '40310' }] } } });
  expect((await send(pageMessage(), { number }, 'sms')).outcome).toBe('failed');
  service.setFault({ body: 'hello' });
  expect(await send(pageMessage(), { number }, 'sms')).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

test('a call needs an application and a number, and nobody is reached from their own', async () => {
  const { send } = await start({ connection: undefined });
  expect(await send(pageMessage(), { number }, 'voice')).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('application'),
  });
  expect((await send(pageMessage(), { number: '+493012345' }, 'sms')).outcome).toBe('failed');
});

test('what Telnyx did not sign, or long ago, is refused', async () => {
  const { receive, service } = await start();
  const payload = { id: 'M1', from: { phone_number: number }, text: '3a' };
  const good = service.signed('message.received', payload);
  expect(await receive(good)).not.toBeNull();
  const other = await startTelnyx();
  const tries: { body: string; headers: Record<string, string> }[] = [
    other.signed('message.received', payload),
    service.signed('message.received', payload, { seconds: 301 }),
    service.signed('message.received', payload, { seconds: -301 }),
    { ...good, body: good.body.replace('3a', '4a') },
    { ...good, headers: { ...good.headers, 'telnyx-timestamp': String(Number(good.headers['telnyx-timestamp']) + 1) } },
    { ...good, headers: { 'telnyx-timestamp': good.headers['telnyx-timestamp'] } },
    { ...good, headers: { ...good.headers, 'telnyx-signature-ed25519': 'c2hvcnQ=' } },
    { body: good.body, headers: {} },
  ];
  for (const bad of tries) expect(await receive(bad)).toBeNull();
});

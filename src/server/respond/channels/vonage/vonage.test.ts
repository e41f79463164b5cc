import { expect, test } from 'vitest';
import { startVonage } from '../../../../../test/stand-ins/vonage.ts';
import { done, tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { vonage } from './vonage.ts';

const number = '+4917012345678';

async function start(more: Record<string, unknown> = {}) {
  const service = await startVonage();
  return { service, ...tryKind(vonage, { ...service.settings, ...more }) };
}

test.each(['sms', 'messages'])('every kind of message is written through the %s API, and called', async (api) => {
  const { send, service } = await start({ api });
  for (const message of oneOfEachKind()) {
    expect(await send(message, { number }, 'sms')).toMatchObject({ outcome: 'sent', providerId: expect.any(String) });
    expect((await send(message, { number }, 'voice')).outcome).toBe('sent');
  }
  expect(service.texts[0]).toMatchObject({ to: '4917012345678', from: '493012345' });
  expect(service.calls[0].ncco.map(({ action }: { action: string }) => action)).toEqual(['talk', 'input']);
  expect(service.calls[3].ncco.map(({ action }: { action: string }) => action)).toEqual(['talk']);
  for (const [, title] of hostileTexts)
    expect((await send(pageMessage({ title }), { number }, 'voice')).outcome).toBe('sent');
});

test('another alphabet is announced', async () => {
  const { send, service } = await start();
  await send(pageMessage({ title: '数据库' }), { number }, 'sms');
  await send(pageMessage(), { number }, 'sms');
  expect(service.texts.map(({ type }) => type)).toEqual(['unicode', 'text']);
});

test.each([
  [['1'], { outcome: 'retry', isProviderFault: true }],
  [['5'], { outcome: 'retry' }],
  [['2'], { outcome: 'failed' }],
  [['3'], { outcome: 'failed', reason: expect.stringContaining('valid number') }],
  [['4'], { outcome: 'failed', isProviderFault: true }],
  [['7'], { outcome: 'failed' }],
  [['9'], { outcome: 'failed', isProviderFault: true, reason: expect.stringContaining('credit') }],
  [['15'], { outcome: 'failed', isProviderFault: true }],
  [['29'], { outcome: 'failed', isProviderFault: true }],
  [['0', '1'], { outcome: 'retry' }],
  [[], { outcome: 'failed', isProviderFault: true }],
  [['23'], { outcome: 'sent' }],
])('the status %j inside 200 is read', async (statuses, outcome) => {
  const { send, service } = await start();
  service.setStatuses(...statuses);
  expect(await send(pageMessage(), { number }, 'sms')).toMatchObject(outcome);
});

test.each([
  [401, { outcome: 'failed', isProviderFault: true }],
  [402, { outcome: 'failed', isProviderFault: true }],
  [422, { outcome: 'failed' }],
  [429, { outcome: 'retry', afterSeconds: 6 }],
  [500, { outcome: 'retry' }],
  [200, { outcome: 'failed', isProviderFault: true }],
])('the status %i of the newer APIs is told from the rest', async (status, outcome) => {
  const { send, service } = await start({ api: 'messages' });
  service.setFault({ status, headers: { 'retry-after': '6' }, body: {} });
  expect(await send(pageMessage(), { number }, 'sms')).toMatchObject(outcome);
  expect(await send(pageMessage(), { number }, 'voice')).toMatchObject(outcome);
});

test('a key takes the page, another one is named, and the words stay', async () => {
  const { send, receive, service, hookUrl } = await start();
  await send(pageMessage(), { number }, 'voice');
  const [call] = service.calls;
  const press = async (digits: string, url: string = call.ncco[1].eventUrl[0]) =>
    (await receive({
      query: url.slice(hookUrl.length),
      ...service.signed({
        dtmf: { digits, timed_out: digits === '' },
        uuid: call.uuid,
        to: '4917012345678',
        from: '493012345',
      }),
    }))!;
  const said = async (digits: string, url?: string) =>
    JSON.parse((await (await press(digits, url)).answer([done])).body!);
  const by = { channel: 'voice', identity: number };
  expect((await press('4')).happenings).toEqual([
    { kind: 'press', key: `${call.uuid} 4`, action: 'acknowledge', token: 'tok-1', by, inCall: true },
  ]);
  expect((await said('4'))[0].text).toContain('Acknowledged. It is yours');
  const wrong = await said('8');
  expect(wrong[0].text).toMatch(/^That key does nothing\. This is Evenkeel/);
  expect((await said('*', wrong[1].eventUrl[0]))[0].text).toMatch(/^This is Evenkeel/);
  expect(await said('')).toMatchObject([{ action: 'talk', text: expect.stringContaining('stays open') }]);
});

test.each([
  [{ uuid: 'U1', status: 'completed' }, 'delivered'],
  [{ uuid: 'U1', status: 'machine' }, 'failed'],
  [{ uuid: 'U1', status: 'unanswered' }, 'failed'],
  [{ uuid: 'U1', status: 'busy' }, 'failed'],
  [{ uuid: 'U1', status: 'ringing' }, undefined],
  [{ message_uuid: 'M1', status: 'delivered', to: '1', from: '2' }, 'delivered'],
  [{ message_uuid: 'M1', status: 'undeliverable', to: '1', from: '2' }, 'failed'],
  [{ message_uuid: 'M1', status: 'submitted', to: '1', from: '2' }, undefined],
])('the report %j is a receipt: %s', async (report, state) => {
  const { receive, service } = await start();
  const { happenings } = (await receive(service.signed(report)))!;
  expect(happenings.map((each) => 'state' in each && each.state)).toEqual(state ? [state] : []);
});

test('a reply is answered by a text message, in the newer form and the older', async () => {
  const { receive, service } = await start();
  const requests = [
    service.signed({ message_uuid: 'M1', from: '4917012345678', to: '493012345', channel: 'sms', text: '3a' }),
    service.signedForm({ messageId: 'M1', msisdn: '4917012345678', to: '493012345', text: '3a', type: 'text' }),
    service.signedForm({ messageId: 'M1', msisdn: '4917012345678', text: '3a' }, { hash: 'sha512' }),
  ];
  for (const request of requests) {
    const inbound = (await receive(request))!;
    expect(inbound.happenings).toEqual([
      { kind: 'reply', key: 'M1', text: '3a', by: { channel: 'sms', identity: number } },
    ]);
    await inbound.after!([done]);
  }
  expect(service.texts.map(({ text }) => text)).toEqual([done.text, done.text, done.text]);
  const receipt = await receive(
    service.signedForm({ messageId: 'M2', msisdn: '1', status: 'failed', 'err-code': '9' }),
  );
  expect(receipt!.happenings).toMatchObject([{ state: 'failed', reason: expect.stringContaining('STOP') }]);
});

test('a ringing call ends when the page is taken elsewhere', async () => {
  const { send, update, service } = await start();
  const sent = await send(pageMessage(), { number }, 'voice');
  const reference = 'reference' in sent ? sent.reference! : {};
  expect((await update(oneOfEachKind()[1] as PageEndMessage, reference, { number }, 'voice')).outcome).toBe('sent');
  expect(service.ended).toEqual([`/v1/calls/${service.calls[0].uuid}`]);
});

test('what Vonage did not sign, or long ago, or about another body, is refused', async () => {
  const { receive, service } = await start();
  const report = { message_uuid: 'M1', from: '4917012345678', text: '3a' };
  const form = { messageId: 'M1', msisdn: '4917012345678', text: '3a' };
  const good = service.signedForm(form);
  expect(await receive(good)).not.toBeNull();
  const tries: { body: string; headers?: Record<string, string> }[] = [
    service.signed(report, { seconds: 301 }),
    service.signed(report, { seconds: -301 }),
    service.signed(report, { secret: 'another' }),
    service.signed(report, { hashOf: '{}' }),
    service.signed(report, { alg: 'none' }),
    { body: JSON.stringify(report), headers: { 'content-type': 'application/json' } },
    service.signedForm(form, { seconds: 301 }),
    service.signedForm(form, { hash: 'md5' }),
    { ...good, body: good.body.replace('3a', '4a') },
  ];
  const { headers } = service.signed(report);
  expect(await receive({ method: 'GET', headers, query: '?message_uuid=M1&from=49170&text=3a' })).toBeNull();
  for (const bad of tries) expect(await receive(bad).catch(() => null)).toBeNull();
});

test('a private key may have lost its line breaks, and settings that cannot work are refused', async () => {
  const service = await startVonage();
  const { settings } = service;
  const oneLine = settings.privateKey.replaceAll('\n', ' ');
  expect(
    (await tryKind(vonage, { ...settings, privateKey: oneLine }).send(pageMessage(), { number }, 'voice')).outcome,
  ).toBe('sent');
  expect(() => vonage.acceptSettings({ ...settings, privateKey: 'not a key' })).toThrow();
  expect(() => vonage.acceptSettings({ ...settings, applicationId: undefined })).toThrow();
});

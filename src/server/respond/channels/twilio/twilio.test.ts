import { expect, test } from 'vitest';
import { startTwilio, type TwilioFault } from '../../../../../test/stand-ins/twilio.ts';
import { tryKind } from '../io-for-tests.ts';
import type { Message } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import type { Handled } from '../provider.ts';
import { twilio } from './twilio.ts';

const number = '+4917012345678';

async function start(more: Record<string, unknown> = {}) {
  const service = await startTwilio();
  const tried = tryKind(twilio, { ...service.settings, ...more });
  return {
    service,
    tried,
    text: (message: Message = pageMessage()) => tried.send(message, { number }, 'sms'),
    call: (message: Message = pageMessage()) => tried.send(message, { number }, 'voice'),
    hear: (fields: Record<string, string>, url = tried.hookUrl, token?: string) =>
      tried.receive({ ...service.signed(url, fields, token), query: url.slice(tried.hookUrl.length) }),
  };
}

const actionOf = (twiml: string) => /action="([^"]+)"/.exec(twiml)![1]!.replaceAll('&amp;', '&');

test('a text message and a call of each kind are taken', async () => {
  const { service, text, call } = await start();
  for (const message of oneOfEachKind()) {
    expect(await text(message)).toMatchObject({ outcome: 'sent', providerId: expect.stringMatching(/^SM/) });
    expect(await call(message)).toMatchObject({ outcome: 'sent', reference: { sid: expect.stringMatching(/^CA/) } });
  }
  const twiml = service.calls()[0]!.form.get('Twiml')!;
  expect(twiml).toContain('severity 1 Checkout: High error rate');
  expect(twiml.split('Press 4 to acknowledge')).toHaveLength(3);
  expect(service.calls()[3]!.form.get('Twiml')).not.toContain('Gather');
});

test('a call fits into what Twilio takes, in any script, and says no markup', async () => {
  const { service, call } = await start();
  const titles = [...hostileTexts.map(([, text]) => text), '数'.repeat(500), '&"<>'.repeat(200), 'Ж'.repeat(500)];
  for (const title of titles) {
    expect(await call(pageMessage({ title, serviceName: title }))).toMatchObject({ outcome: 'sent' });
    const twiml = service.calls().at(-1)!.form.get('Twiml')!;
    expect(twiml.length).toBeLessThanOrEqual(4_000);
    expect(twiml.replaceAll(/<\/?(?:Response|Pause|Gather|Say|prosody|Hangup)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
    expect(new URL(actionOf(twiml)).searchParams.get('token')).toBe('tok-1');
  }
});

const faults: [string, TwilioFault, object][] = [
  [
    'STOP, even inside a success',
    { status: 201, body: { sid: 'SM1', error_code: 21610 } },
    { outcome: 'failed', disable: true },
  ],
  ['a failure inside a success', { status: 201, body: { sid: 'SM1', status: 'failed' } }, { outcome: 'failed' }],
  ['a bad number', { status: 400, body: { code: 21211 } }, { outcome: 'failed', reason: /valid number/ }],
  ['a landline', { status: 400, body: { code: 21614 } }, { outcome: 'failed' }],
  ['a closed country', { status: 400, body: { code: 21408 } }, { outcome: 'failed', reason: /geo permissions/ }],
  ['no sign-in', { status: 401, body: { code: 20003 } }, { outcome: 'failed', isProviderFault: true }],
  ['no sign-in without a code', { status: 403 }, { outcome: 'failed', isProviderFault: true }],
  ['an unregistered sender', { status: 400, body: { code: 30034 } }, { outcome: 'failed', isProviderFault: true }],
  [
    'too many',
    { status: 429, body: { code: 20429 }, headers: { 'retry-after': '17' } },
    { outcome: 'retry', afterSeconds: 17 },
  ],
  ['too many without a code', { status: 429, headers: { 'retry-after': '9' } }, { outcome: 'retry', afterSeconds: 9 }],
  ['a full queue', { status: 400, body: { code: 30001 } }, { outcome: 'retry', isProviderFault: true }],
  ['an unknown fault of a carrier', { status: 400, body: { code: 30008 } }, { outcome: 'retry' }],
  ['a code that nobody knows', { status: 400, body: { code: 29999 } }, { outcome: 'failed' }],
  ['a broken service', { status: 500, body: { code: 20500 } }, { outcome: 'retry', mayHaveArrived: true }],
  ['a service that is away', { status: 503 }, { outcome: 'retry', isProviderFault: true }],
  [
    'a proxy that answers for everything',
    { status: 200, body: { hello: 'world' } },
    { outcome: 'failed', isProviderFault: true },
  ],
];

test.each(faults)('%s is told from the rest', async (_name, fault, outcome) => {
  const { service, text } = await start();
  service.setFault(fault);
  const { reason, ...rest } = outcome as { reason?: RegExp };
  expect(await text()).toMatchObject({ ...rest, ...(reason ? { reason: expect.stringMatching(reason) } : {}) });
});

test('an address that Twilio cannot reach costs the receipts, not the message', async () => {
  const { service, text, call } = await start();
  service.setFault({ status: 400, body: { code: 21609 }, onlyWith: 'StatusCallback' });
  expect([(await text()).outcome, (await call()).outcome]).toEqual(['sent', 'sent']);
});

test('nobody is called from their own number, and a sender name cannot call', async () => {
  const own = await start({ from: number });
  expect([(await own.text()).outcome, (await own.call()).outcome]).toEqual(['failed', 'failed']);
  const named = await start({ from: 'Evenkeel', replies: false });
  expect([(await named.text()).outcome, (await named.call()).outcome]).toEqual(['sent', 'failed']);
  expect(named.service.texts()[0]!.form.get('Body')).toMatch(/\nhttps:\/\/evenkeel\.test\/a\/tok-1$/);
});

test.each([
  [{ MessageSid: 'SM1', MessageStatus: 'delivered' }, 'delivered', undefined],
  [{ MessageSid: 'SM1', MessageStatus: 'sent' }, undefined, undefined],
  [
    { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30006' },
    'failed',
    'a landline cannot receive text messages',
  ],
  [
    { MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '12345' },
    'failed',
    'the text message was not delivered (12345)',
  ],
  [{ CallSid: 'CA1', CallStatus: 'completed' }, 'delivered', undefined],
  [{ CallSid: 'CA1', CallStatus: 'completed', AnsweredBy: 'human' }, 'delivered', undefined],
  [
    { CallSid: 'CA1', CallStatus: 'completed', AnsweredBy: 'machine_end_beep' },
    'failed',
    'a voicemail or machine answered the call',
  ],
  [{ CallSid: 'CA1', AnsweredBy: 'machine_start' }, 'failed', 'a voicemail or machine answered the call'],
  [{ CallSid: 'CA1', AnsweredBy: 'unknown' }, undefined, undefined],
  [{ CallSid: 'CA1', CallStatus: 'busy' }, 'failed', 'the line was busy'],
  [{ CallSid: 'CA1', CallStatus: 'no-answer' }, 'failed', 'nobody picked up'],
  [{ CallSid: 'CA1', CallStatus: 'canceled' }, 'failed', 'the call was cancelled'],
  [{ CallSid: 'CA1', CallStatus: 'failed', SipResponseCode: '480' }, 'failed', 'the call could not be connected'],
  [{ CallSid: 'CA1', CallStatus: 'ringing' }, undefined, undefined],
])('a report %j is read', async (fields, state, reason) => {
  const { hear } = await start();
  const inbound = await hear(fields as Record<string, string>);
  const [receipt] = inbound!.happenings;
  expect([
    receipt && 'state' in receipt && receipt.state,
    receipt && 'reason' in receipt ? receipt.reason : undefined,
  ]).toEqual([state, reason]);
});

test('a key in a call acts, star says it again, and the words survive a wrong key', async () => {
  const { service, call, hear } = await start();
  await call(pageMessage({ title: 'Disk full & more' }));
  const url = actionOf(service.calls()[0]!.form.get('Twiml')!);
  const press = (digits: string, at = url) => hear({ CallSid: 'CA1', Digits: digits, To: number }, at);
  expect((await press('4'))!.happenings).toEqual([
    {
      kind: 'press',
      key: 'CA1 4',
      action: 'acknowledge',
      token: 'tok-1',
      by: { channel: 'voice', identity: number },
      inCall: true,
    },
  ]);
  const wrong = (await (await press('9'))!.answer([])).body!;
  expect(wrong).toMatch(/That key does nothing\. This is Evenkeel\. .*Disk full &amp; more/);
  const again = (await (await press('*', actionOf(wrong)))!.answer([])).body!;
  expect(again).not.toContain('does nothing');
  expect(again).toContain('Disk full &amp; more');
  const done: Handled = { isDone: true, text: 'Acknowledged: </Say><Hangup/>', isRepeat: false };
  expect((await (await press('4'))!.answer([done])).body).toContain('Acknowledged: &lt;/Say&gt;&lt;Hangup/&gt;.');
});

test('a text message is a reply, STOP is left to the carrier, and nothing without our token is read', async () => {
  const { hear } = await start();
  const written = { MessageSid: 'SM9', From: number, Body: '3a' };
  const reply = await hear(written);
  expect(reply!.happenings).toEqual([
    { kind: 'reply', key: 'SM9', text: '3a', by: { channel: 'sms', identity: number } },
  ]);
  const answered = await reply!.answer([{ isDone: true, text: 'Done & dusted', isRepeat: false }]);
  expect(answered.body).toContain('Done &amp; dusted');
  const stop = await hear({ ...written, Body: 'STOP' });
  expect([
    stop!.happenings[0]!.kind,
    (await stop!.answer([{ isDone: true, text: 'x', isRepeat: false }])).body,
  ]).toEqual(['stop', '<?xml version="1.0" encoding="UTF-8"?><Response></Response>']);
  for (const token of ['', 'another-token']) expect(await hear(written, undefined, token)).toBeNull();
});

test('an old token that is empty signs nothing', async () => {
  const { service } = await start();
  expect(() => twilio.acceptSettings({ ...service.settings, previousAuthToken: '' })).toThrow();
});

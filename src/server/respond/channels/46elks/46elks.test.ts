import { expect, test } from 'vitest';
import { startElks } from '../../../../../test/stand-ins/46elks.ts';
import { done, tryKind } from '../io-for-tests.ts';
import { oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { fortySixElks } from './46elks.ts';

const number = '+4917012345678';

async function start() {
  const service = await startElks();
  const tried = tryKind(fortySixElks, service.settings);
  const hear = (fields: Record<string, string>, query = '?secret=a-secret-of-the-address') =>
    tried.receive({ query, body: new URLSearchParams(fields).toString() });
  return { service, hear, ...tried };
}

test('every kind of message is written, with an address that receipts find their way to', async () => {
  const { send, service, hear } = await start();
  for (const message of oneOfEachKind())
    expect(await send(message, { number })).toMatchObject({ outcome: 'sent', providerId: expect.stringMatching(/^s/) });
  const [first] = service.texts;
  expect(first).toMatchObject({ from: '+46766861004', to: number, message: expect.stringContaining('Reply 3a') });
  const { search } = new URL(first!.whendelivered!);
  expect((await hear({ id: first!.id!, status: 'delivered' }, search))!.happenings).toMatchObject([
    { kind: 'receipt', messageId: first!.id, state: 'delivered' },
  ]);
  expect((await hear({ id: 's2', status: 'failed' }))!.happenings).toMatchObject([
    { messageId: 's2', state: 'failed' },
  ]);
  expect((await hear({ id: 's2', status: 'sent' }))!.happenings).toEqual([]);
});

test('a reply is answered in the answer, STOP is not', async () => {
  const { hear } = await start();
  const written = { id: 's9', from: number, to: '+46766861004', direction: 'incoming', message: '3a' };
  const by = { channel: 'sms', identity: number };
  const inbound = (await hear(written))!;
  expect(inbound.happenings).toEqual([{ kind: 'reply', key: 's9', text: '3a', by }]);
  expect(await inbound.answer([done])).toMatchObject({ status: 200, body: done.text });
  expect(await (await hear({ ...written, message: 'STOP' }))!.answer([done])).toMatchObject({ body: '' });
});

test('without the secret of the address nothing is read', async () => {
  const { hear } = await start();
  const written = { id: 's9', from: number, message: '3a' };
  for (const query of ['', '?secret=', '?secret=a-secret-of-the-addresS', '?secret=a-secret-of-the-address1'])
    expect(await hear(written, query)).toBeNull();
});

test.each([
  [400, 'Invalid to-number', { outcome: 'failed' }],
  [401, 'x', { outcome: 'failed', isProviderFault: true }],
  [403, 'Not enough credits', { outcome: 'failed', isProviderFault: true, reason: expect.stringContaining('credit') }],
  [429, 'x', { outcome: 'retry', afterSeconds: 8 }],
  [503, 'x', { outcome: 'retry', isProviderFault: true }],
  [200, 'hello', { outcome: 'failed', isProviderFault: true }],
  [200, '{"id":"s1","status":"failed"}', { outcome: 'failed' }],
])('%i “%s” is told from the rest', async (status, body, outcome) => {
  const { send, service } = await start();
  service.setFault({ status, headers: { 'retry-after': '8' }, body });
  expect(await send(pageMessage(), { number })).toMatchObject(outcome);
});

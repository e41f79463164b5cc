import { expect, test } from 'vitest';
import { startSignal } from '../../../../../test/stand-ins/signal.ts';
import { tryKind } from '../io-for-tests.ts';
import { pageMessage } from '../message-samples-for-tests.ts';
import { signalGateway } from './signal.ts';

const ana = '+491701234567';

async function world(mode?: 'json-rpc' | 'native') {
  const service = await startSignal(mode);
  return { service, ...tryKind(signalGateway, { url: service.url, number: '+49 30 123456' }) };
}

test('a page says how to answer and where to look', async () => {
  const { service, send } = await world();
  const outcome = await send(pageMessage(), { number: ana });
  expect(outcome).toEqual({ outcome: 'sent', providerId: service.sent[0]!.timestamp });
  expect(service.sent[0]!.recipients).toEqual([ana]);
  expect(service.sent[0]!.message).toMatch(/^\[SEV1\] Checkout: High error rate/);
  expect(service.sent[0]!.message).toContain('Acknowledge: https://evenkeel.test/a/tok-1\nReply 3a to acknowledge');
});

test.each(['native', 'json-rpc'] as const)('replies, reactions and receipts are heard in the mode %s', async (mode) => {
  const { service, send, listen } = await world(mode);
  await send(pageMessage(), { number: ana });
  const { timestamp } = service.sent[0]!;
  const { heard, problems } = listen({
    open: [{ messageId: timestamp, reference: {}, token: 'tok-1', to: { number: ana } }],
  });
  service.deliver(ana, timestamp);
  service.react(ana, '👍', timestamp);
  service.react(ana, '👍', timestamp, true);
  service.react(ana, '👍', '1');
  service.write(ana, 'ack', timestamp);
  service.write(ana, '3e');
  service.write(null, '3a');
  await expect.poll(() => heard).toHaveLength(4);
  const by = { channel: 'signal', identity: ana };
  expect(heard).toMatchObject([
    { kind: 'receipt', messageId: timestamp, state: 'delivered' },
    { kind: 'press', action: 'acknowledge', token: 'tok-1', by },
    { kind: 'press', action: 'acknowledge', token: 'tok-1', by },
    { kind: 'reply', text: '3e', by },
  ]);
  await expect.poll(() => service.sent).toHaveLength(4);
  expect(service.sent[3]).toMatchObject({ recipients: [ana], message: 'Acknowledged. It is yours: High error rate' });
  expect(problems).toEqual([]);
});

test('a socket that breaks is opened again', async () => {
  const { service, listen } = await world('json-rpc');
  const { heard } = listen();
  await expect.poll(() => service.sockets).toHaveLength(1);
  service.sockets[0]!.destroy();
  await expect.poll(() => service.sockets).toHaveLength(2);
  service.write(ana, '3a');
  await expect.poll(() => heard).toHaveLength(1);
});

test('each refusal has its outcome', async () => {
  const { service, send } = await world();
  const gone = await send(pageMessage(), { number: '+4915100000000' });
  expect(gone).toEqual({ outcome: 'failed', reason: 'this number is not registered with Signal' });
  const limited = await send(pageMessage(), { number: '+4915100000001' });
  expect(limited).toMatchObject({ outcome: 'retry', isProviderFault: true });
  service.setFault({ status: 500 });
  expect(await send(pageMessage(), { number: ana })).toMatchObject({ outcome: 'retry', isProviderFault: true });
  const other = tryKind(signalGateway, { url: service.url, number: '+49 30 999999' });
  service.setFault(null);
  expect(await other.send(pageMessage(), { number: ana })).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

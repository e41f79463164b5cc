import { expect, test } from 'vitest';
import { startPushover } from '../../../../../test/stand-ins/pushover.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { pushoverApp } from './pushover.ts';

const acknowledged = oneOfEachKind().find(({ kind }) => kind === 'acknowledged') as PageEndMessage;

async function world(settings: Record<string, unknown> = {}) {
  const service = await startPushover();
  return {
    service,
    to: { user: service.user },
    ...tryKind(pushoverApp, { apiUrl: service.url, token: service.token, ...settings }),
  };
}

test('a page of high urgency repeats until it is acknowledged, one of low urgency is sent once', async () => {
  const { service, send, to } = await world({ repeatSeconds: 45, endSeconds: 900 });
  const outcome = await send(pageMessage(), to);
  const [receipt] = [...service.receipts.keys()];
  expect(outcome).toEqual({ outcome: 'sent', providerId: receipt, reference: { receipt } });
  expect(Object.fromEntries(service.messages[0]!)).toMatchObject({
    ...{ priority: '2', retry: '45', expire: '900', url_title: 'Acknowledge' },
    url: 'https://evenkeel.test/a/tok-1',
  });
  expect(await send(pageMessage({ urgency: 'low' }), to)).toEqual({ outcome: 'sent', providerId: 'q2' });
  expect(service.messages[1]!.get('priority')).toBe('0');
});

test('the repeats end when somebody else has taken the page', async () => {
  const { service, send, update, to } = await world();
  const outcome = await send(pageMessage(), to);
  const reference = (outcome as { reference: Record<string, string> }).reference;
  expect((await update(acknowledged, reference, to)).outcome).toBe('sent');
  expect([...service.receipts.values()][0]!.cancelled).toBe(true);
  expect((await update(acknowledged, { receipt: 'gone' }, to)).outcome).toBe('failed');
});

test('an acknowledgement in the app is found, once, and names who pressed', async () => {
  const { service, send, listen, to } = await world();
  const open = [];
  for (const token of ['tok-1', 'tok-2', 'tok-3']) {
    const outcome = await send(pageMessage(), to);
    if (outcome.outcome === 'sent')
      open.push({ messageId: outcome.providerId!, reference: outcome.reference!, token, to });
  }
  const { heard, problems } = listen({ open });
  const receipts = [...service.receipts.values()];
  await expect.poll(() => receipts.every(({ asked }) => asked > 0)).toBe(true);
  expect(heard).toEqual([]);
  receipts[0]!.acknowledgedBy = 'g'.repeat(30);
  receipts[1]!.expired = true;
  await expect.poll(() => heard).toHaveLength(1);
  const by = { channel: 'pushover', identity: 'g'.repeat(30) };
  expect(heard[0]).toMatchObject({ kind: 'press', action: 'acknowledge', token: 'tok-1', by });
  const seen = receipts[2]!.asked;
  await expect.poll(() => receipts[2]!.asked).toBeGreaterThan(seen + 1);
  const [acknowledgedAt, expiredAt, openAt] = receipts.map(({ asked }) => asked);
  await expect.poll(() => receipts[2]!.asked).toBeGreaterThan(openAt! + 2);
  expect(receipts.map(({ asked }) => asked).slice(0, 2)).toEqual([acknowledgedAt, expiredAt]);
  expect(heard).toHaveLength(1);
  expect(problems).toEqual([]);
});

test('who is gone is told apart from a wrong token of ours and from a limit', async () => {
  const { service, send, to } = await world();
  const gone = await send(pageMessage(), { user: 'x'.repeat(30) });
  expect(gone).toMatchObject({ outcome: 'failed', disable: true });
  expect(await send(pageMessage(), { ...to, device: 'lost' })).toMatchObject({ outcome: 'failed' });
  service.setFault({ status: 429 });
  expect(await send(pageMessage(), to)).toMatchObject({ outcome: 'retry', isProviderFault: true });
  service.setFault({ status: 200, body: 'not JSON' });
  expect(await send(pageMessage(), to)).toMatchObject({ outcome: 'retry' });
  const refused = await world({ token: 'z'.repeat(30) });
  expect(await refused.send(pageMessage(), refused.to)).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

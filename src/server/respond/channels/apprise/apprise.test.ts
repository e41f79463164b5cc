import { expect, test } from 'vitest';
import { startApprise } from '../../../../../test/stand-ins/apprise.ts';
import { tryKind } from '../io-for-tests.ts';
import { oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { appriseServer } from './apprise.ts';

test('a URL goes along, a key names what the server stores, and the text ends with the link', async () => {
  const server = await startApprise({ stored: { 'on-call': ['night'] } });
  const { send } = tryKind(appriseServer, { url: `${server.url}/` });
  expect(await send(pageMessage(), { target: 'tgram://1/2' })).toMatchObject({ outcome: 'sent' });
  expect(await send(pageMessage({ urgency: 'low' }), { target: 'on-call', tag: 'night' })).toMatchObject({
    outcome: 'sent',
  });
  const [first, second] = server.notified;
  expect(first).toMatchObject({
    urls: 'tgram://1/2',
    type: 'failure',
    title: '[SEV1] Checkout: High error rate (3 alerts)',
  });
  expect(first!.body).toMatch(/Runbook: https:.*\nDashboard: .*\nAcknowledge: https:\/\/evenkeel.test\/a\/tok-1\n/);
  expect(second).toMatchObject({ key: 'on-call', tag: 'night', type: 'warning' });
  const types = [];
  for (const message of oneOfEachKind().slice(1)) {
    await send(message, { target: 'tgram://1/2' });
    types.push(server.notified.at(-1)!.type);
  }
  expect(types).toEqual(['info', 'success', 'info', 'warning', 'info', 'info']);
});

test('what no service took is no success', async () => {
  const server = await startApprise();
  const { send } = tryKind(appriseServer, { url: server.url });
  const reasons = [];
  for (const target of ['unknown-key', 'json://broken']) reasons.push(await send(pageMessage(), { target }));
  expect(reasons).toMatchObject([
    { outcome: 'failed', reason: 'Apprise has no configuration under this key' },
    { outcome: 'failed', reason: 'at least one service behind Apprise did not take it' },
  ]);
  server.setFault({ status: 500 });
  expect(await send(pageMessage(), { target: 'json://x' })).toMatchObject({ outcome: 'retry', isProviderFault: true });
});

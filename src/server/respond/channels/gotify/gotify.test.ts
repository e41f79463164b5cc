import { expect, test } from 'vitest';
import { startGotify } from '../../../../../test/stand-ins/gotify.ts';
import { tryKind } from '../io-for-tests.ts';
import { pageMessage } from '../message-samples-for-tests.ts';
import { gotifyServer } from './gotify.ts';

test('a page of high urgency rings, and a press on it opens the page', async () => {
  const server = await startGotify();
  const { send } = tryKind(gotifyServer, { url: server.url });
  const { token } = server;
  expect(await send(pageMessage(), { token })).toEqual({ outcome: 'sent', providerId: '1' });
  await send(pageMessage({ urgency: 'low' }), { token });
  expect(server.messages.map(({ priority }) => priority)).toEqual([8, 5]);
  expect(server.messages[0].extras['client::notification']).toEqual({
    click: { url: 'https://evenkeel.test/a/tok-1' },
  });
  expect(server.messages[0].message).toContain('Acknowledge: https://evenkeel.test/a/tok-1');
});

test('a token that is not known is this person’s, a server that is down is everybody’s', async () => {
  const server = await startGotify();
  const { send } = tryKind(gotifyServer, { url: server.url });
  const unknown = await send(pageMessage(), { token: 'another-token' });
  expect(unknown).toEqual({ outcome: 'failed', reason: 'Gotify does not know the application token' });
  server.setFault({ status: 502 });
  expect(await send(pageMessage(), { token: server.token })).toMatchObject({ outcome: 'retry', isProviderFault: true });
});

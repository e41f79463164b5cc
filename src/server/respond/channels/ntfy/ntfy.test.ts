import { expect, test } from 'vitest';
import { startNtfy } from '../../../../../test/stand-ins/ntfy.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { ntfy, ntfyServer } from './ntfy.ts';

const topic = 'evenkeel-ana';
const acknowledged = oneOfEachKind().find(({ kind }) => kind === 'acknowledged') as PageEndMessage;

async function world(settings: Record<string, unknown> = {}, options = {}) {
  const server = await startNtfy(options);
  return { server, ...tryKind(ntfyServer, { url: server.url, ...settings }) };
}

test('a page rings, leads to its page and is acknowledged by its button; other messages have none', async () => {
  const { server, send } = await world();
  for (const message of oneOfEachKind()) expect(await send(message, { topic })).toMatchObject({ outcome: 'sent' });
  const [page, ...others] = server.messages;
  expect(page).toMatchObject({
    topic,
    title: '[SEV1] Checkout: High error rate (3 alerts)',
    priority: 5,
    click: 'https://evenkeel.test/a/tok-1',
  });
  expect(page!.actions![0]).toMatchObject({
    label: 'Acknowledge',
    url: 'https://evenkeel.test/a/tok-1/acknowledgement',
  });
  expect(page!.message).toContain('region: eu-west-1');
  expect(others.filter(({ actions }) => actions)).toEqual([]);
  await send(pageMessage({ urgency: 'low' }), { topic });
  expect(server.messages.at(-1)!.priority).toBe(4);
});

test('a newer server replaces the message on every phone, an older one is left alone', async () => {
  const old = await world();
  const sentToOld = await old.send(pageMessage(), { topic });
  // What cannot be changed is not said to be: its reader gets a notice instead.
  expect(sentToOld).not.toHaveProperty('reference');
  expect(await old.update(acknowledged, { sequence: 's1' }, { topic })).toMatchObject({ outcome: 'failed' });
  expect(old.server.messages).toHaveLength(1);

  const { server, send, update } = await world({ replaces: true });
  const sent = await send(pageMessage(), { topic });
  const reference = 'reference' in sent ? sent.reference! : {};
  expect(await update(acknowledged, reference, { topic })).toMatchObject({ outcome: 'sent' });
  const [first, second] = server.messages;
  expect(second).toMatchObject({
    title: 'Acknowledged by Bo: [SEV1] Checkout: High error rate (3 alerts)',
    priority: 2,
  });
  expect(second!.sequence_id).toBe(first!.sequence_id);
  expect(second!.actions).toBeUndefined();
});

test('a closed server gets the token, and a refused one is the fault of the provider', async () => {
  const good = await world({ token: 'tk_1' }, { token: 'tk_1' });
  expect((await good.send(pageMessage(), { topic })).outcome).toBe('sent');
  const bad = await world({ token: 'tk_2' }, { token: 'tk_1' });
  expect(await bad.send(pageMessage(), { topic })).toMatchObject({ outcome: 'failed', isProviderFault: true });
});

test('a busy or broken server is tried again', async () => {
  const { server, send } = await world();
  server.setFault({ status: 429, headers: { 'retry-after': '7' } });
  expect(await send(pageMessage(), { topic })).toMatchObject({
    outcome: 'retry',
    afterSeconds: 7,
    isProviderFault: true,
  });
  server.setFault({ status: 503 });
  expect(await send(pageMessage(), { topic })).toMatchObject({ outcome: 'retry', isProviderFault: true });
  server.setFault('hang up');
  expect(await send(pageMessage(), { topic })).toMatchObject({ outcome: 'retry', mayHaveArrived: true });
});

test('where phones cannot call us the button writes to a topic that we read, and says whose it was', async () => {
  const { server, send, listen } = await world({ repliesByTopic: true, token: 'tk_1' }, { token: 'tk_1' });
  const { heard, problems, state } = listen();
  await send(pageMessage(), { topic });
  const [page] = server.messages;
  expect(JSON.stringify(page!.actions)).not.toContain(topic);
  expect(await server.press(page!, 'Acknowledge')).toBe(200);
  await expect.poll(() => heard).toHaveLength(1);
  const by = { channel: 'ntfy', identity: ntfy.identityOf({ topic }) };
  expect(heard[0]).toMatchObject({ kind: 'press', action: 'acknowledge', token: 'tok-1', by });
  await expect.poll(state).toEqual({ lastId: server.messages[1]!.id });
  expect(problems).toEqual([]);
});

test('what was pressed while nobody listened is heard afterwards, and nothing odd ends the listening', async () => {
  const { server, send, listen, io } = await world({ repliesByTopic: true });
  const replies = String((io.settings as { replyTopic: string }).replyTopic);
  await send(pageMessage(), { topic });
  await server.press(server.messages[0]!, 'Acknowledge');
  for (const text of ['', 'acknowledge', 'acknowledge tok-1', '{"json":1}', 'x'.repeat(3_000)])
    server.publish(replies, { message: text });
  const first = listen();
  await expect.poll(first.state).toEqual({ lastId: server.messages.at(-1)!.id });
  expect(first.heard).toHaveLength(1);
  server.cut();
  await expect.poll(() => server.requests.filter(({ path }) => path.endsWith('/json')).length).toBe(2);
  await server.press(server.messages[0]!, 'Acknowledge');
  await expect.poll(() => first.heard).toHaveLength(2);
  expect(new Set(first.heard.map(({ key }) => key)).size).toBe(2);
});

test('each phone and each provider has a topic of its own when none is given', () => {
  const topics = [1, 2].map(() => ntfy.acceptSettings({ topic: '' }).topic);
  expect(new Set(topics).size).toBe(2);
  const made = [1, 2].map(() => ntfyServer.acceptSettings({ url: 'https://ntfy.sh' }).replyTopic);
  expect(new Set(made).size).toBe(2);
  expect(() => ntfy.acceptSettings({ topic: 'with/slash' })).toThrow();
});

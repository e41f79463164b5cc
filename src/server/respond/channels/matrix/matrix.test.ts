import { expect, test } from 'vitest';
import { startMatrix } from '../../../../../test/stand-ins/matrix.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { matrixServer } from './matrix.ts';

const acknowledged = oneOfEachKind().find(({ kind }) => kind === 'acknowledged') as PageEndMessage;
const room = '!room:example.test';
const ana = '@ana:example.test';

async function world() {
  const service = await startMatrix();
  return { service, ...tryKind(matrixServer, { homeserver: `${service.url}/`, accessToken: service.accessToken }) };
}

/** The page that was sent, as the frame remembers it. */
const opened = (messageId: string) => [
  { messageId, reference: { room, event: messageId }, token: 'tok-1', to: { to: ana } },
];

test('a page says how to answer, is sent once however often it is tried, and is edited when it is taken', async () => {
  const { service, send, update } = await world();
  const sent = await send(pageMessage(), { to: room });
  expect(sent).toEqual({ outcome: 'sent', providerId: '$1', reference: { room, event: '$1' } });
  await send(pageMessage(), { to: '#ops:example.test' });
  expect(service.events).toHaveLength(1);
  const { content } = service.events[0]!;
  expect(content).toMatchObject({ msgtype: 'm.text', 'm.mentions': {} });
  expect(content.body).toContain(
    'Reply 3a to acknowledge, 3e to escalate or 3c to resolve.\nReact with ✅ to acknowledge.',
  );
  expect(content.formatted_body).toContain('Runbook: <a href="https://wiki.evenkeel.test/runbooks/5xx">');
  expect((await update(acknowledged, { room, event: '$1' }, { to: room })).outcome).toBe('sent');
  const edit = service.events[1]!.content;
  expect(edit['m.relates_to']).toEqual({ rel_type: 'm.replace', event_id: '$1' });
  expect(edit['m.new_content']).toMatchObject({ body: expect.stringContaining('Acknowledged by Bo') });
});

test('markup in a text is shown, not obeyed', async () => {
  const { service, send } = await world();
  await send(pageMessage({ title: '<img src=x> & @room' }), { to: room });
  expect(service.events[0]!.content.formatted_body).toContain('&lt;img src=x&gt; &amp; @room');
});

test('a person is invited to a chat once; one that they left is not used any more', async () => {
  const { service, send } = await world();
  await send(pageMessage(), { to: ana });
  await send({ ...pageMessage(), idempotencyKey: 'second' }, { to: ana });
  const chat = service.events[0]!.room;
  expect(service.events.map((event) => event.room)).toEqual([chat, chat]);
  service.members.get(chat)!.set(ana, 'leave');
  await send({ ...pageMessage(), idempotencyKey: 'third' }, { to: ana });
  expect(service.events[2]!.room).not.toBe(chat);
});

test('a reaction and a reply to the message press, a code replies, and other talk is left alone', async () => {
  const { service, send, listen } = await world();
  service.say(room, ana, '9a');
  await send(pageMessage(), { to: room });
  const page = service.events[1]!;
  const { heard, problems, state } = listen({ open: opened(page.event_id), state: { since: '2' } });
  service.react(page, ana, '🎉');
  service.react(page, ana, '👍🏽');
  service.say(room, ana, 'what is going on?');
  service.say(room, ana, `> <@evenkeel:example.test> [SEV1]\n> more\n\nAck.`, page.event_id);
  service.say(room, ana, '3e');
  service.invite('!new:example.test');
  await expect.poll(() => service.joined).toEqual(['!new:example.test']);
  await expect.poll(() => heard).toHaveLength(3);
  const by = { channel: 'matrix', identity: ana };
  expect(heard).toMatchObject([
    { kind: 'press', action: 'acknowledge', token: 'tok-1', by },
    { kind: 'press', action: 'acknowledge', token: 'tok-1', by },
    { kind: 'reply', text: '3e', by },
  ]);
  const notices = () => service.events.filter(({ content }) => content.msgtype === 'm.notice');
  await expect.poll(() => notices().length).toBe(2);
  await expect.poll(() => state().since).toBe(String(service.events.length));
  expect(problems).toEqual([]);
});

test('who reacts without being known is told; what was said before the first listening is not heard', async () => {
  const { service, send, listen } = await world();
  await send(pageMessage(), { to: room });
  const page = service.events[0]!;
  service.say(room, ana, '3a');
  const text = 'Evenkeel does not know this account.';
  const { heard, state } = listen({ open: opened(page.event_id), handled: { isDone: false, text, isRepeat: false } });
  await expect.poll(() => state().since).toBe('2');
  expect(heard).toEqual([]);
  service.react(page, '@eve:example.test', '✅');
  await expect.poll(() => service.events.at(-1)!.content).toMatchObject({ msgtype: 'm.notice', body: text });
});

test('each refusal has its outcome', async () => {
  const { service, send } = await world();
  expect(await send(pageMessage(), { to: '!other:example.test' })).toMatchObject({ outcome: 'failed' });
  expect(await send(pageMessage(), { to: '#none:example.test' })).toMatchObject({
    outcome: 'failed',
    reason: 'there is no such room or person',
  });
  service.setFault({ status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 3_100 } });
  expect(await send(pageMessage(), { to: room })).toMatchObject({
    outcome: 'retry',
    afterSeconds: 4,
    isProviderFault: true,
  });
  service.setFault({ status: 401, body: { errcode: 'M_UNKNOWN_TOKEN' } });
  expect(await send(pageMessage(), { to: ana })).toMatchObject({ outcome: 'failed', isProviderFault: true });
  service.setFault({ status: 200, body: 'a page of a proxy' });
  expect(await send(pageMessage(), { to: room })).toMatchObject({ outcome: 'retry' });
});

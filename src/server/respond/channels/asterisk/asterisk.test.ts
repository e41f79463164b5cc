import { expect, test } from 'vitest';
import { startAsterisk } from '../../../../../test/stand-ins/asterisk.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { asterisk } from './asterisk.ts';

const number = '+4917012345678';
const by = { channel: 'voice', identity: number };

async function start(audio?: string) {
  const pbx = await startAsterisk(audio);
  const tried = tryKind(asterisk, pbx.settings);
  const listener = tried.listen();
  await expect.poll(() => pbx.isListenedTo()).toBe(true);
  const words = () => decodeURIComponent(pbx.plays.at(-1)?.media.find((each) => !each.includes('silence')) ?? '');
  return { pbx, listener, words, ...tried };
}

test('who picks up hears the page twice, and a key takes it', async () => {
  const { send, pbx, words, listener } = await start();
  const sent = await send(pageMessage(), { number });
  const [call] = pbx.calls;
  expect(sent).toEqual({ outcome: 'sent', providerId: call.channelId, reference: { channel: call.channelId } });
  expect(call).toMatchObject({ endpoint: `PJSIP/${number}@trunk`, app: 'evenkeel', timeout: 28 });
  pbx.picksUp(call);
  await expect
    .poll(words)
    .toMatch(/^sound:http:\/\/tts\.test.*severity 1 Checkout: High error rate.*Press 4 to acknowledge/);
  pbx.finish();
  await expect.poll(() => pbx.plays.length).toBe(2);
  pbx.presses(call, '9');
  await expect.poll(words).toContain('That key does nothing. This is Evenkeel.');
  pbx.presses(call, '4');
  await expect.poll(words).toContain('Acknowledged. It is yours: High error rate. Good bye.');
  expect(listener.heard).toEqual([
    { kind: 'press', key: `${call.channelId} 4`, action: 'acknowledge', token: 'tok-1', by, inCall: true },
  ]);
  pbx.finish();
  await expect.poll(() => pbx.isAlive(call.channelId)).toBe(false);
  await expect
    .poll(() => listener.heard.at(-1))
    .toMatchObject({ kind: 'receipt', state: 'delivered', messageId: call.channelId });
});

test('without a key the page stays open, that is said, and the call ends', async () => {
  const { send, pbx, words, listener } = await start();
  await send(pageMessage(), { number });
  pbx.picksUp(pbx.calls[0]);
  for (const plays of [1, 2]) {
    await expect.poll(() => pbx.plays.length).toBe(plays);
    pbx.finish();
  }
  await expect.poll(words).toContain('The page stays open');
  pbx.finish();
  await expect.poll(() => listener.heard).toMatchObject([{ kind: 'receipt', state: 'delivered' }]);
  expect(pbx.isAlive(pbx.calls[0].channelId)).toBe(false);
});

test.each([
  [17, 'the line was busy'],
  [19, 'nobody picked up'],
  [16, 'nobody picked up'],
  [0, 'nobody picked up'],
  [21, 'the call was rejected'],
  [1, 'the number does not exist'],
  [38, 'the call could not be connected'],
])('a call that ends with cause %i before anybody picked up has failed: %s', async (cause, reason) => {
  const { send, pbx, listener } = await start();
  await send(pageMessage(), { number });
  pbx.ends(pbx.calls[0].channelId, cause);
  await expect.poll(() => listener.heard).toMatchObject([{ kind: 'receipt', state: 'failed', reason }]);
});

test('silence is no delivery: what cannot be played is a failed attempt', async () => {
  const { send, pbx, listener } = await start();
  await send(pageMessage(), { number });
  pbx.picksUp(pbx.calls[0]);
  await expect.poll(() => pbx.plays.length).toBe(1);
  pbx.finish('failed');
  await expect
    .poll(() => listener.heard)
    .toMatchObject([{ state: 'failed', reason: 'Asterisk could not play the message' }]);
  await expect.poll(() => pbx.isAlive(pbx.calls[0].channelId)).toBe(false);
});

test('the same page again is the same call, and a ringing call ends when the page is taken elsewhere', async () => {
  const { send, update, pbx, listener } = await start();
  const first = await send(pageMessage(), { number });
  expect(await send(pageMessage(), { number })).toEqual(first);
  expect(pbx.calls).toHaveLength(1);
  const taken = oneOfEachKind()[1] as PageEndMessage;
  const reference = 'reference' in first ? first.reference! : {};
  expect((await update(taken, reference, { number })).outcome).toBe('sent');
  expect((await update(taken, reference, { number })).outcome).toBe('sent');
  expect(pbx.isAlive(pbx.calls[0].channelId)).toBe(false);
  await expect.poll(() => listener.heard).toMatchObject([{ kind: 'receipt', state: 'failed' }]);
});

test('with one recording pages and codes are called, nothing else', async () => {
  const { send, pbx } = await start('sound:custom/page');
  const outcomes = [];
  for (const message of oneOfEachKind())
    outcomes.push((await send({ ...message, idempotencyKey: message.kind }, { number })).outcome);
  expect(outcomes).toEqual(['sent', 'failed', 'failed', 'sent', 'failed', 'failed', 'failed']);
  for (const call of pbx.calls) pbx.picksUp(call);
  await expect
    .poll(() => pbx.plays.map(({ media }) => media))
    .toEqual([
      ['sound:silence/1', 'sound:custom/page'],
      ['sound:silence/1', 'digits:123456'],
    ]);
});

test('hostile titles are words in one address', async () => {
  const { send, pbx } = await start();
  for (const [name, title] of hostileTexts)
    expect((await send({ ...pageMessage({ title }), idempotencyKey: name }, { number })).outcome).toBe('sent');
  for (const call of pbx.calls) pbx.picksUp(call);
  await expect.poll(() => pbx.plays.length).toBe(hostileTexts.length);
  for (const { media } of pbx.plays)
    expect(media[1]).toMatch(/^sound:http:\/\/tts\.test\/say\.wav\?text=[\w.!~*'()%-]+$/);
});

test('a call that began under another listener can still be answered', async () => {
  const pbx = await startAsterisk();
  const kind = tryKind(asterisk, pbx.settings);
  const id = 'evenkeel-1';
  const { heard } = kind.listen({
    open: [{ messageId: id, reference: { channel: id }, token: 'tok-9', to: { number } }],
  });
  await expect.poll(() => pbx.isListenedTo()).toBe(true);
  pbx.presses({ channelId: id }, '4');
  await expect.poll(() => heard).toMatchObject([{ kind: 'press', token: 'tok-9', by }]);
  pbx.presses({ channelId: 'somebody-else' }, '4');
  pbx.tell({ type: 'nonsense' });
  pbx.drop();
  await expect.poll(() => pbx.isListenedTo()).toBe(true);
  expect(heard).toHaveLength(1);
});

test('nobody is rung while nobody listens, and a wrong password is told from a full system', async () => {
  const pbx = await startAsterisk();
  const { send } = tryKind(asterisk, pbx.settings);
  expect(await send(pageMessage(), { number })).toMatchObject({ outcome: 'retry', isProviderFault: true });
  const wrong = tryKind(asterisk, { ...pbx.settings, password: 'wrong' });
  expect(await wrong.send(pageMessage(), { number })).toMatchObject({ outcome: 'failed', isProviderFault: true });
  const { pbx: listened, send: sendHere } = await start();
  listened.setFault({ status: 500 });
  expect(await sendHere(pageMessage(), { number })).toMatchObject({ outcome: 'retry', isProviderFault: true });
  listened.setFault({ status: 400 });
  expect((await sendHere(pageMessage(), { number })).outcome).toBe('failed');
});

test('settings that cannot work are refused', async () => {
  const { settings } = await startAsterisk();
  for (const bad of [
    { endpoint: 'PJSIP/trunk' },
    { endpoint: 'PJSIP/{number}@a,b' },
    { audio: 'http://tts.test/' },
    { audio: 'sound:a b' },
    { app: 'a&b' },
    { url: 'ftp://x' },
  ])
    expect(() => asterisk.acceptSettings({ ...settings, ...bad })).toThrow();
});

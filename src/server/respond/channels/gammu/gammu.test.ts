import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { done, tryKind } from '../io-for-tests.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { gammu } from './gammu.ts';

const number = '+4917012345678';

/** The directories as gammu-smsd 1.42 reads and writes them. */
async function start(more: Record<string, unknown> = {}) {
  const spool = mkdtempSync(path.join(tmpdir(), 'gammu-'));
  onTestFinished(() => rmSync(spool, { recursive: true, force: true }));
  for (const folder of ['inbox', 'outbox', 'sent', 'error']) await mkdir(path.join(spool, folder));
  const names = (folder: string) => readdirSync(path.join(spool, folder)).sort();
  let serial = 0;
  return {
    ...{ spool, names, ...tryKind(gammu, { spool, ...more }) },
    /** What a phone would show. */
    textOf: (folder: string, name: string) => {
      const bytes = readFileSync(path.join(spool, folder, name));
      expect(bytes.readUInt16BE(0)).toBe(0xfeff);
      return new TextDecoder('utf-16be').decode(bytes);
    },
    move: (name: string, to: string) => renameSync(path.join(spool, 'outbox', name), path.join(spool, to, name)),
    /** A text message comes in, in parts. */
    comesIn: (from: string, ...parts: string[]) => {
      serial += 1;
      for (const [place, text] of parts.entries()) {
        const bytes = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(`${text}\0`, 'utf16le').swap16()]);
        writeFileSync(path.join(spool, 'inbox', `IN20261129_131953_0${serial}_${from}_0${place}.txt`), bytes);
      }
    },
  };
}

test('every kind of message is put out under a name that gammu-smsd reads, pages first', async () => {
  const { send, names, textOf } = await start();
  for (const message of oneOfEachKind())
    expect((await send({ ...message, idempotencyKey: message.kind }, { number })).outcome).toBe('sent');
  expect(names('outbox')).toHaveLength(7);
  for (const name of names('outbox'))
    expect(name).toMatch(/^OUT[AN]\d{8}_\d{6}_\d\d_\+4917012345678_ek[0-9a-f]{24}\.txt$/);
  const texts = names('outbox').map((name) => textOf('outbox', name));
  expect(texts.slice(0, 2).join()).toContain('Reply 3a to acknowledge');
});

test('any title is a text and nothing else', async () => {
  const { send, names, textOf } = await start();
  for (const [name, title] of [...hostileTexts, ['Chinese', '数据库/../../x'] as const])
    await send({ ...pageMessage({ title }), idempotencyKey: name }, { number });
  expect(names('outbox')).toHaveLength(hostileTexts.length + 1);
  expect(
    names('outbox')
      .map((name) => textOf('outbox', name))
      .join(),
  ).toContain('数据库/../../x');
});

test('the same message again goes out once', async () => {
  const { send, names, move } = await start();
  const first = await send(pageMessage(), { number });
  expect(await send(pageMessage(), { number })).toEqual(first);
  move(names('outbox')[0]!, 'sent');
  expect(await send(pageMessage(), { number })).toEqual(first);
  expect(names('outbox')).toEqual([]);
});

test('what the modem could not send, or not in time, is a failed attempt and does not go out later', async () => {
  const { send, names, move, listen, spool } = await start();
  const sent = [];
  for (const idempotencyKey of ['1', '2', '3']) sent.push(await send({ ...pageMessage(), idempotencyKey }, { number }));
  const [broken, stuck, fresh] = sent.map((each) => ('providerId' in each ? each.providerId! : ''));
  const nameOf = (note: string) => names('outbox').find((name) => name.includes(note))!;
  move(nameOf(broken!), 'error');
  utimesSync(path.join(spool, 'outbox', nameOf(stuck!)), 0, (Date.now() - 200_000) / 1000);
  const { heard } = listen();
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toMatchObject([
    { kind: 'receipt', messageId: stuck, state: 'failed', reason: 'the modem did not send it in 3 minutes' },
    { kind: 'receipt', messageId: broken, state: 'failed', reason: 'the modem could not send it' },
  ]);
  expect([names('error'), names('outbox')]).toEqual([[], [nameOf(fresh!)]]);
});

test('a reply is answered, once, also by the node that listens next; what was there before is left alone', async () => {
  const { comesIn, listen, names, textOf } = await start();
  comesIn('+4917099999999', 'your bank code is 1234');
  const first = listen();
  await expect.poll(() => first.state().seen).toHaveLength(1);
  comesIn(number, '3', 'a');
  comesIn('Telekom', 'Welcome!');
  await expect.poll(() => first.heard.length).toBe(2);
  const by = { channel: 'sms', identity: number };
  expect(first.heard[0]).toMatchObject({ kind: 'reply', text: '3a', by });
  await expect.poll(() => names('outbox').length).toBe(1);
  expect(textOf('outbox', names('outbox')[0]!)).toBe(done.text);
  await expect.poll(() => (first.state().seen as string[]).length).toBe(3);
  await first.stop();
  const second = listen({ state: first.state() });
  comesIn(number, 'STOP');
  await expect.poll(() => second.heard.length).toBe(1);
  expect(second.heard).toMatchObject([{ kind: 'stop', by }]);
  expect(names('inbox')).toHaveLength(5);
});

test('a node without the directory says so and lets another one send', async () => {
  const { send, spool } = await start();
  rmSync(path.join(spool, 'outbox'), { recursive: true });
  expect(await send(pageMessage(), { number })).toMatchObject({
    outcome: 'retry',
    isProviderFault: true,
    reason: expect.stringContaining('ENOENT'),
  });
});

test('only an absolute path without steps upwards is taken', () => {
  for (const spool of ['gammu', '/var/../etc', '/var/spool/..', './x', '/var/\0x', '/'])
    expect(() => gammu.acceptSettings({ spool })).toThrow();
  expect(gammu.acceptSettings({ spool: '/var/spool/gammu/' })).toMatchObject({ spool: '/var/spool/gammu' });
});

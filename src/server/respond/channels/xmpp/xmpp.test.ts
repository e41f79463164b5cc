import { Element } from 'ltx';
import { expect, onTestFinished, test } from 'vitest';
import { prosodyPath, startProsody } from '../../../../../test/harness/programs/prosody.ts';
import { tryKind } from '../io-for-tests.ts';
import type { PageEndMessage } from '../message.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { scram } from './scram.ts';
import { openSession } from './session.ts';
import { xmppAccount } from './xmpp.ts';

const accounts = { evenkeel: 'the bot’s pass=word,', ana: 'secret of Ana' };
const to = { jid: 'Ana@example.test' };

async function world() {
  const server = await startProsody(accounts);
  const provider = tryKind(xmppAccount, { url: server.url, ...server.account('evenkeel') });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  /** The app of a person, online. */
  async function app(user: string) {
    const session = await openSession(provider.io.egress, { url: server.url, ...server.account(user) }, stop.signal);
    session.send(new Element('presence', { xmlns: 'jabber:client' }));
    return {
      async nextText() {
        for (;;) {
          const stanza = await session.next();
          if (stanza?.name !== 'message') continue;
          const replaces = stanza.getChild('replace', 'urn:xmpp:message-correct:0')?.attrs.id;
          return { text: stanza.getChildText('body'), from: String(stanza.attrs.from), id: stanza.attrs.id, replaces };
        }
      },
      say(text: string, recipient = 'evenkeel@example.test') {
        const message = new Element('message', {
          xmlns: 'jabber:client',
          type: 'chat',
          to: recipient,
          id: `m-${text}`,
        });
        message.c('body').t(text);
        session.send(message);
      },
    };
  }
  return { server, app, ...provider };
}

test.skipIf(!prosodyPath)(
  'through a real server (Prosody), a message arrives as it was written, whatever is in it',
  async () => {
    const { app, send } = await world();
    const ana = await app('ana');
    expect((await send(pageMessage(), to)).outcome).toBe('sent');
    const { text } = await ana.nextText();
    expect(text).toMatch(/^\[SEV1\] Checkout: High error rate \(3 alerts\)\n\n/);
    expect(text).toContain('Acknowledge: https://evenkeel.test/a/tok-1\nReply 3a to acknowledge');
    for (const message of oneOfEachKind()) {
      expect((await send(message, to)).outcome).toBe('sent');
      await ana.nextText();
    }
    for (const [name, hostile] of hostileTexts) {
      expect([name, (await send(pageMessage({ title: hostile, summary: ['</body>&', hostile] }), to)).outcome]).toEqual(
        [name, 'sent'],
      );
      expect((await ana.nextText()).text).toContain('</body>&');
    }
  },
);

test.skipIf(!prosodyPath)(
  'through a real server (Prosody), replies are heard and answered, also those of before',
  async () => {
    const { app, send, listen } = await world();
    const ana = await app('ana');
    await send(pageMessage(), to);
    const { from } = await ana.nextText();
    // To the session that has sent the page, which is gone: the server keeps it.
    ana.say('3a', from);
    const { heard, problems } = listen();
    await expect.poll(() => heard).toHaveLength(1);
    const by = { channel: 'xmpp', identity: 'ana@example.test' };
    expect(heard[0]).toMatchObject({ kind: 'reply', text: '3a', by });
    expect((await ana.nextText()).text).toBe('Acknowledged. It is yours: High error rate');
    ana.say('4e <&> ');
    await expect.poll(() => heard).toHaveLength(2);
    expect(heard[1]).toMatchObject({ text: '4e <&>', by });
    expect(problems).toEqual([]);
  },
);

test.skipIf(!prosodyPath)('through a real server (Prosody), a message is corrected when it is over', async () => {
  const { app, send, update } = await world();
  const ana = await app('ana');
  const sent = await send(pageMessage(), to);
  const { id } = await ana.nextText();
  expect(sent).toMatchObject({ outcome: 'sent', reference: { id } });
  const acknowledged = { ...(oneOfEachKind()[1] as PageEndMessage), idempotencyKey: 'page 7 acknowledged' };
  expect((await update(acknowledged, { id }, to)).outcome).toBe('sent');
  const corrected = await ana.nextText();
  expect(corrected.replaces).toBe(id);
  expect(corrected.id).not.toBe(id);
  expect(corrected.text).toMatch(/^Acknowledged by Bo: /);
});

test.skipIf(!prosodyPath)(
  'through a real server (Prosody), an address that is not there and a wrong password are told apart',
  async () => {
    const { server, send } = await world();
    expect(await send(pageMessage(), { jid: 'nobody@example.test' })).toMatchObject({ outcome: 'failed' });
    const wrong = tryKind(xmppAccount, { url: server.url, jid: 'evenkeel@example.test', password: 'guess' });
    expect(await wrong.send(pageMessage(), to)).toMatchObject({ outcome: 'failed', isProviderFault: true });
    const nowhere = tryKind(xmppAccount, { url: 'ws://127.0.0.1:9/xmpp-websocket', ...server.account('evenkeel') });
    expect(await nowhere.send(pageMessage(), to)).toMatchObject({ outcome: 'retry', isProviderFault: true });
  },
);

test.each([
  [
    'SCRAM-SHA-1 (RFC 5802)',
    'SCRAM-SHA-1',
    'fyko+d2lbbFgONRv9qkxdawL',
    'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  ],
  [
    'SCRAM-SHA-256 (RFC 7677)',
    'SCRAM-SHA-256',
    'rOprNGfwEbeRWgbNEkqO',
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  ],
] as const)('signs in as the examples of %s', (_name, mechanism, nonce, challenge, final, success) => {
  const exchange = scram(mechanism, { user: 'user', password: 'pencil' }, nonce);
  expect(exchange.first).toBe(`n,,n=user,r=${nonce}`);
  expect(exchange.final(challenge)).toBe(final);
  expect(exchange.isProven(success)).toBe(true);
  expect(exchange.isProven('v=AAAA')).toBe(false);
  expect(() => exchange.final(challenge.replace(nonce, 'another'))).toThrow();
  expect(() => exchange.final(challenge.replace('i=4096', 'i=100000000'))).toThrow();
});

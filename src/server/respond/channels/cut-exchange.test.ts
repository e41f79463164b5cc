/** Receivers that break off at each point of an exchange: what may have arrived is told from what cannot have. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createEgress } from '../../platform/egress/egress.ts';
import { email } from './email/email.ts';
import { createMailTransport } from './email/mail-transport.ts';
import { pageMessage } from './message-samples-for-tests.ts';
import { webhook } from './webhook/webhook.ts';

/** A TCP server that hands each line it gets, or the start of the connection (''), to `onLine`. */
async function lineServer(onLine: (line: string, socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) onLine(line || '(empty)', socket);
    });
    onLine('', socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function transportsFor(port: number) {
  const url = `smtp://127.0.0.1:${port}`;
  const mail = createMailTransport({ url, from: 'Evenkeel <evenkeel@pager.test>', connectTimeoutMs: 2_000 });
  const egress = createEgress({ allow: ['127.0.0.1'] });
  onTestFinished(async () => {
    mail.close();
    await egress.close();
  });
  return { egress, mail, vapid: undefined };
}

const smtpReplies: [RegExp, string][] = [
  [/^$/, '220 mail.test'],
  [/^EHLO/, '250 mail.test'],
  [/^MAIL/, '250 ok'],
  [/^RCPT/, '250 ok'],
  [/^DATA/, '354 go on'],
  [/^\.$/, '250 taken'],
];

test.each([
  ['at the start', /^$/, 'cut', undefined],
  ['at the greeting of the client', /^EHLO/, 'cut', undefined],
  ['at the sender', /^MAIL/, 'cut', undefined],
  ['at the recipient', /^RCPT/, 'cut', undefined],
  ['before it asks for the text', /^DATA/, 'cut', undefined],
  ['in the middle of the text', /^Subject/, 'cut', true],
  ['at the end of the text', /^\.$/, 'cut', true],
  ['by refusing the text for now', /^\.$/, '451 later', undefined],
  ['by having no room', /^RCPT/, '452 later', undefined],
])('a mail server that breaks off %s', async (_name, at, what, mayHaveArrived) => {
  const port = await lineServer((line, socket) => {
    if (at.test(line)) return what === 'cut' ? socket.destroy() : socket.write(`${what}\r\n`);
    const reply = smtpReplies.find(([pattern]) => pattern.test(line))?.[1];
    if (reply) socket.write(`${reply}\r\n`);
    return;
  });
  const outcome = await email.deliver(pageMessage(), { address: 'ana@example.com' }, transportsFor(port));
  expect(outcome).toMatchObject({ outcome: 'retry' });
  expect('mayHaveArrived' in outcome ? outcome.mayHaveArrived : undefined).toBe(mayHaveArrived);
});

test('a mail that still waits for its turn when it is given up is not sent later', async () => {
  const held: Socket[] = [];
  let texts = 0;
  const port = await lineServer((line, socket) => {
    if (line === 'DATA') texts += 1;
    if (line === '.') return void held.push(socket);
    const reply = smtpReplies.find(([pattern]) => pattern.test(line))?.[1];
    if (reply) socket.write(`${reply}\r\n`);
  });
  const transports = transportsFor(port);
  const settings = { address: 'ana@example.com' };
  // Every connection of the pool hangs; the sixth mail has to wait.
  const hanging = Array.from({ length: 5 }, () => email.deliver(pageMessage(), settings, transports));
  await expect.poll(() => held.length).toBe(5);
  const stop = new AbortController();
  const waiting = email.deliver(pageMessage(), settings, transports, stop.signal);
  stop.abort();
  expect(await waiting).toEqual({ outcome: 'retry', afterSeconds: 5, reason: expect.stringContaining('not reached') });
  for (const socket of held) socket.write('250 taken\r\n');
  expect((await Promise.all(hanging)).map(({ outcome }) => outcome)).toEqual(Array(5).fill('sent'));
  const after = email.deliver(pageMessage(), settings, transports);
  await expect.poll(() => held.length).toBe(6);
  held[5]!.write('250 taken\r\n');
  await after;
  expect(texts).toBe(6);
});

test.each([
  ['at the first line of the request', /^POST/, '', true],
  ['when it has the request', /^\(empty\)$/, '', true],
  ['in the middle of its answer', /^\(empty\)$/, 'HTTP/1.1 200 OK\r\ncontent-', true],
  ['with what is no HTTP', /^\(empty\)$/, 'nonsense\r\n\r\n', true],
  ['as a proxy that lost what is behind it', /^\(empty\)$/, 'HTTP/1.1 502 Bad\r\ncontent-length: 0\r\n\r\n', true],
  ['as a proxy that waited too long', /^\(empty\)$/, 'HTTP/1.1 504 Late\r\ncontent-length: 0\r\n\r\n', true],
  ['by a fault of its own', /^\(empty\)$/, 'HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n', true],
  ['because it is busy', /^\(empty\)$/, 'HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n', undefined],
  ['because it is asked too often', /^\(empty\)$/, 'HTTP/1.1 429 Slow\r\ncontent-length: 0\r\n\r\n', undefined],
])('a webhook receiver that breaks off %s', async (_name, at, answer, mayHaveArrived) => {
  const port = await lineServer((line, socket) => {
    if (at.test(line)) socket.end(answer);
  });
  const settings = webhook.acceptSettings({ url: `http://127.0.0.1:${port}/` });
  const outcome = await webhook.deliver(pageMessage(), settings, transportsFor(port));
  expect(outcome).toMatchObject({ outcome: 'retry' });
  expect('mayHaveArrived' in outcome ? outcome.mayHaveArrived : undefined).toBe(mayHaveArrived);
});

test.each([
  ['nobody listens', 'http://127.0.0.1:1/'],
  ['the name does not resolve', 'http://nowhere.invalid/'],
])('where %s nothing can have arrived', async (_name, url) => {
  const outcome = await webhook.deliver(pageMessage(), webhook.acceptSettings({ url }), transportsFor(1));
  expect(outcome).toEqual({ outcome: 'retry', afterSeconds: 5, reason: expect.stringContaining('not reached') });
});

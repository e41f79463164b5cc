import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { createEgress } from '../../../platform/egress/egress.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { email } from './email.ts';
import { createMailTransport } from './mail-transport.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Received = { mail: ParsedMail; raw: string; from: string; to: string[] };

/** A real mail server that keeps what it gets. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        received.push({
          mail: await simpleParser(raw),
          raw: raw.toString('latin1'),
          from,
          to: rcptTo.map((to) => to.address),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  cleanUps.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, port: (server.server.address() as AddressInfo).port };
}

function transportsFor(port: number, urlPart = '') {
  const mail = createMailTransport({
    url: `smtp://${urlPart}127.0.0.1:${port}`,
    from: 'Evenkeel <evenkeel@pager.test>',
    connectTimeoutMs: 2_000,
  });
  const egress = createEgress();
  cleanUps.push(() => mail.close());
  return { egress, mail, vapid: undefined };
}

const settings = { address: 'ana@example.com' };

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

describe('a page by mail', () => {
  test('says what is broken in the subject, offers one button, and is marked as automatic', async () => {
    const { received, port } = await mailServer();
    const outcome = await email.deliver(pageMessage(), settings, transportsFor(port));
    const { mail, raw, from, to } = received[0]!;
    expect(mail.subject).toBe('[SEV1] Checkout: High error rate (3 alerts)');
    expect(mail.text).toContain('region eu-west-1');
    expect(mail.text).toContain('Open since 1 Mar 2026, 08:34 GMT+5:30 (03:04 UTC).');
    expect(mail.text).toContain('Next: Grace in 5 min');
    expect(mail.text).toContain('team: payments');
    expect(mail.text).toContain('Runbook: https://wiki.evenkeel.test/runbooks/5xx');
    expect(mail.html).toContain('href="https://wiki.evenkeel.test/runbooks/5xx"');
    expect(mail.text).toContain('and 1 more');
    expect(mail.text).toContain('Acknowledge: https://evenkeel.test/a/tok-1');
    expect(String(mail.html).match(/href="https:\/\/evenkeel\.test\/a\/tok-1"/g)).toHaveLength(1);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(raw).toMatch(/^Importance: high\r$/m);
    expect(mail.headers.get('list')).toMatchObject({ id: { id: 'notifications.evenkeel.pager.test' } });
    expect([from, to]).toEqual(['evenkeel@pager.test', ['ana@example.com']]);
    expect(outcome).toEqual({ outcome: 'sent', providerId: mail.messageId });
  });

  test('has a long title cut in the subject and whole below it', async () => {
    const { received, port } = await mailServer();
    const title = `${'Disk is almost full on a machine with a long name '.repeat(4)}host-17.example`;
    await email.deliver(pageMessage({ title }), settings, transportsFor(port));
    const { mail } = received[0]!;
    expect(mail.subject).not.toContain('host-17');
    for (const text of [mail.text, String(mail.html)]) expect(text).toContain('host-17.example');
  });

  test('sent again has the same Message-ID and says that it may be a repeat', async () => {
    const { received, port } = await mailServer();
    const transports = transportsFor(port);
    await email.deliver(pageMessage(), settings, transports);
    await email.deliver(pageMessage({ mayRepeat: true }), settings, transports);
    const [first, second] = received.map((each) => each.mail);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.subject).toContain('[possible repeat]');
    expect(second?.text).toContain('Possible repeat');
    expect(first?.text).not.toContain('repeat');
  });

  test('and the news of its end belong to one conversation', async () => {
    const { received, port } = await mailServer();
    const transports = transportsFor(port);
    const [page, acknowledged] = oneOfEachKind();
    await email.deliver(page!, settings, transports);
    await email.deliver({ ...acknowledged!, idempotencyKey: 'other' }, settings, transports);
    const [first, second] = received.map((each) => each.mail);
    expect(second?.messageId).not.toBe(first?.messageId);
    expect(second?.references).toEqual(first?.references);
  });
});

test.each(
  oneOfEachKind().map((message) => [message.kind, message] as const),
)('a %s message arrives', async (_kind, message) => {
  const { received, port } = await mailServer();
  expect((await email.deliver(message, settings, transportsFor(port))).outcome).toBe('sent');
  const { mail } = received[0]!;
  expect(mail.subject).not.toBe('');
  expect(String(mail.text).length).toBeGreaterThan(5);
  expect(mail.html).toContain('</html>');
  const list = mail.headers.get('list') as unknown as { unsubscribe?: { url: string } };
  expect(list.unsubscribe?.url).toBe(message.kind === 'plain' ? 'https://evenkeel.test/u/1' : undefined);
});

test.each(hostileTexts)('hostile text stays text: %s', async (_name, text) => {
  const { received, port } = await mailServer();
  const message = pageMessage(
    { title: text, serviceName: text, summary: [text], stepText: text, alerts: [{ title: text, severity: 1 }] },
    text,
  );
  expect((await email.deliver(message, settings, transportsFor(port))).outcome).toBe('sent');
  const { mail, raw, to } = received[0]!;
  expect(to).toEqual(['ana@example.com']);
  expect([mail.to].flat().flatMap((each) => each?.value.map((value) => value.address))).toEqual(['ana@example.com']);
  const names = mail.headerLines.map((line) => line.key).sort();
  expect(
    names.filter(
      (name) => !/^(from|to|subject|date|mime-version|content-|message-id|in-reply-to|references)/.test(name),
    ),
  ).toEqual(['auto-submitted', 'importance', 'list-id', 'x-auto-response-suppress', 'x-priority'].sort());
  expect(mail.subject?.length).toBeLessThan(700);
  expect(raw.length).toBeLessThan(100_000);
  const shown = `${mail.subject}\n${mail.text}`;
  for (const bad of ['\u0000', '\u001b', '\u202e', '\u2066']) expect(shown).not.toContain(bad);
  expect(mail.html).not.toMatch(/<(script|img)|<[^>]* onmouseover=/i);
  // Structure written here, and nothing else: what was hostile did not become a tag.
  const tags = new Set(String(mail.html).match(/<[a-z!/][^\s>]*/gi));
  const ours = [
    '!doctype',
    'html',
    'head',
    'meta',
    'title',
    'style',
    'body',
    'h1',
    'p',
    'a',
    'br',
    'table',
    'tr',
    'td',
  ].flatMap((tag) => [`<${tag}`, `</${tag}`]);
  expect([...tags].filter((tag) => !ours.includes(tag))).toEqual([]);
});

describe('when the mail server', () => {
  test.each([
    [
      'does not know the recipient',
      { onRcptTo: (_a, _s, done) => done(smtpError(550, '5.1.1 no such user')) },
      'failed',
      '550',
    ],
    [
      'greylists the recipient',
      { onRcptTo: (_a, _s, done) => done(smtpError(450, '4.2.0 try later')) },
      'retry',
      '450',
    ],
    ['refuses the sender', { onMailFrom: (_a, _s, done) => done(smtpError(553, '5.7.1 not yours')) }, 'failed', '553'],
    ['is too busy', { onConnect: (_s, done) => done(smtpError(421, '4.3.2 too busy')) }, 'retry', '421'],
    [
      'refuses the content',
      { onData: (stream, _s, done) => stream.resume().on('end', () => done(smtpError(554, 'spam'))) },
      'failed',
      '554',
    ],
    [
      'is full',
      { onData: (stream, _s, done) => stream.resume().on('end', () => done(smtpError(452, 'full'))) },
      'retry',
      '452',
    ],
  ] satisfies [string, SMTPServerOptions, string, string][])('%s', async (_name, options, outcome, code) => {
    const { port } = await mailServer(options);
    const result = await email.deliver(pageMessage(), settings, transportsFor(port));
    expect(result).toMatchObject({ outcome, reason: `the mail server answered ${code}` });
  });

  test('refuses the sign-in, it is tried again, because the address is not to blame', async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      authMethods: ['PLAIN'],
      onAuth: (_auth, _session, done) => done(smtpError(535, 'wrong password')),
    });
    const result = await email.deliver(pageMessage(), settings, transportsFor(port, 'user:wrong%20password@'));
    expect(result).toMatchObject({ outcome: 'retry', reason: 'the mail server refused the sign-in' });
  });

  test('accepts the sign-in of the URL, the mail arrives', async () => {
    const logins: unknown[] = [];
    const { port, received } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      authMethods: ['PLAIN'],
      onAuth: (auth, _session, done) => {
        logins.push([auth.username, auth.password]);
        done(null, { user: auth.username });
      },
    });
    const transports = transportsFor(port, 'us%40er:p%3Aw@');
    await transports.mail.verify();
    expect((await email.deliver(pageMessage(), settings, transports)).outcome).toBe('sent');
    expect(logins.at(-1)).toEqual(['us@er', 'p:w']);
    expect(received).toHaveLength(1);
  });

  test('never greets, the attempt ends in time', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanUps.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const startedAt = performance.now();
    const transports = transportsFor((server.address() as AddressInfo).port);
    expect((await email.deliver(pageMessage(), settings, transports)).outcome).toBe('retry');
    expect(performance.now() - startedAt).toBeLessThan(5000);
    await expect(transports.mail.verify()).rejects.toThrow();
  });

  test('is not there, it is tried again', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect((await email.deliver(pageMessage(), settings, transportsFor(port))).outcome).toBe('retry');
  });

  test('is not configured, another channel has to do', async () => {
    const transports = { egress: createEgress(), mail: undefined, vapid: undefined };
    const outcome = await email.deliver(pageMessage(), settings, transports);
    expect(outcome).toEqual({ outcome: 'failed', reason: 'no mail server is configured' });
  });

  test('drips its replies, the caller may give up', async () => {
    const { port } = await mailServer({ onMailFrom: () => {} });
    const stop = new AbortController();
    const running = email.deliver(pageMessage(), settings, transportsFor(port), stop.signal);
    stop.abort();
    expect((await running).outcome).toBe('retry');
  });
});

describe('the settings', () => {
  test('show no more of the address than needed', () => {
    expect(email.describe({ address: 'ana.lima@example.com' })).toBe('a***@example.com');
  });

  test.each([
    '',
    'ana',
    'ana@',
    'a@b.example, c@d.example',
    '"a@evil.example x"@ours.example',
    'a@b.example\r\nBcc: x@y.example',
    'Ana <a@b.example>',
  ])('refuse %j', (address) => {
    expect(() => email.acceptSettings({ address })).toThrow('do not fit');
  });
});

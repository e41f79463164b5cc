import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { adminToken, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import {
  createSource,
  getSource,
  listSourceSignals,
  readSourceSetup,
  replaceSourceKey,
} from '../../../contract/detect/sources.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import { freePort } from '../../platform/db/embedded/cluster.ts';

const domain = 'alerts.example.org';

async function start(environment: Record<string, string> = {}) {
  const port = await freePort();
  const server = await startTestServer({
    environment: { EVENKEEL_MAIL_IN_PORT: String(port), EVENKEEL_MAIL_IN_DOMAIN: domain, ...environment },
  });
  return { ...server, port };
}
type MailServer = TestServer & { port: number };

let made = 0;
async function newSource({ admin }: TestServer, type = 'email') {
  made += 1;
  const { id } = await admin.call(createSource, { body: { slug: `mail-${made}`, name: `Mail ${made}`, type } });
  const params = { id };
  const { key, endpoints } = await admin.call(readSourceSetup, { params });
  return { id, params, key, address: `${key}@${domain}`, endpoints };
}

/** A real client; answers as the server gave them. */
async function send({ port }: MailServer, mail: SendMailOptions, more: object = {}) {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...more });
  try {
    return await transport.sendMail({ from: 'monitor@example.org', subject: 'Disk full on db-1', text: 'x', ...mail });
  } finally {
    transport.close();
  }
}

const alertsOf = async ({ admin }: TestServer, sourceId: number) =>
  (await admin.call(listAlerts, { query: { sourceId, state: 'all' } })).items;

/** A client that says what a test wants it to say. */
async function client(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk.toString();
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  const answer = () => eventually(async () => (/^\d{3} .*\r\n/m.test(heard) ? heard : null));
  await answer();
  return {
    socket,
    async say(line: string): Promise<string> {
      heard = '';
      socket.write(`${line}\r\n`);
      return answer();
    },
  };
}

test('a mail to the address of a source opens an alert, and its recovery resolves it', async () => {
  const server = await start();
  const { id, params, address, key, endpoints } = await newSource(server);
  expect(endpoints[0]).toMatchObject({ method: 'MAIL', url: address });
  const sent = await send(server, {
    to: address.replace('@', '+nightly@'),
    subject: '** PROBLEM Service Alert: web-1/HTTP is CRITICAL **',
    html: '<p>Connection <b>refused</b></p><script>alert(1)</script>',
    text: undefined,
  });
  expect(sent.response).toBe('250 2.0.0 Kept');
  const alert = await eventually(async () => (await alertsOf(server, id))[0]);
  expect(alert).toMatchObject({ state: 'triggered', severity: 1 });
  const { labels, description } = await server.admin.call(getAlert, { params: { id: alert.id } });
  expect(labels).toMatchObject({ from: 'monitor@example.org', tag: 'nightly' });
  expect(description).toBe('Connection refused');
  await send(server, { to: address, subject: '** RECOVERY Service Alert: web-1/HTTP is OK **' });
  await eventually(async () => (await alertsOf(server, id))[0]!.state === 'resolved');
  const { items } = await server.admin.call(listSourceSignals, { params });
  expect(items).toMatchObject([{ method: 'MAIL' }, { method: 'MAIL' }]);
  expect(JSON.stringify(items)).not.toContain(key);
});

test('only the addresses of mail sources are taken, and no mail is relayed', async () => {
  const server = await start();
  const { address, params, key } = await newSource(server);
  const webhook = await newSource(server, 'generic');
  const { say } = await client(server.port);
  expect(await say('EHLO client.example.org')).not.toMatch(/AUTH|STARTTLS/);
  await say('MAIL FROM:<a@example.org>');
  expect(await say('RCPT TO:<somebody@elsewhere.example.org>')).toMatch(/^550 5\.7\.1/);
  expect(await say(`RCPT TO:<${key}@elsewhere.example.org>`)).toMatch(/^550 5\.7\.1/);
  const unknown = await say(`RCPT TO:<${'b'.repeat(16)}${'a1'.repeat(8)}@${domain}>`);
  expect(unknown).toMatch(/^550 5\.1\.1/);
  expect(await say(`RCPT TO:<${webhook.address}>`)).toBe(unknown);
  expect(await say(`RCPT TO:<postmaster@${domain}>`)).toBe(unknown);
  expect(await say(`RCPT TO:<${address}>`)).toMatch(/^250/);
  expect(await say('AUTH PLAIN AGEAYg==')).toMatch(/^5/);

  await server.admin.call(replaceSourceKey, { params });
  await expect(send(server, { to: address })).rejects.toMatchObject({ responseCode: 550 });
});

test('the same mail twice is one signal, whoever repeats it, and two mails of one message id are two', async () => {
  const server = await start();
  const { id, params, address } = await newSource(server);
  const mail = { to: address, messageId: '<constant@appliance>', date: new Date('2026-11-30T10:00:00Z') };
  for (let at = 0; at < 3; at += 1) await send(server, mail);
  await send(server, { ...mail, subject: 'Fan failed on db-1' });
  await eventually(async () => (await alertsOf(server, id)).length === 2);
  expect((await server.admin.call(getSource, { params })).signalCount).toBe(2);
  const metrics = await (
    await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } })
  ).text();
  expect(metrics).toMatch(/evenkeel_mails_total\{outcome="repeat"\} 2/);
});

test('a mail that was kept and could not be remembered is taken, counted and logged', async () => {
  const server = await start();
  const source = await newSource(server);
  await server.db.query('alter table received_mails add constraint nothing check (false) not valid');
  expect((await send(server, { to: source.address })).response).toMatch(/^250/);
  await eventually(async () => (await alertsOf(server, source.id)).length === 1);
  const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } });
  expect(await metrics.text()).toContain('evenkeel_mails_total{outcome="not-remembered"} 1');
});

test('bounces, automatic replies and our own mails are kept, shown with the reason, and open nothing', async () => {
  const server = await start({ EVENKEEL_MAIL_FROM: 'Evenkeel <evenkeel@ops.example.org>' });
  const { id, params, address } = await newSource(server);
  const envelope = { from: '', to: address };
  await send(server, {
    to: address,
    envelope,
    subject: 'Undelivered Mail Returned to Sender',
    from: 'MAILER-DAEMON@example.org',
  });
  await send(server, { to: address, headers: { 'Auto-Submitted': 'auto-replied' } });
  await send(server, { to: address, inReplyTo: `<${'ab'.repeat(16)}@ops.example.org>` });
  const items = await eventually(async () => {
    const found = await server.admin.call(listSourceSignals, { params, query: { odd: 'true' } });
    return found.items.length === 3 ? found.items : null;
  });
  expect(items.map(({ odd }) => odd[0]!.reason)).toEqual([
    'A message of Evenkeel that came back is not an alert.',
    'An automatic reply is not an alert.',
    'A bounce is not an alert.',
  ]);
  expect(await alertsOf(server, id)).toEqual([]);
});

test('what is too large, goes round in circles or has too many recipients is refused', async () => {
  const server = await start();
  const { address } = await newSource(server);
  const large = { filename: 'disk.img', content: Buffer.alloc(27 * 1024 * 1024) };
  await expect(send(server, { to: address, attachments: [large] })).rejects.toMatchObject({ responseCode: 552 });
  const hops = Array.from({ length: 60 }, (_, at) => ({ key: 'Received', value: `from relay-${at}` }));
  await expect(send(server, { to: address, headers: hops })).rejects.toMatchObject({ responseCode: 554 });
  const { say } = await client(server.port);
  await say('EHLO client.example.org');
  await say('MAIL FROM:<a@example.org>');
  const answers = [];
  for (let at = 0; at < 25; at += 1) answers.push(await say(`RCPT TO:<${address.replace('@', `+${at}@`)}>`));
  expect(answers.filter((text) => text.startsWith('250'))).toHaveLength(20);
  expect(answers.at(-1)).toMatch(/^452 4\.5\.3/);
});

test('one network that guesses addresses is slowed down, and one mail for two sources reaches both', async () => {
  const server = await start();
  const [one, other] = [await newSource(server), await newSource(server)];
  await send(server, { to: [one.address, other.address] });
  await eventually(
    async () => (await alertsOf(server, one.id)).length + (await alertsOf(server, other.id)).length === 2,
  );
  const { say } = await client(server.port);
  await say('EHLO client.example.org');
  await say('MAIL FROM:<a@example.org>');
  let answer = '';
  for (let at = 0; at < 400 && !answer.startsWith('421'); at += 1)
    answer = await say(`RCPT TO:<guess-${at}@${domain}>`);
  expect(answer).toMatch(/^421/);
});

test('while the database is away mail is put off, never refused for good and never lost', async () => {
  const server = await start();
  const { id, address } = await newSource(server);
  const { say } = await client(server.port);
  await say('EHLO client.example.org');
  await say('MAIL FROM:<a@example.org>');
  await say(`RCPT TO:<${address}>`);
  await server.db.query('alter table signals rename to signals_away');
  const kept = await say('DATA').then(() => say('Subject: Disk full\r\nFrom: a@example.org\r\n\r\nx\r\n.'));
  expect(kept).toMatch(/^451/);
  await server.db.query('alter table configuration_version rename to configuration_away');
  await say('MAIL FROM:<a@example.org>');
  expect(await say(`RCPT TO:<${address}>`)).toMatch(/^451/);
  await server.db.query('alter table configuration_away rename to configuration_version');
  await server.db.query('alter table signals_away rename to signals');
  expect((await send(server, { to: address })).response).toMatch(/^250/);
  await eventually(async () => (await alertsOf(server, id)).length === 1);
});

test('with a certificate the connection is encrypted when the client asks, and the doctor knows its end', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'evenkeel-mail-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { key: path.join(folder, 'key.pem'), certificate: path.join(folder, 'certificate.pem') };
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90'],
    ...['-subj', `/CN=${domain}`, '-addext', `subjectAltName=DNS:${domain}`],
    ...['-keyout', files.key, '-out', files.certificate],
  ]);
  const server = await start({
    EVENKEEL_MAIL_IN_KEY_FILE: files.key,
    EVENKEEL_MAIL_IN_CERTIFICATE_FILE: files.certificate,
  });
  const { id, address } = await newSource(server);
  const tls = { ca: readFileSync(files.certificate, 'utf8'), servername: domain };
  await send(server, { to: address }, { ignoreTLS: false, requireTLS: true, tls });
  await eventually(async () => (await alertsOf(server, id)).length === 1);
  const { items } = await server.admin.call(examineInstallation, {});
  expect(items.find(({ check }) => check === 'mail in')).toMatchObject({
    result: 'ok',
    sentence: expect.stringMatching(new RegExp(`^Port ${server.port} takes mail for ${domain}, with STARTTLS until `)),
  });
});

test('a port that is taken stops nothing else, and the doctor says that no mail arrives', async () => {
  const first = await start();
  const second = await startTestServer({
    environment: { EVENKEEL_MAIL_IN_PORT: String(first.port), EVENKEEL_MAIL_IN_DOMAIN: domain },
  });
  const { items } = await second.admin.call(examineInstallation, {});
  expect(items.find(({ check }) => check === 'mail in')).toMatchObject({
    result: 'fault',
    sentence: `No mail arrives: port ${first.port} could not be opened (EADDRINUSE).`,
  });
});

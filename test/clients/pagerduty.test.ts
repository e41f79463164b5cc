/** What is said to be a drop-in for PagerDuty's Events API, sent by PagerDuty's own client, which knows only https. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { globalAgent } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { change, event } from '@pagerduty/pdjs';
import { afterAll, expect, test } from 'vitest';
import { listAlerts } from '../../src/contract/detect/alerts.ts';
import { listChanges } from '../../src/contract/detect/changes.ts';
import { createSource, readSourceSetup } from '../../src/contract/detect/sources.ts';
import { eventually } from '../harness/eventually.ts';
import { findProgram } from '../harness/programs/find-program.ts';
import { sharedServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';

const getServer = sharedServer();
const openssl = findProgram('openssl', 'EVENKEEL_OPENSSL', ['/usr/bin/openssl', '/usr/local/bin/openssl']);
const trusted = globalAgent.options.ca;
afterAll(() => {
  globalAgent.options.ca = trusted;
});

/** Takes the encryption off in front of the server, with a certificate that this process trusts for now. */
async function startEncryption(target: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-tls-'));
  const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out', certFile];
  execFileSync(openssl!, [...made, ...names], { stdio: 'ignore' });
  const cert = readFileSync(certFile);
  const { port } = new URL(target);
  const server = createServer({ key: readFileSync(keyFile), cert }, (socket) => {
    const onward = connect(Number(port), '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  rmSync(folder, { recursive: true });
  globalAgent.options.ca = cert;
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

test.skipIf(!openssl)(
  'its client triggers, acknowledges and resolves an alert, and reports a change, with nothing changed but the host',
  async () => {
    const app = await getServer();
    const { host } = stopAfterTest(await startEncryption(app.url));
    const body = { slug: 'pd', name: 'PagerDuty', type: 'pagerduty-events-v2' };
    const source = await app.admin.call(createSource, { body });
    const { key } = await app.admin.call(readSourceSetup, { params: { id: source.id } });
    const send = async (action: 'trigger' | 'acknowledge' | 'resolve') => {
      const payload = { summary: 'Disk full', source: 'db-1', severity: 'critical' as const };
      const data = { routing_key: key, dedup_key: 'db-1/disk', event_action: action, payload };
      return event({ server: host, data });
    };
    const state = async () =>
      (await app.admin.call(listAlerts, { query: { sourceId: source.id, state: 'all' } })).items.map(
        (one) => one.state,
      );
    const answer = await send('trigger');
    expect(answer.data).toMatchObject({ status: 'success', dedup_key: 'db-1/disk' });
    expect(answer.response.status).toBe(202);
    await eventually(async () => (await state())[0] === 'triggered');
    await send('acknowledge');
    await eventually(async () => (await state())[0] === 'acknowledged');
    await send('resolve');
    await eventually(async () => (await state())[0] === 'resolved');

    const changed = {
      routing_key: key,
      payload: { summary: 'Version 7', source: 'ci', timestamp: new Date().toISOString() },
    };
    expect((await change({ server: host, data: changed as never })).response.status).toBe(202);
    const found = await eventually(async () => {
      const { items } = await app.admin.call(listChanges, { query: {} });
      return items.length > 0 && items;
    });
    expect(found).toMatchObject([{ title: 'Version 7' }]);
    const refused = await event({
      server: host,
      data: { routing_key: 'x'.repeat(32), event_action: 'trigger' } as never,
    });
    expect(refused.response.status).toBe(400);
  },
);

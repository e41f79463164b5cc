import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startNameServer } from '../../../../test/harness/name-server.ts';
import { makeCertificate, startTlsServer } from '../../../../test/harness/tls-server.ts';
import { createProbes } from './probes.ts';

const allow = ['127.0.0.0/8', 'localhost'];
const timeoutMs = 3_000;

async function listen(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a port that is open is found open, one that is closed says so, a private one is not asked at all', async () => {
  const port = await listen();
  await createProbes({ allow }).port({ host: '127.0.0.1', port, timeoutMs });
  await createProbes({ allow }).port({ host: 'localhost', port, timeoutMs });
  await expect(createProbes({ allow }).port({ host: '127.0.0.1', port: 1, timeoutMs })).rejects.toMatchObject({
    code: 'refused',
  });
  await expect(createProbes().port({ host: '127.0.0.1', port, timeoutMs })).rejects.toMatchObject({
    code: 'egress_denied',
  });
});

test('a name that resolves to a private address is not connected to, nor pinged', async () => {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const probes = createProbes({ resolve });
  const denied = { code: 'egress_denied' };
  await expect(probes.port({ host: 'shop.example', port: await listen(), timeoutMs })).rejects.toMatchObject(denied);
  await expect(probes.ping({ host: 'shop.example', timeoutMs })).rejects.toMatchObject(denied);
});

test('a certificate is read whether it is trusted or not', async () => {
  const certificate = makeCertificate(10);
  const port = await startTlsServer(certificate);
  const seen = await createProbes({ allow }).certificate({ host: 'localhost', port, timeoutMs });
  expect(seen.trouble).toBe('it is self-signed');
  expect(Math.round((seen.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(10);
  const trusted = createProbes({ allow, issuers: certificate.cert });
  expect((await trusted.certificate({ host: 'localhost', port, timeoutMs })).trouble).toBeNull();
});

test('records are asked of the name server that is named, and none is no fault of it', async () => {
  const server = await startNameServer({ 'shop.example': { type: 'A', values: ['192.0.2.7', '192.0.2.8'] } });
  const probes = createProbes({ allow });
  const ask = (name: string) => probes.records({ name, type: 'A', server, timeoutMs });
  expect((await ask('shop.example')).sort()).toEqual(['192.0.2.7', '192.0.2.8']);
  expect(await ask('other.example')).toEqual([]);
  await expect(createProbes().records({ name: 'shop.example', type: 'A', server, timeoutMs })).rejects.toMatchObject({
    code: 'egress_denied',
  });
  for (const odd of ['shop.example', '127.0.0.1:port', '127.0.0.1:53:53'])
    expect(() => probes.checkServer(odd)).toThrow(/name server/);
});

test('a ping says whether there was a reply, and a machine that cannot ping says that instead', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-ping-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = async (name: string, script: string) => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return createProbes({ allow, pingCommand: file });
  };
  const target = { host: '127.0.0.1', timeoutMs };
  await (await program('replies', '[ "$6" = 127.0.0.1 ]')).ping(target);
  await expect((await program('silent', 'exit 1')).ping(target)).rejects.toMatchObject({ code: 'timeout' });
  await expect(
    (await program('barred', 'echo "ping: socket: Operation not permitted" >&2; exit 2')).ping(target),
  ).rejects.toThrow('this machine may not send pings');
  await expect(createProbes({ allow, pingCommand: path.join(folder, 'none') }).ping(target)).rejects.toThrow(
    'this machine has no program called ping',
  );
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { onTestFinished } from 'vitest';

/** A certificate for `localhost` and 127.0.0.1 that vouches for itself, made by openssl. */
export function makeCertificate(days: number): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-certificate-'));
  try {
    const file = (name: string) => path.join(folder, name);
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const out = ['-keyout', file('key.pem'), '-out', file('cert.pem')];
    execFileSync('openssl', ['req', '-x509', ...curve, '-days', String(days), ...subject, ...out], { stdio: 'ignore' });
    return { key: readFileSync(file('key.pem'), 'utf8'), cert: readFileSync(file('cert.pem'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Shows its certificate to everybody; stopped when the test ends. */
export async function startTlsServer(certificate: { key: string; cert: string }): Promise<number> {
  const server = createServer(certificate, (socket) => {
    socket.on('error', () => {});
    socket.end();
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

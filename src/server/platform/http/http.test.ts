/** What holds for every path, whoever answers there: methods, headers, cursors, bodies of nobody. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sendRaw } from '../../../../test/harness/hostile/raw-http.ts';
import { adminToken, startTestServer } from '../../../../test/harness/server.ts';
import { updateStatusPage } from '../../../contract/communicate/status-page.ts';
import { listMySessions } from '../../../contract/directory/session.ts';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { listDigests } from '../../../contract/outgoing/digests.ts';
import { securityHeaders } from './security-headers.ts';
import { serveWeb } from './web.ts';

const authorization = { authorization: `Bearer ${adminToken}` };
const filled = (path: string) => path.replaceAll(/:[A-Za-z]+/g, '1');

test('every path that can be read answers HEAD as GET, other methods with 405, and says what it allows', async () => {
  const server = await startTestServer();
  const readable = endpoints.filter(({ method }) => method === 'GET').map(({ path }) => filled(path));
  const failures: string[] = [];
  for (const path of new Set([...readable, '/', '/incidents', '/status', '/status/', '/feeds/schedules/x.ics'])) {
    const ask = (method: string) => fetch(server.url + path, { method, headers: authorization, redirect: 'manual' });
    const read = await ask('GET');
    const head = await ask('HEAD');
    if (head.status !== read.status || (await head.text()) !== '') failures.push(`HEAD ${path} ${head.status}`);
    const options = await ask('OPTIONS');
    const allow = options.headers.get('allow') ?? '';
    const isPublicPage = path.startsWith('/status');
    if (!isPublicPage && options.status !== 204) failures.push(`OPTIONS ${path} ${options.status}`);
    if (!/GET, HEAD/.test(allow)) failures.push(`${path} allows ${allow}`);
    for (const method of ['DELETE', 'PUT', 'POST', 'PATCH'].filter((one) => !allow.includes(one)).slice(0, 1)) {
      const answer = await ask(method);
      if (answer.status !== 405 || answer.headers.get('allow') !== allow)
        failures.push(`${method} ${path} ${answer.status}`);
    }
  }
  expect(failures).toEqual([]);
  expect((await fetch(`${server.url}/api/v1/no-such-thing`, { method: 'OPTIONS' })).status).toBe(404);
  expect((await fetch(`${server.url}/api/v1/no-such-thing`, { method: 'HEAD' })).status).toBe(404);
}, 120_000);

test('who acts for nobody is told that a person is wanted, and who comes with a token that it takes a browser', async () => {
  const server = await startTestServer();
  await expect(server.admin.call(listDigests, {})).rejects.toMatchObject({
    code: 'forbidden',
    detail: 'This acts for a person, and this token belongs to none: use a token made under your name.',
  });
  await expect(server.admin.call(listMySessions, {})).rejects.toMatchObject({
    code: 'forbidden',
    detail: 'Only somebody who has signed in may do this; tokens may not.',
  });
});

test('a cursor that is none of a list is the caller’s fault, on every list there is', async () => {
  const server = await startTestServer();
  const paged = endpoints.filter((endpoint) => endpoint.method === 'GET' && hasCursor(endpoint));
  expect(paged.length).toBeGreaterThan(20);
  const keys = ['a', '', '2026-13-45T99:99:99Z', -1, '9'.repeat(40), null];
  const cursors = [
    ...['', 'x', 'W10', '%00', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('"x"').toString('base64url')],
    ...[1, 2, 3, 4].flatMap((length) =>
      keys.map((key) => Buffer.from(JSON.stringify(Array(length).fill(key))).toString('base64url')),
    ),
    ...[
      ['a', 1],
      [1, 'a'],
      ['a', 1, 1],
      [1, 'a', 'b'],
      [1, 1, 'a'],
    ].map((shape) => Buffer.from(JSON.stringify(shape)).toString('base64url')),
  ];
  const failures: string[] = [];
  for (const { path } of paged) {
    for (const cursor of cursors) {
      const answer = await fetch(`${server.url}${filled(path)}?cursor=${cursor}`, { headers: authorization });
      if (answer.status >= 500) failures.push(`${path} ${Buffer.from(cursor, 'base64url')} ${answer.status}`);
    }
  }
  expect(failures).toEqual([]);
}, 120_000);

function hasCursor({ query }: Endpoint): boolean {
  return query !== undefined && 'shape' in query && 'cursor' in (query.shape as object);
}

test('whoever may not is refused before the body is read, and so is what is sent nowhere', async () => {
  const server = await startTestServer();
  const head = (path: string, more = '') =>
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n${more}\r\n[[[`;
  expect(await sendRaw(server.url, head('/api/v1/teams'))).toMatch(/^HTTP\/1\.1 401 /);
  expect(await sendRaw(server.url, head('/api/v1/teams', 'Authorization: Bearer nope\r\n'))).toMatch(
    /^HTTP\/1\.1 401 /,
  );
  expect(await sendRaw(server.url, head('/api/v1/nothing'))).toMatch(/^HTTP\/1\.1 404 /);
  expect(await sendRaw(server.url, head('/nothing'))).toMatch(/^HTTP\/1\.1 405 /);
  expect(await sendRaw(server.url, head('/api/v1/session'))).toMatch(/^HTTP\/1\.1 413 /);

  const deep = '['.repeat(500_000) + ']'.repeat(500_000);
  const headers = { ...authorization, 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/api/v1/teams`, { method: 'POST', headers, body: deep });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_input']);
});

test('every answer forbids what it does not need, and https is insisted on where it is the public address', async () => {
  const server = await startTestServer({ environment: { EVENKEEL_PUBLIC_URL: 'https://keel.example' } });
  for (const path of ['/', '/healthz', '/api/v1/teams', '/in/unknown', '/status', '/metrics', '/api/v1/nothing']) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get('content-security-policy'), path).toMatch(/frame-ancestors 'none'/);
    expect(headers.get('content-security-policy'), path).toMatch(/default-src '(none|self)'/);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy'), path).toMatch(/^(same|cross)-origin$/);
    expect(headers.get('permissions-policy'), path).toContain('camera=()');
    expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000');
  }
  const plain = await startTestServer();
  expect((await fetch(plain.url)).headers.get('strict-transport-security')).toBeNull();
});

test('metrics tell anybody how the process is, and only who may read alerts how many pages are open', async () => {
  const server = await startTestServer();
  const anybody = await (await fetch(`${server.url}/metrics`)).text();
  expect(anybody).toMatch(/^process_cpu_seconds_total /m);
  expect(anybody).toMatch(/^evenkeel_signals_waiting 0$/m);
  expect(anybody).not.toMatch(/^evenkeel_(paging|page|time|audit|notification)/m);
  const reader = await (await fetch(`${server.url}/metrics`, { headers: authorization })).text();
  expect(reader).toMatch(/^evenkeel_paging_waiting\{/m);
});

test('the description of the API is packed for who unpacks it, and not sent again to who has it', async () => {
  const server = await startTestServer();
  const first = await fetch(`${server.url}/openapi.json`);
  const etag = first.headers.get('etag')!;
  expect(first.headers.get('content-encoding')).toBe('gzip');
  expect(((await first.json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
  const again = await fetch(`${server.url}/openapi.json`, { headers: { 'if-none-match': `W/${etag}` } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const plain = await fetch(`${server.url}/openapi.json`, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(((await plain.json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
});

test('a page that a browser has already is confirmed under the policy it was sent with', async () => {
  const { url, admin } = await startTestServer();
  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: true } });
  const web = mkdtempSync(join(tmpdir(), 'evenkeel-web-'));
  writeFileSync(join(web, 'index.html'), '<title>Evenkeel</title>');
  const http = fastify();
  onTestFinished(() => http.close());
  http.addHook('onRequest', async (_request, reply) => {
    for (const [name, value] of securityHeaders(undefined)) reply.raw.setHeader(name, value);
  });
  serveWeb(http, web);
  const app = await http.listen({ host: '127.0.0.1', port: 0 });
  for (const page of [`${app}/incidents/1`, `${url}/status`]) {
    // The status page is written as a file soon after the start.
    const first = await eventually(async () => {
      const answer = await fetch(page);
      return answer.ok ? answer : null;
    });
    const again = await fetch(page, { headers: { 'if-none-match': first.headers.get('etag')! } });
    expect([first.status, again.status], page).toEqual([200, 304]);
    expect(again.headers.get('content-security-policy'), page).toBe(first.headers.get('content-security-policy'));
  }
});

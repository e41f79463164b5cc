/** Whatever is sent: nothing crashes, nothing answers 5xx, and what was accepted is in the log byte for byte. */
import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createRoute, getRoute } from '../src/contract/detect/routes.ts';
import { createSource, listSourceSignals, listSourceTypes, readSourceSetup } from '../src/contract/detect/sources.ts';
import type { Endpoint } from '../src/contract/endpoint.ts';
import { endpoints } from '../src/contract/endpoints.ts';
import { eventually } from './harness/eventually.ts';
import { everyWord, hostileBodies } from './harness/hostile/hostile-bodies.ts';
import { sendRaw } from './harness/hostile/raw-http.ts';
import { adminToken, startTestServer, type TestServer } from './harness/server.ts';

const contentTypes = ['application/json', 'text/plain; charset=utf-16', 'multipart/form-data; boundary=x'];
const digest = (body: string | Uint8Array) => createHash('sha256').update(body).digest('hex');
type Sent = { status: number; sourceId: number; digest: string };

/** One source of every type, with all addresses that take its signals. */
async function createSources({ admin, url }: TestServer) {
  const { items } = await admin.call(listSourceTypes, {});
  return Promise.all(
    items.map(async ({ type, endpoints: addresses }) => {
      const heartbeat = type === 'heartbeat' ? { intervalSeconds: 86_400, graceSeconds: 60 } : null;
      const { id } = await admin.call(createSource, { body: { slug: type, name: type, type, heartbeat } });
      const { key } = await admin.call(readSourceSetup, { params: { id } });
      const paths = addresses
        .filter(({ path }) => path.includes('{key}'))
        .map(({ path }) => path.replace('{key}', key));
      // A key in the address works for every type, also where senders put it into the body.
      return {
        id,
        type,
        key,
        urls: new Set([...paths, `/in/${key}`, `/in/${key}/v2/enqueue`].map((path) => url + path)),
      };
    }),
  );
}

async function inTurns<Item>(items: Item[], work: (item: Item) => Promise<void>, atOnce = 4) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}

async function absorbed({ db }: TestServer) {
  await eventually(async () => {
    const behind = await db.query(
      'select 1 from signals s join signal_cursors c on c.log_id = s.log_id where s.seq > c.absorbed_seq limit 1',
    );
    return behind.rowCount === 0;
  }, 60_000);
}

async function expectAlive({ url }: TestServer) {
  const startedAt = performance.now();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
}

function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('every hostile body to every source is answered below 500, and what was accepted is kept byte for byte', async () => {
  const server = await startTestServer();
  const sources = await createSources(server);
  const sends = sources.flatMap(({ id, type, urls }) =>
    hostileBodies.flatMap((hostile, at) =>
      [...urls].map((url, place) => ({ ...hostile, id, type, url, contentType: contentTypes[(at + place) % 3]! })),
    ),
  );
  const before = usedHeap();
  const sent: Sent[] = [];
  await inTurns(sends, async ({ id, type, name, url, body, contentType }) => {
    const answer = await fetch(url, { method: 'POST', body: body as string, headers: { 'content-type': contentType } });
    const text = await answer.text();
    expect(answer.status, `${type}: ${name} as ${contentType}: ${text.slice(0, 200)}`).toBeLessThan(500);
    sent.push({ status: answer.status, sourceId: id, digest: digest(body) });
  });
  await absorbed(server);
  expect(usedHeap() - before).toBeLessThan(100 * 1024 * 1024);
  const accepted = sent.filter(({ status }) => status < 300);
  expect(accepted.length).toBeGreaterThan(sends.length / 3);
  const stored = await server.db.query(
    `select source_id, encode(sha256(body), 'hex') as digest from signals where source_id = any ($1)`,
    [sources.map(({ id }) => id)],
  );
  const counted = (rows: { sourceId: number; digest: string }[]) => {
    const counts: Record<string, number> = {};
    for (const row of rows)
      counts[`${row.sourceId} ${row.digest}`] = (counts[`${row.sourceId} ${row.digest}`] ?? 0) + 1;
    return counts;
  };
  const kept = counted(stored.rows.map((row) => ({ sourceId: row.source_id, digest: row.digest })));
  // A source type may keep the good parts of a request and still name the bad ones in a refusal, as Alertmanager does.
  const wanted = counted(accepted);
  expect(Object.entries(wanted).filter(([body, count]) => (kept[body] ?? 0) < count)).toEqual([]);
  const known = counted(sent);
  expect(Object.keys(kept).filter((body) => known[body] === undefined)).toEqual([]);

  for (const { id } of sources) {
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? { limit: 20 } : { limit: 20, cursor };
      const page = await server.admin.call(listSourceSignals, { params: { id }, query });
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
  }
  await expectAlive(server);
}, 480_000);

test('hostile addresses, queries and keys in the body are refused or kept, and never hold up others', async () => {
  const server = await startTestServer();
  const sources = await createSources(server);
  const { key } = sources.find(({ type }) => type === 'generic')!;
  const routingKey = sources.find(({ type }) => type.startsWith('pagerduty'))!.key;
  const places = [
    `/in/${key}?x=%00`,
    `/in/${key}?x=%5Cu0000&y=%5C%5Cu0000`,
    `/in/${key}?x=%ff%fe&x=2&__proto__=3&constructor=4`,
    `/in/${key}?${'a=b&'.repeat(1_500)}`,
    `/in/${key}/%00/..%2f..%2f`,
    `/in/${key}/${'deep/'.repeat(1_000)}`,
    `/in/%00`,
    '/in/',
    '/in//',
    `/in/${'k'.repeat(1_000)}`,
    '/in/../api/v1/sources',
    '/v2/enqueue?routing_key=x',
    '/v2/change/enqueue',
  ];
  await inTurns(places, async (place) => {
    const answer = await fetch(server.url + place, { method: 'POST', body: '{"title": "x"}' });
    expect(answer.status, `${place}: ${await answer.text()}`).toBeLessThan(500);
  });
  const withKey = ['a\\u0000b', '\\ud83d', '\\\\u0000', '<b>', '\\u202e'].map((text) =>
    everyWord(text).replace('{', `{"routing_key": "${routingKey}", `),
  );
  for (const body of withKey) {
    const answer = await fetch(`${server.url}/v2/enqueue`, { method: 'POST', body });
    expect(answer.status, await answer.text()).toBe(202);
  }
  const headers = {
    'user-agent': 'x\u00ff\u0080',
    'x-event-source': '\\u0000',
    'content-type': '\\u0000; charset=\u00e4',
  };
  const answer = await fetch(`${server.url}/in/${key}`, { method: 'POST', body: '{"title": "headers"}', headers });
  expect(answer.status).toBe(202);
  await absorbed(server);
  const stored = await server.db.query<{ request: { query: Record<string, string> } }>('select request from signals');
  expect(stored.rows.map(({ request }) => request.query)).toContainEqual({ x: '\\u0000', y: '\\\\u0000' });
}, 120_000);

test('every endpoint that takes a body answers every hostile body below 500', async () => {
  const server = await startTestServer();
  const withBody = endpoints.filter((endpoint) => endpoint.body !== undefined || endpoint.method === 'POST');
  // What reads a body is the same for all endpoints: each gets its share of the bodies.
  const sends = withBody.flatMap((endpoint, place) =>
    hostileBodies.filter((_, at) => at % 4 === place % 4).map((hostile) => ({ endpoint, ...hostile })),
  );
  await inTurns(sends, async ({ endpoint, name, body }) => {
    const { status, text } = await call(server, endpoint, body, () => '1');
    expect(status, `${endpoint.name}: ${name}: ${text.slice(0, 300)}`).toBeLessThan(500);
  });
  await expectAlive(server);
}, 480_000);

test('every endpoint answers hostile paths and queries below 500', async () => {
  const server = await startTestServer();
  const words = [
    '0',
    '-1',
    '1e9',
    'NaN',
    '9'.repeat(40),
    '%00',
    '%ff',
    '..%2f..%2f',
    "1'--",
    '%F0%9F%92%A9',
    '[object Object]',
    'null',
  ];
  const named = [
    'limit',
    'cursor',
    'id',
    'state',
    'text',
    'serviceId',
    'from',
    'until',
    'slug',
    'kind',
    'severity',
    '__proto__',
  ];
  const reads = endpoints.filter(
    ({ method, contentType }) => method === 'GET' && !contentType?.startsWith('text/event-stream'),
  );
  const sends = reads
    // Readiness says 503 when it is not ready; that is its job.
    .filter(({ name }) => name !== 'checkReady')
    .flatMap((endpoint) => words.map((word) => ({ endpoint, word })));
  const namesOf = new Map(reads.map((endpoint) => [endpoint, queryNames(endpoint)]));
  await inTurns(sends, async ({ endpoint, word }) => {
    // What an endpoint does not know by name is refused before it is read: such names go all at once.
    const own = namesOf.get(endpoint)!.map((name) => `${name}=${word}`);
    const once = [...new Set([...own, ...named.map((name) => `${name}=${word}`)])].join('&');
    const queries = ['', ...own.map((part) => `?${part}`), `?__proto__=${word}`, `?${once}`, `?${once}&${once}`];
    if (own.length > 1) queries.push(`?${own.join('&')}`, `?${[...own, ...own].join('&')}`);
    for (const query of queries) {
      const { url, status, text } = await call(server, endpoint, undefined, () => (query === '' ? word : '1'), query);
      expect(status, `${url}: ${text.slice(0, 300)}`).toBeLessThan(500);
    }
  });
}, 480_000);

test('odd but storable text comes back as it was given; text that cannot be stored is refused', async () => {
  const { admin } = await startTestServer();
  for (const [at, name] of ['<script>alert(1)</script>', '👩‍👩‍👧‍👦', "'; drop table routes; --", '=1+1'].entries()) {
    const body = {
      slug: `r${at}`,
      name,
      condition: { all: [{ label: name, operator: 'equals' as const, value: name }] },
    };
    const { id } = await admin.call(createRoute, { body });
    expect(await admin.call(getRoute, { params: { id } })).toMatchObject({ name, condition: body.condition });
  }
  // A name that reads as another one is no name.
  await expect(
    admin.call(createRoute, { body: { slug: 'turned', name: '\u202egpj.exe', condition: { all: [] } } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  for (const bad of ['a\u0000b', '\ud83d', 'x\ude00']) {
    const condition = { all: [{ label: bad, operator: 'exists' as const }] };
    await expect(admin.call(createRoute, { body: { slug: 'bad', name: 'x', condition } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  }
});

test('bodies that are too large, packed too well or packed wrongly are refused clearly', async () => {
  const server = await startTestServer();
  const { urls } = (await createSources(server)).find(({ type }) => type === 'generic')!;
  const url = [...urls][0]!;
  const api = `${server.url}/api/v1/teams`;
  const status = async (to: string, body: Uint8Array, encoding?: string) => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      authorization: `Bearer ${adminToken}`,
    };
    if (encoding !== undefined) headers['content-encoding'] = encoding;
    const answer = await fetch(to, { method: 'POST', body: body as never, headers });
    await answer.arrayBuffer();
    return answer.status;
  };
  const ten = Buffer.alloc(10 * 1024 * 1024, 'x');
  expect(await status(url, gzipSync(Buffer.alloc(100 * 1024 * 1024)), 'gzip')).toBe(413);
  expect(await status(url, gzipSync('{"title": "packed"}'), 'gzip')).toBe(202);
  expect(await status(url, Buffer.from('no gzip'), 'gzip')).toBe(400);
  expect(await status(url, gzipSync('{"title": "cut short"}').subarray(0, 20), 'gzip')).toBe(400);
  expect(await status(url, Buffer.from('{}'), 'compress')).toBe(400);
  expect(await status(api, gzipSync('{}'), 'gzip')).toBeLessThan(500);
  for (const to of [url, api]) expect(await status(to, ten)).toBe(413);
  await expectAlive(server);
});

test('broken HTTP is refused without an answer of 500, and the next request is served', async () => {
  const server = await startTestServer();
  const { key } = (await createSources(server)).find(({ type }) => type === 'generic')!;
  const post = (head: string, body = '') => `POST /in/${key} HTTP/1.1\r\nHost: a\r\n${head}\r\n\r\n${body}`;
  const broken: [string, string, RegExp][] = [
    ['a length that is no number', post('Content-Length: abc', 'x'), /^HTTP\/1\.1 400/],
    ['a negative length', post('Content-Length: -1', 'x'), /^HTTP\/1\.1 400/],
    ['two lengths', post('Content-Length: 1\r\nContent-Length: 2', 'xx'), /^HTTP\/1\.1 400/],
    ['a length and chunks', post('Content-Length: 3\r\nTransfer-Encoding: chunked', '0\r\n\r\n'), /^HTTP\/1\.1 400/],
    ['a length beyond everything', post('Content-Length: 99999999999999999999', 'x'), /^HTTP\/1\.1 4\d\d/],
    ['a chunk size that is none', post('Transfer-Encoding: chunked', 'zz\r\nx\r\n0\r\n\r\n'), /^HTTP\/1\.1 4\d\d/],
    ['a header without a name', post(': x'), /^HTTP\/1\.1 400/],
    ['NUL in a header', post('X-A: a\0b'), /^HTTP\/1\.1 400/],
    ['a header of a megabyte', post(`X-A: ${'x'.repeat(1024 * 1024)}`), /^HTTP\/1\.1 431/],
    [
      'a hundred thousand headers',
      post(Array.from({ length: 100_000 }, (_, at) => `X-${at}: x`).join('\r\n')),
      /^HTTP\/1\.1 431/,
    ],
    ['an address of a megabyte', `GET /${'a'.repeat(1024 * 1024)} HTTP/1.1\r\nHost: a\r\n\r\n`, /^HTTP\/1\.1 4\d\d/],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /^HTTP\/1\.1 400/],
    ['a method nobody knows', `STEAL /in/${key} HTTP/1.1\r\nHost: a\r\n\r\n`, /^HTTP\/1\.1 4\d\d/],
  ];
  for (const [name, text, expected] of broken) {
    expect(await sendRaw(server.url, text), name).toMatch(expected);
    await expectAlive(server);
  }
  const early = await sendRaw(server.url, post('Content-Length: 1000', '{"title": "early"}'), { endAfterSend: true });
  expect(early).not.toMatch(/^HTTP\/1\.1 (2|5)/);
  const endless = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024)}\r\n`.repeat(17);
  expect(await sendRaw(server.url, post('Transfer-Encoding: chunked', endless))).toMatch(/^HTTP\/1\.1 413/);
  const stored = await server.db.query("select 1 from signals where convert_from(body, 'LATIN1') like '%early%'");
  expect(stored.rowCount).toBe(0);
});

function queryNames({ query }: Endpoint): string[] {
  if (!query) return [];
  return Object.keys(z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }).properties ?? {});
}

/** Without `fetch`, which costs more than the answer. */
async function call(server: TestServer, endpoint: Endpoint, body: unknown, paramOf: () => string, query = '') {
  const url = server.url + endpoint.path.replace(/:[A-Za-z]+/g, paramOf) + query;
  const headers: Record<string, string> = { authorization: `Bearer ${adminToken}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await request(url, { method: endpoint.method, headers, body: (body ?? null) as string | null });
  return { url, status: answer.statusCode, text: await answer.body.text() };
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { updateStatusPage } from '../../../contract/communicate/status-page.ts';
import { declare, openStatusPage, publish } from '../world-for-tests.ts';
import { readPacked } from './read-packed-for-tests.ts';

/** Asks one time after the other, as one visitor of a crowd. */
async function statusesOf(url: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const response = await fetch(url);
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}

const read = async (url: string) => (await fetch(url)).text();

test('a page that is not switched on does not exist, in any of its forms', async () => {
  const { url, admin } = await startTestServer();
  for (const place of ['/status', '/s/', '/status/feed.atom', '/status/api/v2/summary.json', '/status/badge.svg']) {
    expect((await fetch(url + place)).status, place).toBe(404);
  }
  await openStatusPage(admin);
  expect((await fetch(`${url}/status`)).status).toBe(200);
  await admin.call(updateStatusPage, { body: { title: 'Shop status', enabled: false } });
  expect((await fetch(`${url}/status`)).status).toBe(404);
});

test('a published update is on the page, in the feeds and in the API at once, and the resolution takes it back', async () => {
  const { url, admin, server } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  expect(await read(`${url}/status`)).toContain('All systems operational.');

  const incidentId = await declare(admin);
  await publish(admin, incidentId, {
    values: { title: 'Slow checkout', effect: 'slow payments' },
    components: [{ componentId: checkout, state: 'partial' }],
  });
  const page = await read(`${url}/status`);
  expect(page).toContain('Some customers cannot use Checkout.');
  expect(page).toContain('Slow checkout');
  expect(page).toContain('You may notice slow payments when using Checkout');
  expect(page).toContain('Next update by');
  expect(page).not.toContain('Internal words');
  expect(await read(`${url}/s/`)).toBe(page);
  for (const feed of ['feed.atom', 'feed.rss', 'feed.json']) {
    expect(await read(`${url}/status/${feed}`), feed).toContain('Slow checkout');
  }
  const summary = JSON.parse(await read(`${url}/status/api/v2/summary.json`));
  expect(summary).toMatchObject({
    status: { indicator: 'major', description: 'Some customers cannot use Checkout.' },
    components: [
      { id: 'c-checkout', name: 'Checkout', status: 'partial_outage' },
      { id: 'c-search', status: 'operational' },
    ],
    incidents: [{ status: 'investigating', impact: 'major', resolved_at: null, components: [{ id: 'c-checkout' }] }],
  });
  expect(await read(`${url}/status/badge.svg`)).toContain('partial outage');
  const link = summary.incidents[0].shortlink as string;
  expect(await read(url + new URL(link).pathname)).toContain('You may notice slow payments');
  const file = path.join(server.platform.config.dataDir, 'status', 'index.html');
  await eventually(async () => (await readFile(file, 'utf8')).includes('Slow checkout'));

  await publish(admin, incidentId, { situation: 'resolved', values: { dataStatement: 'No data was lost.' } });
  const after = await read(`${url}/status`);
  expect(after).toContain('All systems operational.');
  expect(after).toContain('No data was lost.');
  expect(JSON.parse(await read(`${url}/status/api/v2/summary.json`)).incidents).toEqual([]);
  const incidents = JSON.parse(await read(`${url}/status/api/v2/incidents.json`)).incidents;
  expect(incidents).toMatchObject([
    { status: 'resolved', incident_updates: [{ status: 'resolved' }, { status: 'investigating' }] },
  ]);
});

test('the banner does not say that all is well while an incident is open', async () => {
  const { url, admin } = await startTestServer();
  const [checkout] = await openStatusPage(admin);
  const incidentId = await declare(admin);
  await publish(admin, incidentId, {
    situation: 'monitoring',
    components: [{ componentId: checkout, state: 'operational' }],
  });
  expect(await read(`${url}/status`)).toContain('All systems are working again. We are monitoring.');
});

test('the page is cached by its tag, packed on request, small, strict and without scripts', async () => {
  const { url, admin } = await startTestServer();
  const names = Array.from({ length: 20 }, (_, index) => `Component ${index + 1}`);
  await openStatusPage(admin, names);
  const first = await fetch(`${url}/status`, { headers: { 'accept-encoding': 'identity' } });
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'cache-control': expect.stringContaining('public, max-age=15'),
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
  });
  expect(first.headers.get('set-cookie')).toBeNull();
  const text = await first.text();
  expect(text).not.toMatch(/<script|javascript:|\sstyle=|\son[a-z]+=/i);
  expect(text).toContain('<link rel="icon" href="data:,">');
  const etag = first.headers.get('etag')!;
  const again = await fetch(`${url}/status`, { headers: { 'if-none-match': `W/${etag}` } });
  expect(again.status).toBe(304);
  const { packed, body } = await readPacked(`${url}/status`);
  expect(body).toBe(text);
  expect(packed.length).toBeLessThan(30 * 1024);
  expect((await fetch(`${url}/status`, { method: 'DELETE' })).status).toBe(405);
  const head = await fetch(`${url}/status`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await fetch(`${url}/status/api/v2/nothing.json`)).status).toBe(404);
});

test('hostile words have no effect in any form', async () => {
  const { url, admin } = await startTestServer();
  const hostile = '<img src=x onerror=alert(1)>';
  const [checkout] = await openStatusPage(admin, [`Check${hostile}`], { title: `Shop ${hostile}`, intro: hostile });
  const incidentId = await declare(admin);
  const made = await publish(admin, incidentId, {
    values: { title: `${hostile}{{ 77 | times: 6003 }}`, effect: '[press](javascript:alert(1)) {% assign x = 1 %}' },
    components: [{ componentId: checkout, state: 'major' }],
  });
  expect(made.body).not.toContain('462231');
  await publish(admin, incidentId, {
    situation: 'identified',
    title: 'evil',
    body: '\u202e[a](javascript:alert(1)) ![b](http://x.example/y.png) <script>alert(1)</script> [fine](https://example.org)',
  });
  for (const place of ['', '/feed.atom', '/feed.rss']) {
    const text = await read(`${url}/status${place}`);
    expect(text, place).not.toMatch(/<(?:img|script)/i);
    expect(text, place).not.toMatch(/href="javascript:|\u202e/i);
  }
  expect(await read(`${url}/status`)).toContain(
    '<a href="https://example.org" rel="nofollow noopener noreferrer">fine</a>',
  );
  const feed = JSON.parse(await read(`${url}/status/feed.json`)) as { items: { content_html: string }[] };
  expect(feed.items.map((item) => item.content_html).join()).not.toMatch(/<(?:img|script)|href="javascript/i);
});

test('with the database gone the page goes on answering, and says since when it is old', {
  timeout: 90_000,
}, async () => {
  const { url, admin, databaseUrl } = await startTestServer();
  await openStatusPage(admin);
  const database = new URL(databaseUrl).pathname.slice(1);
  const cluster = new pg.Client({ connectionString: inject('clusterUrl') });
  await cluster.connect();
  onTestFinished(() => cluster.end());
  await cluster.query(`alter database ${database} with allow_connections false`);
  await cluster.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);

  expect((await fetch(`${url}/readyz`)).ok).toBe(false);
  expect(await read(`${url}/status`)).toContain('All systems operational.');
  const old = 'could not be updated since';
  const stale = await eventually(async () => {
    const text = await read(`${url}/status`);
    return text.includes(old) ? text : null;
  }, 40_000);
  expect(stale).toContain('All systems operational.');
  expect((await fetch(`${url}/status/api/v2/summary.json`)).status).toBe(200);
  const crowd = await Promise.all(Array.from({ length: 50 }, () => statusesOf(`${url}/status`, 40)));
  expect(new Set(crowd.flat())).toEqual(new Set([200]));

  await cluster.query(`alter database ${database} with allow_connections true`);
  await eventually(async () => !(await read(`${url}/status`)).includes(old), 20_000);
});

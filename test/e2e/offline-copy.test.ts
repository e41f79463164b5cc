/** What the browser shows of Evenkeel while its server is stopped, and to whom. */
import { rmSync } from 'node:fs';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { collectComplaints, launchBrowser, serveWeb } from './browser.ts';
import { buildPage } from './web-build.ts';

let browser: Browser;
let server: Server;
let url: string;
let folder: string;
let port: number;
const streams = new Set<ServerResponse>();

const ada = { id: 1, email: 'ada@example.test', name: 'Ada', role: 'admin', timeZone: 'UTC', status: 'active' };
const ben = { ...ada, id: 2, email: 'ben@example.test', name: 'Ben' };
let person: typeof ada | null = ada;

const hour = 3_600_000;
const begun = Date.now();
const instant = (ms: number) => new Date(ms).toISOString();
const shift = (fromHours: number, toHours: number, who: typeof ada | null) => ({
  ...{ startsAt: instant(begun + fromHours * hour), endsAt: instant(begun + toHours * hour) },
  ...{ personId: who?.id ?? null, personName: who?.name ?? null, layer: 'Primary', gap: null, overrideId: null },
});

/** The far end: just what the app asks for at its start. */
const api: RequestListener = (request, response) => {
  const path = request.url!.slice('/api/v1/'.length);
  const answer = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  };
  if (path === 'live') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  } else if (path === 'session' && request.method === 'DELETE') {
    person = null;
    response.writeHead(204).end();
  } else if (path === 'session') {
    const actor = person ? 'person' : 'anonymous';
    answer(200, { actor, person, permissions: [], signInMethods: { password: true, passkey: false, oidc: false } });
  } else if (path === 'setup') answer(200, { open: false });
  else if (path === 'me') answer(200, { ...person, version: 1 });
  else if (path.startsWith('people?')) answer(200, { items: [ada, ben], nextCursor: null });
  else if (path.startsWith('oncall/overview?')) {
    const alsoOnCall = [{ ...shift(-1, 3, ben), place: 2 }];
    const shifts = [shift(-2, 6, ada), shift(6, 14, ben), shift(14, 20, null)];
    answer(200, { items: [{ scheduleName: 'Primary', teamName: 'Payments', shifts, alsoOnCall }], nextCursor: null });
  } else if (path === 'runbooks/3') {
    const body = '# Restart it\n\n- [ ] Drain the queue <b>first</b>';
    const rest = {
      slug: 'q',
      teamId: null,
      teamName: null,
      stepCount: 1,
      staleReasons: [],
      serviceIds: [],
      routeIds: [],
    };
    const times = { lastUsedAt: null, updatedAt: instant(0), reviewedAt: null, reportedWrongAt: null };
    answer(200, { id: 3, title: 'Queue stuck', body, steps: [], conditions: null, version: 1, ...rest, ...times });
  } else if (path.startsWith('runbooks/3/')) answer(200, { items: [], nextCursor: null });
  else answer(503, { status: 503, code: 'unavailable', title: 'Not now' });
};

beforeAll(async () => {
  folder = await buildPage('index.html');
  ({ url, server } = await serveWeb(folder, api));
  port = (server.address() as AddressInfo).port;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  person = ada;
});

async function stop() {
  for (const stream of streams) stream.destroy();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

const start = () => new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));

async function whileStopped(use: () => Promise<void>) {
  await stop();
  try {
    await use();
  } finally {
    await start();
  }
}

async function inBrowser(use: (page: Page, context: BrowserContext) => Promise<void>) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await use(page, context);
  } finally {
    await context.close();
  }
}

const storedCopy = (page: Page) => page.evaluate<string | null>("localStorage.getItem('evenkeel-offline-copy')");

/** Turns the copy on, as a person does, and reads a runbook. */
async function keepCopy(page: Page) {
  await page.goto(`${url}/me`);
  await page.getByRole('switch', { name: 'Keep an offline copy' }).check();
  await expect.poll(() => storedCopy(page), { timeout: 15_000 }).toContain('Primary');
  await page.goto(`${url}/runbooks/3`);
  await expect.poll(() => storedCopy(page), { timeout: 15_000 }).toContain('Queue stuck');
}

it('opens with who is on call and the runbooks read last, says loudly of when they are, and goes when its reader signs out', async () => {
  await inBrowser(async (page) => {
    const complaints = collectComplaints(page);
    await keepCopy(page);
    await page.goto(`${url}/oncall`);
    expect(await page.title()).not.toContain('Offline');

    await whileStopped(async () => {
      await page.goto(`${url}/oncall`);
      await page.getByRole('heading', { level: 1, name: /^Offline: as of .*\d{4},? .*\d\d:\d\d/ }).waitFor();
      await page.getByText('Nothing here is live').waitFor();
      const shifts = page.getByRole('listitem');
      expect(await shifts.allInnerTexts()).toEqual([
        expect.stringMatching(/^Now, until [\s\S]*Ada ada@example.test$/),
        expect.stringMatching(/^Now, until [\s\S]*Ben ben@example.test$/),
        expect.stringMatching(/until [\s\S]*Ben ben@example.test$/),
        expect.stringMatching(/until [\s\S]*Nobody$/),
      ]);
      await page.getByText('Queue stuck').click();
      await page.getByText('Drain the queue <b>first</b>').waitFor();
      expect(await page.getByText(/^As of /).count()).toBe(2);
    });

    await page.getByRole('button', { name: 'Open Evenkeel' }).waitFor({ timeout: 20_000 });
    await page.goto(`${url}/me`);
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await storedCopy(page)).toBeNull();
    await whileStopped(async () => {
      await expect(page.goto(`${url}/oncall`)).rejects.toThrow(/ERR_CONNECTION_REFUSED|ERR_FAILED/);
    });
    expect(complaints).toEqual([]);
  });
}, 90_000);

it('shows nothing to the next person of a shared browser, nor once the server has forgotten the session', async () => {
  await inBrowser(async (page) => {
    await keepCopy(page);
    person = ben;
    await page.goto(`${url}/me`);
    await page.getByRole('heading', { name: 'Profile and preferences' }).waitFor();
    await expect.poll(() => storedCopy(page)).toBeNull();

    person = ada;
    await keepCopy(page);
    person = null;
    await page.goto(`${url}/me`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => storedCopy(page)).toBeNull();
  });
}, 90_000);

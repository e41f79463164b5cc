import { rmSync } from 'node:fs';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, launchBrowser, serveWeb } from './browser.ts';
import { buildPage } from './web-build.ts';

let browser: Browser;
let server: Server;
let url: string;
let folder: string;

/** What the far end of the wire does; the web under test is whole. */
const far = {
  signedIn: true,
  setupOpen: false,
  streaming: true,
  sessionReads: 0,
  streams: new Set<ServerResponse>(),
};

const person = { id: 1, email: 'ada@example.test', name: 'Ada', role: 'admin', timeZone: 'UTC', status: 'active' };

const api: RequestListener = (request, response) => {
  const answer = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  };
  if (request.url === '/api/v1/live' && far.streaming) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
    far.streams.add(response);
    response.on('close', () => far.streams.delete(response));
  } else if (request.url === '/api/v1/session') {
    far.sessionReads += 1;
    const signInMethods = { password: true, passkey: false, oidc: false };
    if (far.signedIn) answer(200, { actor: 'person', person, permissions: [], signInMethods });
    else answer(200, { actor: 'anonymous', person: null, permissions: [], signInMethods });
  } else if (request.url?.startsWith('/api/v1/teams?')) {
    answer(200, { items: [{ id: 7, name: 'Payments' }], nextCursor: null });
  } else if (request.url === '/api/v1/setup') {
    answer(200, { open: far.setupOpen });
  } else {
    answer(503, { status: 503, code: 'unavailable', title: 'Not now' });
  }
};

const loseStreams = () => {
  for (const stream of far.streams) stream.destroy();
};

beforeAll(async () => {
  folder = await buildPage('index.html');
  ({ url, server } = await serveWeb(folder, api));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  loseStreams();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  Object.assign(far, { signedIn: true, setupOpen: false, streaming: true, sessionReads: 0 });
});

async function onPage(path: string, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ colorScheme: 'dark' });
  try {
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    await page.goto(url + path);
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

describe('signing in', () => {
  it('comes first for everybody without a session, and keeps the way back', async () => {
    far.signedIn = false;
    await onPage('/?state=triggered', async (page) => {
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(new URL(page.url()).searchParams.get('next')).toBe('/?state=triggered');
    });
  });

  it('gives way to setting up while nobody has an account', async () => {
    Object.assign(far, { signedIn: false, setupOpen: true });
    await onPage('/', async (page) => {
      await page.getByRole('heading', { name: 'Set up Evenkeel' }).waitFor();
    });
  });

  it('does not lead back to another site', async () => {
    far.signedIn = false;
    await onPage('/sign-in?next=%2F%2Fevil.example.test', async (page) => {
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(page.url()).not.toContain('evil');
    });
  });
});

describe('the live stream', () => {
  it('is admitted as lost, replaced by asking, and taken up again', async () => {
    await onPage('/', async (page) => {
      const dot = page.locator('[data-state]');
      await page.locator('[data-state="live"]').waitFor();
      far.streaming = false;
      loseStreams();
      await page.locator('[data-state="paused"]').waitFor();
      await dot.getByText(/^Live paused \d+ s$/).waitFor();
      const before = far.sessionReads;
      await expect.poll(() => far.sessionReads, { timeout: 15_000 }).toBeGreaterThan(before);
      far.streaming = true;
      await page.locator('[data-state="live"]').waitFor({ timeout: 40_000 });
    });
  });

  it('says so while the server does not answer, and no longer when it is back', async () => {
    await onPage('/', async (page) => {
      await page.locator('[data-state="live"]').waitFor();
      await page.route('**/api/**', (request) => request.abort());
      far.streaming = false;
      loseStreams();
      const notice = page.getByText('The server is not responding.');
      await notice.waitFor({ timeout: 20_000 });
      far.streaming = true;
      await page.unroute('**/api/**');
      await notice.waitFor({ state: 'detached', timeout: 20_000 });
    });
  });

  it('makes exactly the reads that an event concerns anew', async () => {
    await onPage('/', async (page) => {
      await page.locator('[data-state="live"]').waitFor();
      const tell = (subjectKind: string) => {
        const data = JSON.stringify({ kind: `${subjectKind}.changed`, subjectKind, subjectId: 1 });
        for (const stream of far.streams) stream.write(`id: 1.1\nevent: change\ndata: ${data}\n\n`);
      };
      await expect.poll(() => far.sessionReads).toBeGreaterThan(0);
      const before = far.sessionReads;
      tell('alert');
      tell('person');
      await expect.poll(() => far.sessionReads).toBe(before + 1);
    });
  });

  it('is one for all tabs of a browser, and the next tab takes it over', async () => {
    await onPage('/', async (first) => {
      await first.locator('[data-state="live"]').waitFor();
      const second = await first.context().newPage();
      await second.goto(url);
      await second.locator('[data-state="live"]').waitFor();
      expect(far.streams.size).toBe(1);
      await first.close();
      await expect.poll(() => far.streams.size).toBe(1);
      await second.locator('[data-state="live"]').waitFor();
    });
  });
});

it('the palette finds things by their names, also while some of them cannot be asked', async () => {
  await onPage('/', async (page) => {
    await page.locator('[data-state="live"]').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Command or name').fill('paym');
    await page.getByRole('button', { name: 'Payments' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/teams/7');
  });
});

it('an address that names nothing says so, inside the shell', async () => {
  await onPage('/nowhere', async (page) => {
    await page.getByRole('heading', { name: 'Nothing at this address' }).waitFor();
    await page.getByRole('link', { name: 'Go home' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
  });
});

it('the parts of a screen appear together once they are read, and a slow server does not hide them for long', async () => {
  await onPage('/nothing-here', async (page) => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/api/v1/teams?*', async (request) => {
      await released;
      await request.continue();
    });
    await page.goto(`${url}/teams`);
    const waiting = page.locator('main[data-arriving]');
    await waiting.getByRole('heading', { level: 1 }).waitFor();
    const opacity = () =>
      page.evaluate<string>("getComputedStyle(document.querySelector('main').lastElementChild).opacity");
    await expect.poll(opacity).toBe('1');
    expect(await waiting.count()).toBe(1);
    release();
    await waiting.waitFor({ state: 'detached' });
  });
});

it('the page is dark before its scripts run when the reader prefers dark', async () => {
  await onPage('/', async (page) => {
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.reload({ waitUntil: 'commit' });
    await expect.poll(() => page.evaluate<boolean>('document.body !== null')).toBe(true);
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  });
});

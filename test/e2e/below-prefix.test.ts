/** The built app behind a proxy that shows it below a path of a host that belongs to others as well. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTeam } from '../../src/contract/directory/teams.ts';
import { eventually } from '../harness/eventually.ts';
import { startPrefixProxy } from '../harness/prefix-proxy.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { startTestServer } from '../harness/server.ts';
import { launchBrowser } from './browser.ts';
import { asPerson } from './product.ts';

let browser: Browser;

beforeAll(async () => {
  await ensureCurrentBuild();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const password = 'correct horse battery';

test('below a path, everything that the app shows, asks for and links to is below that path', async () => {
  const proxy = await startPrefixProxy();
  const server = await startTestServer({ environment: { EVENKEEL_PUBLIC_URL: proxy.publicUrl } });
  proxy.showing(server.url);
  const at = (path: string) => `${proxy.publicUrl}${path}`;
  await asPerson(browser, proxy.publicUrl, { cookies: new Map() }, async (page) => {
    // The first account, by the link that the start prints.
    await page.goto(server.server.setupUrl!);
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Your first page' }).waitFor();
    expect(page.url()).toBe(at('/first-page'));

    // A link is followed without a reload, can be opened elsewhere, and stands for itself in a new tab.
    const teams = page.getByRole('link', { name: 'Teams', exact: true });
    expect(await teams.getAttribute('href')).toBe('/evenkeel/teams');
    await page.evaluate('globalThis.isSame = true');
    await teams.click();
    await page.waitForURL(at('/teams'));
    expect(await page.evaluate('globalThis.isSame')).toBe(true);

    // The live stream brings what somebody else does.
    const { id } = await server.admin.call(createTeam, { body: { slug: 'search', name: 'Search' } });
    const made = page.getByRole('main').getByRole('link', { name: 'Search', exact: true });
    await made.waitFor();
    expect(await made.getAttribute('href')).toBe(`/evenkeel/teams/${id}`);
    await made.click();
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    expect(page.url()).toBe(at(`/teams/${id}`));
    await page.goBack();
    await page.waitForURL(at('/teams'));
    await page.goForward();
    await page.reload();
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    expect(page.url()).toBe(at(`/teams/${id}`));

    // The worker answers for the prefix, not for its neighbours on the host.
    await page.goto(at('/me'));
    await page.getByLabel('Keep an offline copy').check();
    const scope = () => page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one?.scope ?? "")');
    await eventually(async () => (await scope()) === at('/'));

    const kept = () => page.evaluate('caches.keys().then((names) => [...names, ...Object.keys(localStorage)].join())');
    await eventually(async () => {
      const names = String(await kept());
      return names.includes('evenkeel-offline/evenkeel') && names.includes('evenkeel-offline-copy/evenkeel');
    });

    // A session that has ended leads back to where one was.
    await page.context().clearCookies();
    await page.goto(at('/teams'));
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(at('/teams'));
    expect((await page.context().cookies()).map(({ path }) => path)).not.toContain('/');
  });
  expect(proxy.strays).toEqual([]);
});

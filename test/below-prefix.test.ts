/** The whole product behind a proxy that shows it below a path, as its answers name themselves. */
import { expect, test } from 'vitest';
import { createPerson, invitePerson } from '../src/contract/directory/people.ts';
import { readMe } from '../src/contract/directory/session.ts';
import { acceptInvitation } from '../src/contract/directory/setup.ts';
import { openStatusPage } from '../src/server/communicate/world-for-tests.ts';
import { receiver } from '../src/server/respond/channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../src/server/respond/pages/world-for-tests.ts';
import { eventually } from './harness/eventually.ts';
import { startOidcIssuer } from './harness/oidc-issuer.ts';
import { password } from './harness/people.ts';
import { openBrowser } from './harness/programs/browser.ts';
import { ensureCurrentBuild } from './harness/programs/current-build.ts';
import { sharedServer, startTestServer } from './harness/server.ts';

const publicUrl = 'https://tools.example.org/evenkeel';
const shared = sharedServer({ environment: { EVENKEEL_PUBLIC_URL: publicUrl } });

/** Addresses in a page that begin at the root of the host and are not below the prefix. */
const strays = (html: string) => html.match(/\b(?:href|src|action)="\/(?!evenkeel[/"])[^"]*"/g) ?? [];

test('the app is answered with the prefix and without it, and names its files below it', async () => {
  await ensureCurrentBuild();
  const { url } = await shared();
  const pages = ['/evenkeel', '/evenkeel/', '/evenkeel/alerts/7', '/', '/alerts/7', '/evenkeel/offline.html'];
  for (const path of pages) {
    const answer = await fetch(url + path);
    const html = await answer.text();
    expect([path, answer.status, strays(html)]).toEqual([path, 200, []]);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    const again = await fetch(url + path, { headers: { 'if-none-match': answer.headers.get('etag')! } });
    expect([again.status, (await fetch(url + path, { method: 'HEAD' })).status]).toEqual([304, 200]);
    for (const [, file] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
      const { status, headers } = await fetch(url + file);
      expect([file, status]).toEqual([file, 200]);
      expect(headers.get('content-type')).not.toMatch(/html/);
    }
  }
  expect((await fetch(`${url}/evenkeel/assets/none.js`)).status).toBe(404);
  expect((await fetch(`${url}/evenkeel/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('cookies are of the prefix alone, and whoever signs in with them is signed in', async () => {
  const server = await shared();
  const email = 'ada@example.org';
  const { id } = await server.admin.call(createPerson, { body: { email, name: 'Ada', role: 'viewer' } });
  const { link } = await server.admin.call(invitePerson, { params: { id } });
  expect(link).toMatch(/^https:\/\/tools\.example\.org\/evenkeel\/invitation#/);
  const browser = openBrowser(`${server.url}/evenkeel`, { origin: new URL(publicUrl).origin });
  await browser.call(acceptInvitation, { body: { token: link.split('#')[1]!, password } });
  const session = browser.lastSetCookie().find((line) => line.startsWith('__Secure-evenkeel.session_token='));
  expect(session).toContain('; Path=/evenkeel; HttpOnly; Secure; SameSite=Lax');
  expect(browser.lastSetCookie().filter((line) => !line.includes('; Path=/evenkeel;'))).toEqual([]);
  expect((await browser.call(readMe, {})).email).toBe(email);
});

test('a page is acknowledged by the link of its message, and the answer leads back to it', async () => {
  const server = await shared();
  const world = worldOf(server);
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada Lovelace');
  await world.webhook(ada, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  await triggerAlert(server.db, { sourceId: await world.source(), serviceId, title: 'Checkout fails' });
  await eventually(() => hook.seen.length === 1);
  const { page, links } = JSON.parse(hook.seen[0]!.body).data;
  expect(links.acknowledge).toMatch(/^https:\/\/tools\.example\.org\/evenkeel\/a\//);
  const { pathname } = new URL(links.acknowledge);
  const html = await (await fetch(server.url + pathname)).text();
  expect(html).toContain(`action="${pathname}/acknowledgement"`);
  expect(html).toContain(`href="/evenkeel/pages/${page.id}"`);
  expect(strays(html)).toEqual([]);
  const pressed = await fetch(`${server.url}${pathname}/acknowledgement`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
    redirect: 'manual',
  });
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, pathname]);
});

test('links that go out begin with the public address, and pages that stand alone stay below it', async () => {
  const server = await shared();
  expect(server.server.setupUrl).toMatch(/^https:\/\/tools\.example\.org\/evenkeel\/setup#/);
  const openApi = (await (await fetch(`${server.url}/evenkeel/openapi.json`)).json()) as { servers: { url: string }[] };
  expect(openApi.servers).toEqual([{ url: publicUrl }]);
  await openStatusPage(server.admin);
  for (const path of ['/status', '/status/subscriptions/none', '/a/1.none', '/review/none']) {
    const html = await (await fetch(`${server.url}/evenkeel${path}`)).text();
    expect([path, strays(html)]).toEqual([path, []]);
  }
  expect(await (await fetch(`${server.url}/evenkeel/status`)).text()).toContain(
    'action="/evenkeel/status/subscriptions"',
  );
  const feed = await (await fetch(`${server.url}/evenkeel/status/feed.atom`)).text();
  expect(feed).toContain(`href="${publicUrl}/status/feed.atom"`);
});

test('single sign-on comes back below the prefix, to where the person was', async () => {
  const issuer = await startOidcIssuer();
  const server = await startTestServer({
    environment: {
      EVENKEEL_PUBLIC_URL: publicUrl,
      EVENKEEL_OIDC_ISSUER: issuer.url,
      EVENKEEL_OIDC_CLIENT_ID: issuer.clientId,
      EVENKEEL_OIDC_CLIENT_SECRET: issuer.clientSecret,
    },
  });
  await server.admin.call(createPerson, { body: { email: 'ada@example.org', name: 'Ada' } });
  const browser = openBrowser(`${server.url}/evenkeel`, { origin: new URL(publicUrl).origin });
  const begun = await browser.fetch(`${server.url}/evenkeel/api/v1/session/oidc?returnTo=/teams`);
  const claims = { sub: 'subject-1', email: 'ada@example.org', email_verified: true };
  const back = issuer.authorize(begun.headers.get('location')!, claims);
  expect(back.startsWith(`${publicUrl}/api/v1/session/oidc/callback?`)).toBe(true);
  const answer = await browser.fetch(back.replace(new URL(publicUrl).origin, server.url));
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/evenkeel/teams']);
  expect((await browser.call(readMe, {})).email).toBe('ada@example.org');
});

import { expect, test } from 'vitest';
import { type Claims, type OidcIssuer, startOidcIssuer } from '../../../../test/harness/oidc-issuer.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser, type TestBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createPerson, disablePerson, updatePerson } from '../../../contract/directory/people.ts';
import { readMe, readSession } from '../../../contract/directory/session.ts';

async function start() {
  const issuer = await startOidcIssuer();
  const server = await startTestServer({
    environment: {
      EVENKEEL_OIDC_ISSUER: issuer.url,
      EVENKEEL_OIDC_CLIENT_ID: issuer.clientId,
      EVENKEEL_OIDC_CLIENT_SECRET: issuer.clientSecret,
    },
  });
  return { issuer, server };
}

async function beginAt(server: TestServer, browser: TestBrowser, query = ''): Promise<string> {
  const answer = await browser.fetch(`${server.url}/api/v1/session/oidc${query}`);
  expect(answer.status).toBe(302);
  return answer.headers.get('location')!;
}

/** Through the provider and back; where the browser ends. */
async function enter(server: TestServer, issuer: OidcIssuer, browser: TestBrowser, claims: Claims, query = '') {
  const callback = issuer.authorize(await beginAt(server, browser, query), claims);
  const answer = await browser.fetch(callback.replace('localhost', '127.0.0.1'));
  return answer.headers.get('location');
}

const ada = { sub: 'subject-1', email: 'Ada@Example.org', email_verified: true };

test('somebody whom an admin has added comes in by single sign-on, and another address decides anew', async () => {
  const { issuer, server } = await start();
  const { id } = await server.admin.call(createPerson, { body: { email: 'ada@example.org', name: 'Ada' } });
  const browser = openBrowser(server.url);
  expect((await browser.call(readSession, {})).signInMethods.oidc).toBe(true);
  expect(await enter(server, issuer, browser, ada, '?returnTo=/incidents/42')).toBe('/incidents/42');
  expect(await browser.call(readMe, {})).toMatchObject({ id, status: 'active', hasPassword: false });

  await server.admin.call(updatePerson, { params: { id }, body: { email: 'lovelace@example.org', name: 'Ada' } });
  expect(await enter(server, issuer, openBrowser(server.url), ada)).toBe('/sign-in?error=not_invited');
  const later = openBrowser(server.url);
  const moved = { ...ada, email: 'lovelace@example.org' };
  expect(await enter(server, issuer, later, moved)).toBe('/');
  expect((await later.call(readMe, {})).id).toBe(id);

  await server.admin.call(disablePerson, { params: { id } });
  expect(await enter(server, issuer, openBrowser(server.url), moved)).toBe('/sign-in?error=disabled');
});

test('another subject with the same address is not the person who is known by theirs', async () => {
  const { issuer, server } = await start();
  const { id } = await server.admin.call(createPerson, { body: { email: 'ada@example.org', name: 'Ada' } });
  expect(await enter(server, issuer, openBrowser(server.url), ada)).toBe('/');
  const second = { ...ada, sub: 'subject-2' };
  expect(await enter(server, issuer, openBrowser(server.url), second)).toBe('/sign-in?error=linked_to_another');
  expect(await enter(server, issuer, openBrowser(server.url), ada)).toBe('/');
  const linked = await server.db.query(
    "select from events where kind = 'person.singleSignOnLinked' and subject_id = $1",
    [id],
  );
  expect(linked.rowCount).toBe(1);
});

test('strangers and unverified addresses stay out', async () => {
  const { issuer, server } = await start();
  const { email } = await signInAs(server, 'admin');
  const attempt = (claims: Claims) => enter(server, issuer, openBrowser(server.url), claims);
  expect(await attempt({ sub: 'x', email: 'stranger@example.org', email_verified: true })).toMatch(/not_invited/);
  expect(await attempt({ sub: 'x', email, email_verified: false })).toMatch(/email_not_verified/);
  expect(await attempt({ sub: 'x', email })).toMatch(/email_not_verified/);
  expect(await attempt({ sub: 'x', email, email_verified: true })).toBe('/');
});

test('tokens for others, old ones, replayed answers and foreign signatures are refused', async () => {
  const { issuer, server } = await start();
  await server.admin.call(createPerson, { body: { email: 'ada@example.org', name: 'Ada' } });
  const attempt = (claims: Claims) => enter(server, issuer, openBrowser(server.url), { ...ada, ...claims });
  const failed = '/sign-in?error=failed';
  expect(await attempt({ aud: 'another-client' })).toBe(failed);
  expect(await attempt({ sub: 'a\0b' })).toBe(failed);
  expect(await attempt({ sub: 'another', email: 'ada@example.org\0' })).toBe(failed);
  expect(await attempt({ aud: ['evenkeel', 'another-client'] })).toBe(failed);
  expect(await attempt({ iss: 'https://evil.example' })).toBe(failed);
  expect(await attempt({ exp: Math.floor(Date.now() / 1000) - 120 })).toBe(failed);
  expect(await attempt({ nonce: 'of another sign-in' })).toBe(failed);

  const browser = openBrowser(server.url);
  const callback = issuer.authorize(await beginAt(server, browser), ada).replace('localhost', '127.0.0.1');
  // The victim's browser has no state of the attacker's sign-in.
  const victim = openBrowser(server.url);
  expect((await victim.fetch(callback)).headers.get('location')).toBe(failed);
  expect((await browser.fetch(callback)).headers.get('location')).toBe('/');
  expect((await browser.fetch(callback)).headers.get('location')).toBe(failed);

  issuer.useForeignKey();
  expect(await attempt({})).toBe(failed);
});

test('the page to return to is always a page of this site', async () => {
  const { issuer, server } = await start();
  await server.admin.call(createPerson, { body: { email: 'ada@example.org', name: 'Ada' } });
  for (const page of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a b']) {
    const query = `?returnTo=${encodeURIComponent(page)}`;
    expect(await enter(server, issuer, openBrowser(server.url), ada, query)).toBe('/');
  }
});

test('without a provider there is no single sign-on', async () => {
  const server = await startTestServer();
  expect((await fetch(`${server.url}/api/v1/session/oidc`)).status).toBe(404);
});

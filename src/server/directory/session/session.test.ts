import { expect, test } from 'vitest';
import { password, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { disablePerson, getPerson, updatePerson } from '../../../contract/directory/people.ts';
import {
  changeMe,
  changeMyPassword,
  readMe,
  readSession,
  signIn,
  signOut,
} from '../../../contract/directory/session.ts';
import { createTeam } from '../../../contract/directory/teams.ts';

const refused = { status: 401, code: 'unauthenticated' };

test('a person signs in, is known by the cookie, and is nobody again after signing out', async () => {
  const server = await startTestServer();
  const { email } = await signInAs(server, 'responder', 'Ada');
  const browser = openBrowser(server.url);
  expect(await browser.call(readSession, {})).toMatchObject({ actor: 'anonymous', person: null });
  expect(await browser.call(signIn, { body: { email: email.toUpperCase(), password } })).toEqual({
    status: 'signed-in',
  });
  const session = await browser.call(readSession, {});
  expect(session).toMatchObject({ actor: 'person', person: { email, name: 'Ada', role: 'responder' } });
  expect(session.permissions).toContain('alerts.respond');
  expect(session.permissions).not.toContain('directory.manage');

  const kept = new Map(browser.cookies);
  await browser.call(signOut, {});
  for (const [name, value] of kept) browser.cookies.set(name, value);
  await expect(browser.call(readMe, {})).rejects.toMatchObject(refused);
});

test('the cookie is kept from scripts and other sites, and over https bound to this host', async () => {
  const plain = await startTestServer();
  const { browser } = await signInAs(plain, 'viewer');
  expect(browser.lastSetCookie()[0]).toMatch(/^evenkeel\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/);

  const secure = await startTestServer({ environment: { EVENKEEL_PUBLIC_URL: 'https://keel.example' } });
  const admin = await signInAs(secure, 'viewer');
  const [cookie] = admin.browser.lastSetCookie();
  expect(cookie).toMatch(/^__Host-evenkeel\.session_token=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(cookie).not.toMatch(/domain/i);
  const proxied = openBrowser(secure.url, { origin: 'https://keel.example' });
  for (const [name, value] of admin.browser.cookies) proxied.cookies.set(name, value);
  expect(await proxied.call(changeMe, { body: { name: 'Behind a proxy' } })).toMatchObject({ name: 'Behind a proxy' });
});

test('a forged or cut cookie is nobody, not an error', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const [[name, value]] = [...browser.cookies] as [[string, string]];
  for (const forged of ['', 'x', '%', `${value}x`, value.replace('.', '.A'), `a.${value.split('.')[1]}`]) {
    browser.cookies.set(name, forged);
    expect((await browser.call(readSession, {})).actor).toBe('anonymous');
  }
});

test('another site cannot write with the cookie, whatever it pretends', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'admin');
  const write = (headers: Record<string, string>, body = '{"slug":"a","name":"A"}') =>
    browser.fetch(`${server.url}/api/v1/teams`, { method: 'POST', body, headers });
  const json = { 'content-type': 'application/json' };
  expect((await write({ ...json, origin: 'https://evil.example' })).status).toBe(403);
  expect((await write({ ...json, origin: 'null' })).status).toBe(403);
  expect((await write({ ...json, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await write({ ...json, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await write({ 'content-type': 'text/plain', origin: 'https://evil.example' })).status).toBe(403);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const bare = { method: 'POST', headers: { ...json, cookie }, body: '{"slug":"a","name":"A"}' };
  expect((await fetch(`${server.url}/api/v1/teams`, bare)).status).toBe(403);
  expect((await write({ ...json, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  await browser.call(createTeam, { body: { slug: 'b', name: 'B' } });
});

test('wrong passwords, unknown addresses and disabled people get the same answer', async () => {
  const server = await startTestServer();
  const { email, id } = await signInAs(server, 'viewer');
  const attempt = (body: { email: string; password: string }) =>
    openBrowser(server.url)
      .call(signIn, { body })
      .then(
        () => 'in',
        ({ status, code, title, detail }) => JSON.stringify({ status, code, title, detail }),
      );
  const wrong = await attempt({ email, password: 'not the password' });
  expect(wrong).toContain('sign_in_failed');
  expect(await attempt({ email: 'nobody@example.org', password })).toBe(wrong);
  await server.admin.call(disablePerson, { params: { id } });
  expect(await attempt({ email, password })).toBe(wrong);
});

test('guessing is slowed down for the account and place, and does not lock others out', async () => {
  const server = await startTestServer();
  const { email } = await signInAs(server, 'viewer');
  const other = await signInAs(server, 'viewer');
  const browser = openBrowser(server.url);
  const guesses = Array.from({ length: 12 }, (_, index) => index);
  const codes: string[] = [];
  for (const guess of guesses) {
    const body = { email, password: `guess number ${guess}` };
    codes.push(await browser.call(signIn, { body }).then(String, (error) => error.code));
  }
  expect(codes.slice(0, 10)).toEqual(Array(10).fill('sign_in_failed'));
  expect(codes.slice(10)).toEqual(['too_many_requests', 'too_many_requests']);
  expect(await browser.call(signIn, { body: { email: other.email, password } })).toEqual({ status: 'signed-in' });
});

test('a new password ends every other session and keeps this one', async () => {
  const server = await startTestServer();
  const { email, browser } = await signInAs(server, 'responder');
  const elsewhere = openBrowser(server.url);
  await elsewhere.call(signIn, { body: { email, password } });
  const newPassword = 'staple battery horse';
  await expect(
    browser.call(changeMyPassword, { body: { currentPassword: 'wrong one', newPassword } }),
  ).rejects.toMatchObject({ code: 'sign_in_failed' });
  await expect(
    browser.call(changeMyPassword, { body: { currentPassword: password, newPassword: 'short' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await browser.call(changeMyPassword, { body: { currentPassword: password, newPassword } });
  expect((await browser.call(readMe, {})).hasPassword).toBe(true);
  await expect(elsewhere.call(readMe, {})).rejects.toMatchObject(refused);
  await expect(elsewhere.call(signIn, { body: { email, password } })).rejects.toMatchObject({ code: 'sign_in_failed' });
  await elsewhere.call(signIn, { body: { email, password: newPassword } });
});

test('a new role and being disabled end sessions at once, on every node', async () => {
  const server = await startTestServer();
  const node = await startTestServer({ database: server });
  const { id, browser } = await signInAs(server, 'responder');
  const there = openBrowser(node.url);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  expect((await there.call(readMe, {})).id).toBe(id);
  const { email, name } = await server.admin.call(getPerson, { params: { id } });
  await server.admin.call(updatePerson, { params: { id }, body: { email, name, role: 'viewer' } });
  await expect(there.call(readMe, {})).rejects.toMatchObject(refused);

  await browser.call(signIn, { body: { email, password } });
  await server.admin.call(disablePerson, { params: { id } });
  await expect(browser.call(readMe, {})).rejects.toMatchObject(refused);
});

test('a session is over after thirty days', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  for (let week = 0; week < 4; week += 1) {
    await server.clock.advance('6 days');
    await browser.call(readMe, {});
  }
  await server.clock.advance('7 days');
  await expect(browser.call(readMe, {})).rejects.toMatchObject(refused);
});

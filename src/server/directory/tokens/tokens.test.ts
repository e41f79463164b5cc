import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { disablePerson, getPerson, updatePerson } from '../../../contract/directory/people.ts';
import { readMe, readSession } from '../../../contract/directory/session.ts';
import { createTeam, listTeams } from '../../../contract/directory/teams.ts';
import { createMyToken, listMyTokens, revokeMyToken } from '../../../contract/directory/tokens.ts';
import type { tokenPermissions } from '../../../contract/permissions.ts';

const unauthenticated = { status: 401, code: 'unauthenticated' };

test('a token is shown once, does what it was made for and nothing more, until it is revoked', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'admin');
  const body = { name: 'Dashboard', permissions: ['directory.read' as const] };
  const { token, ...made } = await browser.call(createMyToken, { body });
  expect(token).toMatch(/^ekt_[0-9A-Za-z]{40}$/);
  expect((await browser.call(listMyTokens, {})).items).toEqual([made]);
  expect(JSON.stringify((await server.db.query('select * from api_tokens')).rows)).not.toContain(token);

  const program = server.as(token);
  await program.call(listTeams, {});
  expect(await program.call(readSession, {})).toMatchObject({
    actor: 'token',
    permissions: ['public', 'directory.read'],
  });
  await expect(program.call(createTeam, { body: { slug: 'a', name: 'A' } })).rejects.toMatchObject({ status: 403 });
  await expect(program.call(readMe, {})).rejects.toMatchObject({ status: 403 });
  expect((await browser.call(listMyTokens, {})).items[0]!.lastUsedAt).not.toBeNull();

  const other = await signInAs(server, 'admin');
  await expect(other.browser.call(revokeMyToken, { params: { id: made.id } })).rejects.toMatchObject({ status: 404 });
  await browser.call(revokeMyToken, { params: { id: made.id } });
  await expect(program.call(listTeams, {})).rejects.toMatchObject(unauthenticated);
});

test('no token can make a token, and nobody can give one more than they hold', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const make = (permissions: (typeof tokenPermissions)[number][]) =>
    browser.call(createMyToken, { body: { name: 'x', permissions } });
  await expect(make(['directory.manage'])).rejects.toMatchObject({ status: 403 });
  await expect(make(['session' as never])).rejects.toMatchObject({ status: 400 });
  const { token } = await make(['signed-in']);
  const body = { name: 'child', permissions: [] };
  await expect(server.as(token).call(createMyToken, { body })).rejects.toMatchObject({ status: 403 });
});

test('a token ends with its time, with its owner, and shrinks with the role', async () => {
  const server = await startTestServer();
  const { id, browser } = await signInAs(server, 'admin');
  await signInAs(server, 'admin');
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const short = await browser.call(createMyToken, {
    body: { name: 'short', permissions: ['directory.read'], expiresAt },
  });
  const long = await browser.call(createMyToken, {
    body: { name: 'long', permissions: ['directory.read', 'directory.manage'] },
  });
  await server.as(short.token).call(listTeams, {});
  await server.clock.advance('2 hours');
  await expect(server.as(short.token).call(listTeams, {})).rejects.toMatchObject(unauthenticated);

  const { email, name } = await server.admin.call(getPerson, { params: { id } });
  await server.admin.call(updatePerson, { params: { id }, body: { email, name, role: 'viewer' } });
  await server.as(long.token).call(listTeams, {});
  const team = { slug: 'a', name: 'A' };
  await expect(server.as(long.token).call(createTeam, { body: team })).rejects.toMatchObject({ status: 403 });
  await server.admin.call(disablePerson, { params: { id } });
  await expect(server.as(long.token).call(listTeams, {})).rejects.toMatchObject(unauthenticated);
});

test('an answer that shows a secret is not kept for its Idempotency-Key', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'viewer');
  const body = { name: 'x', permissions: [] };
  const { token } = await browser.call(createMyToken, { body }, { idempotencyKey: 'k' });
  const kept = await server.db.query('select * from idempotency_keys');
  expect(JSON.stringify(kept.rows)).not.toContain(token);
});

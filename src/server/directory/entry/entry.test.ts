import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser, type TestBrowser } from '../../../../test/harness/programs/browser.ts';
import { type RunningProvider, startOidcProvider } from '../../../../test/harness/programs/oidc-provider.ts';
import { adminToken, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createPerson, getPerson, listPeople, updatePerson } from '../../../contract/directory/people.ts';
import { createRole, giveRole, readRolesOf, takeRole } from '../../../contract/directory/roles.ts';
import { readMe, readSession } from '../../../contract/directory/session.ts';
import {
  readSignInRules,
  readTestSignIn,
  type SignInRulesInput,
  startTestSignIn,
  updateSignInRules,
} from '../../../contract/directory/sign-in-rules.ts';
import { createTeam, getTeam, updateTeam } from '../../../contract/directory/teams.ts';

async function start(options?: Parameters<typeof startOidcProvider>[0]) {
  const provider = await startOidcProvider(options);
  const server = await startTestServer({ environment: provider.environment });
  provider.register(server.url);
  return { provider, server };
}

/** Through the provider and back; where the browser ends. */
async function enter(server: TestServer, provider: RunningProvider, sub: string, browser = openBrowser(server.url)) {
  const begun = await browser.fetch(`${server.url}/api/v1/session/oidc`);
  return comeBack(browser, await provider.signIn(begun.headers.get('location')!, sub));
}

async function comeBack(browser: TestBrowser, address: string): Promise<string> {
  const answer = await browser.fetch(address.replace('localhost', '127.0.0.1'));
  return answer.headers.get('location')!;
}

const rulesWith = (server: TestServer, body: Partial<SignInRulesInput>) =>
  server.admin.call(updateSignInRules, {
    body: { join: { isOpen: true, domains: ['example.org'], groups: ['staff'] }, ...body },
  });

const grace = {
  sub: 'grace',
  email: 'Grace@Example.org',
  email_verified: true,
  name: 'Grace',
  zoneinfo: 'Europe/Berlin',
};

test.each([
  true,
  false,
])('people are added at their first sign-in, with role, teams and leads by their groups (in the ID token: %s)', async (inIdToken) => {
  const { provider, server } = await start({ inIdToken });
  const team = await server.admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } });
  await rulesWith(server, {
    groups: [
      { group: 'sre', role: 'responder', teamId: team.id, leads: false },
      { group: 'sre-leads', role: null, teamId: team.id, leads: true },
    ],
  });
  provider.accounts.set('grace', { ...grace, groups: ['staff', 'sre', 'sre-leads'] });
  const browser = openBrowser(server.url);
  expect(await enter(server, provider, 'grace', browser)).toBe('/');
  const me = await browser.call(readMe, {});
  expect(me).toMatchObject({ email: 'grace@example.org', name: 'Grace', role: 'responder', timeZone: 'Europe/Berlin' });
  const members = async () => (await server.admin.call(getTeam, { params: { id: team.id } })).members;
  expect(await members()).toMatchObject([{ personId: me.id, isLead: true }]);

  // The groups take away what they gave; the session that began with the role is over.
  provider.accounts.set('grace', { ...grace, groups: ['staff'] });
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await server.admin.call(getPerson, { params: { id: me.id } })).toMatchObject({ role: 'viewer' });
  expect(await members()).toEqual([]);
  await expect(browser.call(readMe, {})).rejects.toMatchObject({ status: 401 });

  // Leaving the group that may join keeps nobody out who is in the directory: only an admin or the provider does.
  provider.accounts.set('grace', { ...grace, groups: [] });
  expect(await enter(server, provider, 'grace')).toBe('/');
});

test('what a person gave stays when the groups are gone, and a form with the old members is out of date', async () => {
  const { provider, server } = await start();
  const team = await server.admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } });
  const groups = [{ group: 'sre', role: 'admin' as const, teamId: team.id, leads: true }];
  await rulesWith(server, { groups });
  const { id } = await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace' } });
  await signInAs(server, 'admin');
  provider.accounts.set('grace', { ...grace, groups: ['sre'] });
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await server.admin.call(getPerson, { params: { id } })).toMatchObject({ role: 'admin', teamIds: [team.id] });
  const { members: _, id: __, createdAt: ___, version, ...body } = team;
  await expect(
    server.admin.call(updateTeam, { params: { id: team.id }, body: { ...body, memberIds: [] } }, { ifMatch: version }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });

  provider.accounts.set('grace', { ...grace, groups: [] });
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await server.admin.call(getPerson, { params: { id } })).toMatchObject({ role: 'responder', teamIds: [] });
  await server.admin.call(updatePerson, {
    params: { id },
    body: { email: 'grace@example.org', name: 'Grace', role: 'admin' },
  });
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await server.admin.call(getPerson, { params: { id } })).toMatchObject({ role: 'admin' });
});

test('groups give additional roles for a team and take them away; what a person gave of them stays', async () => {
  const { provider, server } = await start();
  const { admin } = server;
  const team = await admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } });
  const role = await admin.call(createRole, {
    body: { slug: 'schedulers', name: 'Schedulers', permissions: ['oncall.manage'] },
  });
  await rulesWith(server, {
    groupRoles: [
      { group: 'sre', roleId: role.id, teamId: team.id },
      { group: 'leads', roleId: role.id, teamId: null },
    ],
  });
  provider.accounts.set('grace', { ...grace, groups: ['staff', 'sre', 'leads'] });
  const browser = openBrowser(server.url);
  expect(await enter(server, provider, 'grace', browser)).toBe('/');
  const { id } = await browser.call(readMe, {});
  const params = { id };
  const roles = async () =>
    (await admin.call(readRolesOf, { params })).grants.map(({ roleName, teamName, groupName }) => [
      roleName,
      teamName,
      groupName,
    ]);
  expect(await roles()).toEqual([
    ['Schedulers', null, 'leads'],
    ['Schedulers', 'SRE', 'sre'],
  ]);
  const [given] = (await admin.call(readRolesOf, { params })).grants;
  await expect(admin.call(takeRole, { params: { id, grantId: given!.id } })).rejects.toMatchObject({ status: 409 });
  await admin.call(giveRole, { params, body: { roleId: role.id } });

  provider.accounts.set('grace', { ...grace, groups: [] });
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await roles()).toEqual([['Schedulers', null, null]]);
  expect((await browser.call(readSession, {})).teamPermissions, 'the session goes on, with what is left').toEqual([]);
});

test('the last admin keeps the role when the groups no longer give it', async () => {
  const { provider, server } = await start();
  await rulesWith(server, { groups: [{ group: 'admins', role: 'admin', teamId: null, leads: false }] });
  provider.accounts.set('grace', { ...grace, groups: ['staff', 'admins'] });
  const browser = openBrowser(server.url);
  expect(await enter(server, provider, 'grace', browser)).toBe('/');
  const { id } = await browser.call(readMe, {});
  provider.accounts.set('grace', { ...grace, groups: ['staff'] });
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await server.admin.call(getPerson, { params: { id } })).toMatchObject({ role: 'admin' });
  await signInAs(server, 'admin');
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await server.admin.call(getPerson, { params: { id } })).toMatchObject({ role: 'viewer' });
});

test('of two first sign-ins at the same time one person comes', async () => {
  const { provider, server } = await start();
  await rulesWith(server, {});
  provider.accounts.set('grace', { ...grace, groups: ['staff'] });
  const both = [openBrowser(server.url), openBrowser(server.url)];
  const backs = await Promise.all(
    both.map(async (browser) => {
      const begun = await browser.fetch(`${server.url}/api/v1/session/oidc`);
      return provider.signIn(begun.headers.get('location')!, 'grace');
    }),
  );
  expect(await Promise.all(both.map((browser, index) => comeBack(browser, backs[index]!)))).toEqual(['/', '/']);
  expect((await server.admin.call(listPeople, {})).items).toHaveLength(1);
});

test('a test sign-in shows claims and outcome, and changes nothing', async () => {
  const { provider, server } = await start();
  const { browser } = await signInAs(server, 'admin');
  await rulesWith(server, { groups: [{ group: 'sre', role: 'responder', teamId: null, leads: false }] });
  provider.accounts.set('grace', { ...grace, groups: ['staff', 'sre'] });
  const attempt = async () => {
    const { url } = await browser.call(startTestSignIn, {});
    const shown = await comeBack(browser, await provider.signIn(url, 'grace'));
    expect(shown).toMatch(/^\/settings\/sign-in\?test=/);
    return browser.call(readTestSignIn, { params: { token: shown.split('=')[1]! } });
  };
  const before = (await server.admin.call(listPeople, {})).items;
  const trial = await attempt();
  expect(trial).toMatchObject({ isAllowed: true });
  expect(trial.sentences).toEqual([
    'They would be added to the directory and sign in.',
    'Their role would be responder, by their groups; without them viewer.',
  ]);
  expect(trial.claims).toContainEqual({ name: 'groups', value: '["staff","sre"]' });
  expect((await browser.call(readMe, {})).role).toBe('admin');

  provider.accounts.set('grace', { ...grace, email_verified: false });
  expect(await attempt()).toMatchObject({
    isAllowed: false,
    sentences: [
      expect.stringMatching(/does not say that the e-mail address is verified/),
      expect.stringMatching(/claim groups was not sent/),
    ],
  });
  expect((await server.admin.call(listPeople, {})).items).toEqual(before);
});

test('a provider that is away, and a secret that it does not know, are told in a sentence', async () => {
  const { provider, server } = await start();
  const { browser } = await signInAs(server, 'admin');
  provider.accounts.set('grace', { ...grace, groups: ['staff'] });
  const other = await startTestServer({
    environment: { ...provider.environment, EVENKEEL_OIDC_CLIENT_SECRET: 'another secret' },
  });
  provider.register(other.url);
  const there = (await signInAs(other, 'admin')).browser;
  const { url } = await there.call(startTestSignIn, {});
  const shown = await comeBack(there, await provider.signIn(url, 'grace'));
  expect(await there.call(readTestSignIn, { params: { token: shown.split('=')[1]! } })).toEqual({
    isAllowed: false,
    sentences: ['The provider does not accept the client id or the client secret.'],
    claims: null,
  });

  provider.stop();
  const begun = await openBrowser(server.url).fetch(`${server.url}/api/v1/session/oidc`);
  expect(begun.headers.get('location')).toBe('/sign-in?error=unreachable');
  await expect(browser.call(startTestSignIn, {})).rejects.toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(/^The provider cannot be reached/),
  });
});

test('rules are refused that let anybody join, and those of a team that is gone give nothing', async () => {
  const server = await startTestServer();
  await expect(
    server.admin.call(updateSignInRules, { body: { join: { isOpen: true, domains: [] } } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.join' }] });
  await expect(
    rulesWith(server, { groups: [{ group: 'sre', role: null, teamId: 999, leads: false }] }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.groups.0.teamId' }] });
  const team = await server.admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } });
  await rulesWith(server, { groups: [{ group: 'sre', role: null, teamId: team.id, leads: true }] });
  await server.db.query('delete from teams where id = $1', [team.id]);
  expect(await server.admin.call(readSignInRules, {})).toMatchObject({ provider: null, groups: [], version: 1 });
});

test('of somebody whom SCIM manages the pushed groups count, and the claim of the sign-in does not', async () => {
  const { provider, server } = await start();
  const [team, other] = [
    await server.admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } }),
    await server.admin.call(createTeam, { body: { slug: 'web', name: 'Web' } }),
  ];
  const role = await server.admin.call(createRole, {
    body: { slug: 'schedulers', name: 'Schedulers', permissions: ['oncall.manage'] },
  });
  await rulesWith(server, {
    groups: [
      { group: 'sre', role: null, teamId: team.id, leads: false },
      { group: 'web', role: null, teamId: other.id, leads: false },
    ],
    groupRoles: [{ group: 'sre', roleId: role.id, teamId: team.id }],
  });
  const rolesNow = async () =>
    (await server.admin.call(readRolesOf, { params: { id: Number(id) } })).grants.map(({ teamId }) => teamId);
  const push = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/scim+json' };
    const answer = await fetch(`${server.url}/scim/v2${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { id: string };
  };
  const { id } = await push('/Users', { userName: 'grace@example.org', displayName: 'Grace' });
  const teams = async () => (await server.admin.call(getPerson, { params: { id: Number(id) } })).teamIds;
  provider.accounts.set('grace', { ...grace, groups: ['web'] });
  // Without a pushed group the claim is what there is.
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await teams()).toEqual([other.id]);
  await push('/Groups', { displayName: 'sre', members: [{ value: id }] });
  expect(await teams()).toEqual([team.id]);
  expect(await rolesNow()).toEqual([team.id]);
  expect(await enter(server, provider, 'grace')).toBe('/');
  expect(await teams()).toEqual([team.id]);
});

/** SCIM by the requests that Okta and Entra ID publish, in their order and with their oddities. */
import { expect, test } from 'vitest';
import { listAudit } from '../src/contract/directory/audit.ts';
import { getPerson } from '../src/contract/directory/people.ts';
import { readMe } from '../src/contract/directory/session.ts';
import { updateSignInRules } from '../src/contract/directory/sign-in-rules.ts';
import { createTeam, getTeam } from '../src/contract/directory/teams.ts';
import { createMyToken, listMyTokens } from '../src/contract/directory/tokens.ts';
import { examineInstallation } from '../src/contract/platform/doctor.ts';
import { readCoverage } from '../src/contract/respond/coverage.ts';
import { updateDefaultEscalationPolicy } from '../src/contract/respond/escalation-policies.ts';
import { askPerson, ladder, worldOf } from '../src/server/respond/pages/world-for-tests.ts';
import { signInAs } from './harness/people.ts';
import { adminToken, sharedServer, startTestServer, type TestServer } from './harness/server.ts';

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

type Answer = { status: number; headers: Headers; body: ReturnType<typeof JSON.parse> };

async function scim(
  server: TestServer,
  method: string,
  path: string,
  body?: unknown,
  { token = adminToken, ...headers }: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${server.url}/scim/v2${path}`, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}

const patch = (...Operations: object[]) => ({ schemas: [patchSchema], Operations });
const filter = (text: string) => `?filter=${encodeURIComponent(text)}`;

const shared = sharedServer();
let made = 0;
async function newUser(server: TestServer, more: object = {}) {
  made += 1;
  const userName = `User.${made}@Example.org`;
  const { body } = await scim(server, 'POST', '/Users', {
    schemas: [userSchema],
    userName,
    externalId: `ext-${made}`,
    name: { givenName: 'Ada', familyName: `Number ${made}` },
    ...more,
  });
  return { id: body.id as string, userName, externalId: `ext-${made}`, version: body.meta.version as string };
}

test('Okta looks for somebody, adds them, replaces them, deactivates and reactivates them', async () => {
  const server = await shared();
  const userName = 'okta.person@example.org';
  const looked = await scim(server, 'GET', `/Users${filter(`userName eq "${userName}"`)}&startIndex=1&count=100`);
  expect(looked.body).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] });
  const whole = {
    schemas: [userSchema],
    userName,
    name: { givenName: 'Okta', familyName: 'Person' },
    emails: [{ primary: true, value: 'Okta.Person@example.org', type: 'work' }],
    displayName: 'Okta Person',
    locale: 'en-US',
    externalId: '00u1',
    groups: [],
    password: '1mz050nq',
    active: true,
  };
  const added = await scim(server, 'POST', '/Users', whole);
  expect(added.status).toBe(201);
  expect(added.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
  expect(added.headers.get('location')).toBe(added.body.meta.location);
  expect(added.body).toMatchObject({ userName, externalId: '00u1', displayName: 'Okta Person', active: true });
  expect(JSON.stringify(added.body)).not.toContain('1mz050nq');
  expect(await scim(server, 'POST', '/Users', whole)).toMatchObject({
    status: 409,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409', scimType: 'uniqueness' },
  });

  const path = `/Users/${added.body.id}`;
  // It sends back what it read, with one part changed.
  const replaced = await scim(server, 'PUT', path, {
    ...added.body,
    name: { ...added.body.name, familyName: 'Smith' },
  });
  expect(replaced.body).toMatchObject({ displayName: 'Okta Smith', name: { familyName: 'Smith' }, externalId: '00u1' });
  const again = await scim(server, 'PUT', path, replaced.body);
  expect(again.body.meta.version).toBe(replaced.body.meta.version);
  const off = await scim(server, 'PATCH', path, patch({ op: 'replace', value: { active: false } }));
  expect(off).toMatchObject({ status: 200, body: { active: false } });
  const id = Number(added.body.id);
  expect(await server.admin.call(getPerson, { params: { id } })).toMatchObject({ status: 'disabled' });
  const on = await scim(server, 'PATCH', path, patch({ op: 'replace', value: { active: true } }));
  expect(on.body.active).toBe(true);
});

test('Entra ID looks for somebody, changes and removes them by PATCH with its own spellings', async () => {
  const server = await shared();
  const { id, userName, externalId } = await newUser(server);
  for (const text of [
    `userName eq "${userName.toUpperCase()}"`,
    `externalId eq "${externalId}"`,
    `emails[type eq "work"].value eq "${userName}"`,
    `emails.value eq "${userName}" and active eq true`,
    `(externalId eq "nobody" or id eq "${id}") and ${userSchema}:userName eq "${userName}"`,
  ])
    expect((await scim(server, 'GET', `/Users${filter(text)}`)).body.Resources, text).toMatchObject([{ id }]);

  const changed = await scim(
    server,
    'PATCH',
    `/Users/${id}`,
    patch(
      { op: 'Replace', path: 'displayName', value: 'Grace Hopper' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'Grace.Hopper@example.org' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 555' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Ships' },
      { op: 'Replace', value: { 'name.givenName': 'Grace', 'emails[type eq "home"].value': 'home@example.org' } },
    ),
  );
  expect(changed.body).toMatchObject({
    displayName: 'Grace Hopper',
    emails: [{ value: 'grace.hopper@example.org' }],
    name: { givenName: 'Grace' },
    userName,
  });
  const off = await scim(server, 'PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'False' }));
  expect(off.body.active).toBe(false);
  expect((await scim(server, 'DELETE', `/Users/${id}`)).status).toBe(204);
  expect((await scim(server, 'DELETE', `/Users/${id}`)).status).toBe(404);
  expect((await scim(server, 'GET', `/Users/${id}`)).status).toBe(404);
  expect((await scim(server, 'GET', `/Users${filter(`userName eq "${userName}"`)}`)).body.totalResults).toBe(0);
  // Who they were, with all that they did.
  const back = await scim(server, 'POST', '/Users', { userName, emails: [{ value: 'grace.hopper@example.org' }] });
  expect(back).toMatchObject({ status: 201, body: { id, active: true } });
});

const refusals: [string, string, string, unknown, object][] = [
  [
    'a filter that is not offered',
    'GET',
    `/Users${filter('userName sw "a"')}`,
    undefined,
    { scimType: 'invalidFilter' },
  ],
  [
    'an attribute nobody looks for',
    'GET',
    `/Users${filter('constructor eq "a"')}`,
    undefined,
    { scimType: 'invalidFilter' },
  ],
  ['half a filter', 'GET', `/Users${filter('(userName eq "a"')}`, undefined, { scimType: 'invalidFilter' }],
  ['a count in words', 'GET', '/Users?count=many', undefined, { scimType: 'invalidValue' }],
  ['no JSON', 'POST', '/Users', '{', { scimType: 'invalidSyntax' }],
  ['a list', 'POST', '/Users', [], { scimType: 'invalidSyntax' }],
  ['nobody', 'POST', '/Users', {}, { scimType: 'invalidValue' }],
  ['no address', 'POST', '/Users', { userName: 'ada' }, { scimType: 'invalidValue' }],
  ['NUL', 'POST', '/Users', '{"userName":"a\\u0000@example.org"}', { scimType: 'invalidValue' }],
  [
    'a name that turns text around',
    'POST',
    '/Users',
    { userName: 'x@example.org', displayName: 'a\u202eb' },
    { scimType: 'invalidValue' },
  ],
  [
    'a truth that is none',
    'PATCH',
    '/Users/ID',
    patch({ op: 'replace', path: 'active', value: 'no' }),
    { scimType: 'invalidValue' },
  ],
  ['an unknown operation', 'PATCH', '/Users/ID', patch({ op: 'move', path: 'active' }), { scimType: 'invalidSyntax' }],
  [
    'a broken path',
    'PATCH',
    '/Users/ID',
    patch({ op: 'replace', path: 'emails[', value: 'a' }),
    { scimType: 'invalidPath' },
  ],
  ['nothing to remove', 'PATCH', '/Users/ID', patch({ op: 'remove' }), { scimType: 'noTarget' }],
  [
    'removing the name of a user',
    'PATCH',
    '/Users/ID',
    patch({ op: 'remove', path: 'userName' }),
    { scimType: 'mutability' },
  ],
  [
    'a member that is a group',
    'POST',
    '/Groups',
    { displayName: 'g', members: [{ value: '1', type: 'Group' }] },
    { scimType: 'invalidValue' },
  ],
  [
    'a member whom nobody knows',
    'POST',
    '/Groups',
    { displayName: 'g', members: [{ value: '999999' }] },
    { scimType: 'invalidValue' },
  ],
  ['somebody who is not there', 'GET', '/Users/999999', undefined, { status: '404' }],
  ['an id that is none', 'GET', '/Users/ada', undefined, { status: '404' }],
  ['bulk', 'POST', '/Bulk', {}, { status: '501' }],
  ['a place that is not there', 'GET', '/Robots', undefined, { status: '404' }],
];

test.each(refusals)('it refuses %s in the form of the standard', async (_what, method, path, body, expected) => {
  const server = await shared();
  const { id } = await newUser(server);
  const answer = await scim(server, method, path.replace('ID', id), body);
  expect(answer.body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(answer.status),
    detail: expect.stringMatching(/./),
    ...('scimType' in expected ? { status: '400' } : {}),
    ...expected,
  });
});

test('lists are read in parts, an old ETag changes nothing, and what did not change is not sent again', async () => {
  const server = await shared();
  const [first, second] = [await newUser(server), await newUser(server)];
  const either = filter(`id eq "${first.id}" or id eq "${second.id}"`);
  const part = await scim(server, 'GET', `/Users${either}&startIndex=2&count=1&attributes=userName`);
  expect(part.body).toMatchObject({ totalResults: 2, startIndex: 2, itemsPerPage: 1 });
  expect(part.body.Resources).toEqual([{ schemas: [userSchema], id: second.id, userName: second.userName }]);
  expect((await scim(server, 'GET', `/Users${either}&count=0`)).body).toMatchObject({ totalResults: 2, Resources: [] });

  const off = patch({ op: 'replace', path: 'active', value: false });
  const path = `/Users/${first.id}`;
  expect((await scim(server, 'PATCH', path, off, { 'if-match': 'W/"9999"' })).status).toBe(412);
  expect((await scim(server, 'GET', path, undefined, { 'if-none-match': first.version })).status).toBe(304);
  const changed = await scim(server, 'PATCH', path, off, { 'if-match': first.version });
  expect(changed.headers.get('etag')).not.toBe(first.version);
});

test('what is offered is told, in the documents of the standard', async () => {
  const server = await shared();
  expect((await scim(server, 'GET', '/ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    etag: { supported: true },
  });
  for (const path of ['/ResourceTypes', '/Schemas']) {
    const { body } = await scim(server, 'GET', path);
    expect(body.totalResults).toBe(2);
    for (const { id } of body.Resources) expect((await scim(server, 'GET', `${path}/${id}`)).body.id).toBe(id);
  }
});

test('only a token with the permission comes in, it can do nothing else, and the audit log names whose it is', async () => {
  const server = await shared();
  const { browser } = await signInAs(server, 'admin', 'Owner');
  const tokenWith = async (permissions: ('scim.manage' | 'directory.manage')[]) =>
    (await browser.call(createMyToken, { body: { name: 'Okta', permissions } })).token;
  const token = await tokenWith(['scim.manage']);
  expect((await scim(server, 'GET', '/Users', undefined, { token: '' })).status).toBe(401);
  expect((await scim(server, 'GET', '/Users', undefined, { token: 'wrong' })).status).toBe(401);
  const other = await tokenWith(['directory.manage']);
  expect(await scim(server, 'POST', '/Users', '{', { token: other })).toMatchObject({ status: 403 });
  // A browser that is signed in is no provider.
  expect((await browser.fetch(`${server.url}/scim/v2/Users`)).status).toBe(401);
  await expect(server.as(token).call(listAudit, {})).rejects.toMatchObject({ status: 403 });
  const { body } = await scim(server, 'POST', '/Users', { userName: 'audited@example.org' }, { token });
  const { items } = await server.admin.call(listAudit, {
    query: { subjectKind: 'person', subjectId: Number(body.id) },
  });
  expect(items.map(({ kind, actor }) => [kind, actor.name])).toEqual([
    ['person.provisioned', 'Owner'],
    ['person.created', 'Owner'],
  ]);
  expect(items[0]!.actor.kind).toBe('token');
});

test('groups that are pushed give roles and teams by the rules of single sign-on, and take them away again', async () => {
  const server = await startTestServer();
  const team = await server.admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } });
  const groups = [{ group: 'SRE', role: 'responder' as const, teamId: team.id, leads: true }];
  await server.admin.call(updateSignInRules, { body: { join: { isOpen: false }, groups } });
  const [ada, lin] = [await newUser(server), await newUser(server)];
  const made = await scim(server, 'POST', '/Groups', {
    displayName: 'SRE',
    externalId: 'g1',
    members: [{ value: ada.id }],
  });
  expect(made).toMatchObject({ status: 201, body: { members: [{ value: ada.id, type: 'User' }] } });
  const path = `/Groups/${made.body.id}`;
  const members = async () =>
    (await server.admin.call(getTeam, { params: { id: team.id } })).members.map(({ personId }) => String(personId));
  expect(await members()).toEqual([ada.id]);
  const roleOf = async (id: string) => (await server.admin.call(getPerson, { params: { id: Number(id) } })).role;
  expect([await roleOf(ada.id), await roleOf(lin.id)]).toEqual(['responder', 'viewer']);

  const steps: [string, object, string[]][] = [
    ['Okta adds', { op: 'add', path: 'members', value: [{ value: lin.id, display: 'Lin' }] }, [ada.id, lin.id]],
    ['Okta adds again', { op: 'add', path: 'members', value: [{ value: lin.id }] }, [ada.id, lin.id]],
    ['Okta removes', { op: 'remove', path: `members[value eq "${ada.id}"]` }, [lin.id]],
    ['Entra ID adds', { op: 'Add', path: 'members', value: [{ $ref: null, value: ada.id }] }, [ada.id, lin.id]],
    ['Entra ID removes', { op: 'Remove', path: 'members', value: [{ $ref: null, value: lin.id }] }, [ada.id]],
    ['Okta replaces', { op: 'replace', path: 'members', value: [{ value: lin.id }] }, [lin.id]],
    ['all go', { op: 'remove', path: 'members' }, []],
    ['Okta names without a path', { op: 'replace', value: { id: made.body.id, displayName: 'Other' } }, []],
    [
      'whoever joins a group without a rule gets nothing',
      { op: 'add', path: 'members', value: [{ value: ada.id }] },
      [],
    ],
    ['a name that a rule knows', { op: 'Replace', path: 'displayName', value: 'SRE' }, [ada.id]],
  ];
  for (const [what, operation, expected] of steps) {
    expect((await scim(server, 'PATCH', path, patch(operation))).status, what).toBe(204);
    expect(await members(), what).toEqual(expected);
  }
  const found = await scim(
    server,
    'GET',
    `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`id eq "${made.body.id}" and members eq "${ada.id}"`)}`,
  );
  expect(found.body).toMatchObject({ totalResults: 1 });
  expect(found.body.Resources[0].members).toBeUndefined();
  expect((await scim(server, 'GET', `/Users/${ada.id}`)).body.groups).toMatchObject([
    { value: made.body.id, display: 'SRE' },
  ]);
  expect((await scim(server, 'POST', '/Groups', { displayName: 'sre' })).body.scimType).toBe('uniqueness');
  expect((await scim(server, 'DELETE', path)).status).toBe(204);
  expect(await members()).toEqual([]);
  expect(await roleOf(ada.id)).toBe('viewer');
});

test('deactivating ends sessions and tokens at once, and whoever would now be paged in vain is told of', async () => {
  const server = await startTestServer();
  await signInAs(server, 'admin');
  const { id, browser } = await signInAs(server, 'responder', 'Ada');
  const { token } = await browser.call(createMyToken, { body: { name: 'Mine', permissions: ['signed-in'] } });
  const world = worldOf(server);
  const policyId = await world.policy(ladder([askPerson(id)]));
  await server.admin.call(updateDefaultEscalationPolicy, { body: { policyId } });
  const answer = await scim(server, 'PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'False' }));
  expect(answer.status).toBe(200);
  await expect(browser.call(readMe, {})).rejects.toMatchObject({ status: 401 });
  await expect(server.as(token).call(listMyTokens, {})).rejects.toMatchObject({ status: 401 });
  expect(await server.admin.call(readCoverage, { params: { kind: 'default-policy', id: 0 } })).toMatchObject({
    result: 'nobody',
    sentence: expect.stringContaining('Ada is disabled'),
  });
  expect(JSON.stringify(await server.admin.call(examineInstallation, {}))).toContain('Ada is disabled');
});

test('the last admin and the last emergency admin are refused, and nothing of the request remains', async () => {
  const server = await startTestServer();
  const { id, browser } = await signInAs(server, 'admin', 'Ada');
  const off = patch({ op: 'replace', value: { active: false, displayName: 'Gone' } });
  for (const [method, body] of [
    ['PATCH', off],
    ['DELETE', undefined],
  ] as const)
    expect(await scim(server, method, `/Users/${id}`, body)).toMatchObject({
      status: 400,
      body: { scimType: 'mutability', detail: expect.stringContaining('last admin') },
    });
  expect(await browser.call(readMe, {})).toMatchObject({ name: 'Ada' });

  await signInAs(server, 'admin', 'Eve');
  await server.db.query(
    `insert into settings (name, value) values ('sign_in_rules', $1)
     on conflict (name) do update set value = excluded.value`,
    [JSON.stringify({ join: { isOpen: false }, isRequired: true, emergencyAdminIds: [id] })],
  );
  expect(await scim(server, 'PATCH', `/Users/${id}`, off)).toMatchObject({
    status: 400,
    body: { scimType: 'mutability', detail: expect.stringContaining('last emergency admin') },
  });
});

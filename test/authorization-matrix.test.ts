/**
 * Every endpoint of the contract, asked by every kind of caller: the answer must be what the endpoint's permission
 * says. Generated, so an endpoint that is added tomorrow is held to it without anybody remembering to.
 */
import { expect, test } from 'vitest';
import { createPerson, disablePerson } from '../src/contract/directory/people.ts';
import { createRole, giveRole } from '../src/contract/directory/roles.ts';
import { createService } from '../src/contract/directory/services.ts';
import { createTeam } from '../src/contract/directory/teams.ts';
import { createMyToken } from '../src/contract/directory/tokens.ts';
import type { Endpoint } from '../src/contract/endpoint.ts';
import { endpoints } from '../src/contract/endpoints.ts';
import {
  type Permission,
  permissions,
  permissionsOfRole,
  type Role,
  type RolePermission,
  rolePermissions,
  roles,
} from '../src/contract/permissions.ts';
import { signInAs } from './harness/people.ts';
import type { TestBrowser } from './harness/programs/browser.ts';
import { adminToken, startTestServer, type TestServer } from './harness/server.ts';

/** Reachable by anybody; each of them says why. */
const publicEndpoints: Record<string, string> = {
  acceptInvitation: 'the invitation link is the proof',
  acknowledgeByLink: 'the link of one notification is the proof; it reaches its page only',
  changeSubscription: 'the link in a mail to the subscriber is the proof; it reaches that subscription only',
  checkHealth: 'asked by load balancers; tells nothing',
  checkReady: 'asked by load balancers; tells nothing',
  confirmSubscription: 'the link in a mail to the address is the proof that it is theirs',
  escalateByLink: 'the link of one notification is the proof; it reaches its page only',
  showCoverLink: 'the link of one cover mail is the proof; showing changes nothing',
  acceptCoverByLink: 'the link of one cover mail is the proof; it reaches that request as that person only',
  declineCoverByLink: 'the link of one cover mail is the proof; it reaches that request as that person only',
  giveFeedbackByLink: 'the link of one notification is the proof; it reaches its page only',
  finishOidc: 'the provider sends people here; the state and its cookie are the proof',
  finishSaml: 'a one-time token and the cookie of the request are the proof',
  readInvitation: 'the invitation link is the proof',
  readMetrics: 'counts and durations for Prometheus; no content',
  readOpenApi: 'the description of the API, the same for every installation',
  readPasskeySignInOptions: 'a random challenge',
  readPasswordReset: 'the link is the proof',
  readDrillFeed: 'calendars cannot sign in; the secret in the address is the proof',
  readScheduleFeed: 'calendars cannot sign in; the secret in the address is the proof',
  readSamlMetadata: 'addresses of this installation that every provider has to know',
  receiveSaml: 'the provider sends people here; its signature is the proof',
  readSession: 'tells callers who they are, also that they are nobody',
  readSetup: 'one bit: whether there is an admin',
  showReviewInvitation: 'the link in the invitation is the proof; showing changes nothing',
  answerReviewInvitation: 'the link in the invitation is the proof; it reaches the answer of that invitation only',
  showSponsorLetter: 'the link in the mail to the sponsor is the proof; showing changes nothing',
  decideSponsorLetter: 'the link in the mail to the sponsor is the proof; it reaches the decision of that letter only',
  showSponsorAddress: 'the link in a mail to the address is the proof; showing changes nothing',
  confirmSponsorAddress: 'the link in a mail to the address is the proof that it is theirs',
  showSponsorStop: 'the link in the mail to the sponsor is the proof; showing changes nothing',
  stopSponsorLetters: 'the link in the mail to the sponsor is the proof; mail programs press it without signing in',
  showCertificate: 'whoever was given the code may see the certificate; the code cannot be guessed',
  showCertificateKey: 'the public half of the key that signs certificates',
  showCertificateStatement: 'whoever was given the code may see what is signed; the code cannot be guessed',
  showConfirmation: 'the link in a mail to the address is the proof; showing changes nothing',
  showNotificationLink: 'the link of one notification is the proof; showing changes nothing',
  showSubscription: 'the link in a mail to the subscriber is the proof; it reaches that subscription only',
  showUnsubscription: 'the link in a mail to the subscriber is the proof; showing changes nothing',
  requestPasswordReset: 'anybody may ask; counted per network and address, and the answer tells nothing',
  resetPassword: 'the link is the proof',
  setUp: 'the one-time link of the start is the proof',
  signIn: 'the way in',
  signInTwoFactor: 'the way in',
  signInWithLink: 'the one-time link that was made on the server is the proof',
  signInWithPasskey: 'the way in',
  startOidc: 'the way in',
  startSaml: 'the way in',
  subscribe: 'anybody may ask for the mails of the public page; counted per network, and the answer tells nothing',
  unacknowledgeByLink: 'the link of one notification is the proof; it reaches its page only',
  unsubscribe: 'the link in a mail to the subscriber is the proof; mail programs press it without signing in',
  verifyCertificate: 'whoever was given the code may check the certificate; the code cannot be guessed',
};

/** These do something for the person who asks, so automation without a person is refused whatever it may else. */
const needsPerson = new Set([
  'takeOver',
  'acceptCover',
  'declineCover',
  'writeHandoffNote',
  'takeBackHandoffNote',
  'markHandoffNoteRead',
  'voteInAssessment',
  'noteDrill',
  'confirmPlaybook',
]);

test('the public endpoints are exactly those of the list', () => {
  const found = endpoints.filter((endpoint) => endpoint.permission === 'public').map((endpoint) => endpoint.name);
  expect(found.sort()).toEqual(Object.keys(publicEndpoints).sort());
});

test('every endpoint names a permission that exists, and its name and place are its own', () => {
  for (const { permission } of endpoints) expect(permissions).toContain(permission);
  const names = new Set(endpoints.map((endpoint) => endpoint.name));
  const places = new Set(endpoints.map(({ method, path }) => `${method} ${path.replace(/:[A-Za-z]+/g, ':')}`));
  expect(names.size).toBe(endpoints.length);
  expect(places.size).toBe(endpoints.length);
});

type Send = (endpoint: Endpoint, path: string, init: RequestInit) => Promise<Response>;
type Caller = { send: Send; verdict: (endpoint: Endpoint) => 'allowed' | 401 | 403; isNobody?: true };

const byRole = (role: Role) => (endpoint: Endpoint) =>
  permissionsOfRole[role].has(endpoint.permission) ? 'allowed' : 403;
const withToken =
  (server: TestServer, tokenFor: (endpoint: Endpoint) => string): Send =>
  (endpoint, path, init) =>
    fetch(server.url + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${tokenFor(endpoint)}` },
    });

const asRole =
  (role: Role) =>
  async (server: TestServer): Promise<Caller> => {
    const { browser } = await signInAs(server, role);
    return { send: (_endpoint, path, init) => browser.fetch(server.url + path, init), verdict: byRole(role) };
  };

/** For each permission that a role can have somebody, a viewer otherwise, who has a role that people made. */
const byRoles =
  (rolesFor: (permission: RolePermission) => RolePermission[], verdict: Caller['verdict']) =>
  async (server: TestServer): Promise<Caller> => {
    const browsers = new Map<Permission, TestBrowser>();
    for (const permission of rolePermissions) {
      const { browser, id } = await signInAs(server, 'viewer');
      const slug = permission.replace('.', '-');
      const body = { slug, name: slug, permissions: rolesFor(permission) };
      const { id: roleId } = await server.admin.call(createRole, { body });
      await server.admin.call(giveRole, { params: { id }, body: { roleId } });
      browsers.set(permission, browser);
    }
    const others = [...browsers.values()][0]!;
    return {
      send: (endpoint, path, init) => (browsers.get(endpoint.permission) ?? others).fetch(server.url + path, init),
      verdict,
    };
  };

const isOfRoles = ({ permission }: Endpoint) => (rolePermissions as readonly Permission[]).includes(permission);

const callers: Record<string, (server: TestServer) => Promise<Caller>> = {
  anonymous: async (server) => ({
    send: (_endpoint, path, init) => fetch(server.url + path, init),
    verdict: (endpoint) => (endpoint.permission === 'public' ? 'allowed' : 401),
  }),
  ...Object.fromEntries(roles.map((role) => [`a ${role}`, asRole(role)])),
  'a role with exactly the permission': byRoles(
    (permission) => [permission],
    () => 'allowed',
  ),
  'a role with all but the permission': byRoles(
    (permission) => rolePermissions.filter((each) => each !== permission),
    (endpoint) => (isOfRoles(endpoint) ? 403 : 'allowed'),
  ),
  'a token without permissions': async (server) => {
    const { browser } = await signInAs(server, 'admin');
    const { token } = await browser.call(createMyToken, { body: { name: 'none', permissions: [] } });
    return {
      send: withToken(server, () => token),
      verdict: (endpoint) => (endpoint.permission === 'public' ? 'allowed' : 403),
    };
  },
  'a token with exactly the permission': async (server) => {
    const { browser } = await signInAs(server, 'admin');
    const tokens = new Map<Permission, string>();
    for (const permission of permissions) {
      const carried = permission === 'public' || permission === 'session' ? [] : [permission];
      const made = await browser.call(createMyToken, { body: { name: permission, permissions: carried } });
      tokens.set(permission, made.token);
    }
    return {
      send: withToken(server, (endpoint) => tokens.get(endpoint.permission)!),
      verdict: (endpoint) => (endpoint.permission === 'session' ? 403 : 'allowed'),
    };
  },
  'a token whose owner was disabled': async (server) => {
    const { browser, id } = await signInAs(server, 'admin');
    await signInAs(server, 'admin');
    const { token } = await browser.call(createMyToken, { body: { name: 'dead', permissions: ['directory.read'] } });
    await server.admin.call(disablePerson, { params: { id } });
    return { send: withToken(server, () => token), verdict: () => 401 };
  },
  'somebody disabled while signed in': async (server) => {
    const { browser, id } = await signInAs(server, 'admin');
    await signInAs(server, 'admin');
    await server.admin.call(disablePerson, { params: { id } });
    return {
      send: (_endpoint, path, init) => browser.fetch(server.url + path, init),
      verdict: (endpoint) => (endpoint.permission === 'public' ? 'allowed' : 401),
    };
  },
  "the operator's own token": async (server) => ({
    send: withToken(server, () => adminToken),
    verdict: ({ permission }) => (permission === 'signed-in' || permission === 'session' ? 403 : 'allowed'),
    isNobody: true,
  }),
};

/** Values for the parts of a path: what exists (the first row of its table), what does not, and what cannot. */
const pathValues = { existing: '1', missing: '999999999', impossible: 'a%00b' };

test.each(Object.entries(callers))('%s may do what the permissions say, whatever the id', async (_name, prepare) => {
  const server = await startTestServer();
  await seed(server);
  const caller = await prepare(server);
  const wrong: string[] = [];
  for (const endpoint of inSafeOrder()) {
    for (const [kind, value] of Object.entries(pathValues)) {
      if (kind !== 'existing' && !endpoint.path.includes(':')) continue;
      const status = await statusOf(caller, endpoint, value);
      const verdict = caller.verdict(endpoint);
      if (caller.isNobody && needsPerson.has(endpoint.name) && status === 403) continue;
      const isRight = verdict === 'allowed' ? isAllowed(endpoint, kind, status) : status === verdict;
      if (!isRight) wrong.push(`${endpoint.method} ${endpoint.path} (${kind}): ${status}, expected ${verdict}`);
    }
  }
  expect(wrong).toEqual([]);
});

async function statusOf(caller: Caller, endpoint: Endpoint, value: string): Promise<number> {
  const stop = new AbortController();
  const init: RequestInit = { method: endpoint.method, redirect: 'manual', signal: stop.signal };
  if (endpoint.body) Object.assign(init, { body: '{}', headers: { 'content-type': 'application/json' } });
  const response = await caller.send(endpoint, endpoint.path.replace(/:[A-Za-z]+/g, value), init);
  // Streams never end by themselves.
  stop.abort();
  return response.status;
}

function isAllowed(endpoint: Endpoint, kind: string, status: number): boolean {
  if (status === 401 || status === 403 || status >= 500) return false;
  // What is not there is not there, for everybody who may ask; a body that is not valid may be told first.
  return kind === 'existing' || endpoint.body !== undefined || status >= 400;
}

/** The first row of each table is nobody's: it may be changed and deleted by what is tried. */
async function seed(server: TestServer) {
  const { id } = await server.admin.call(createPerson, {
    body: { email: 'first@example.org', name: 'First', role: 'viewer' },
  });
  await server.admin.call(createTeam, { body: { slug: 'first', name: 'First', memberIds: [id] } });
  await server.admin.call(createService, { body: { slug: 'first', name: 'First' } });
}

/** Reading first, removing last, and signing out at the very end. */
function inSafeOrder(): Endpoint[] {
  const rank = ({ name, method }: Endpoint) =>
    name === 'signOut' ? 3 : method === 'DELETE' ? 2 : method === 'GET' ? 0 : 1;
  return [...endpoints].sort((a, b) => rank(a) - rank(b));
}

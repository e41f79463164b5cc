import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { totpCode } from '../../../../test/harness/authenticator.ts';
import { startOidcIssuer } from '../../../../test/harness/oidc-issuer.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { adminToken, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { listAudit } from '../../../contract/directory/audit.ts';
import { addMyContactMethod, sendMyVerification } from '../../../contract/directory/contact-methods.ts';
import { createPerson, invitePerson } from '../../../contract/directory/people.ts';
import { changeMyPassword, confirmTwoFactor, enrolTwoFactor, signIn } from '../../../contract/directory/session.ts';
import { acceptInvitation, setUp } from '../../../contract/directory/setup.ts';
import { createTeam, updateTeam } from '../../../contract/directory/teams.ts';
import { createMyToken } from '../../../contract/directory/tokens.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { joinIncident } from '../../../contract/respond/incidents/room.ts';
import type { Database } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { receiver } from '../../respond/channels/receiver-for-tests.ts';

test('the audit shows who changed what from what to what, newest first, and can be narrowed', async () => {
  const server = await startTestServer();
  const { browser, id: personId } = await signInAs(server, 'admin', 'Ada');
  const team = await browser.call(createTeam, { body: { slug: 'a', name: 'Before' } });
  const body = { slug: 'a', name: 'After' };
  await browser.call(updateTeam, { params: { id: team.id }, body });
  const audit = async (query: object) => (await server.admin.call(listAudit, { query })).items;

  const [newest, older] = await audit({ kind: 'team', personId });
  expect(newest).toMatchObject({
    kind: 'team.updated',
    subjectKind: 'team',
    subjectId: team.id,
    actor: { kind: 'person', name: 'Ada', personId },
    before: { name: 'Before' },
    after: { name: 'After' },
  });
  expect(older).toMatchObject({ kind: 'team.created', before: null });
  expect(await audit({ kind: 'team.updated', subjectKind: 'team', subjectId: team.id })).toEqual([newest]);
  expect(await audit({ personId: personId + 1 })).toEqual([]);
  expect(await audit({ kind: 'tea' })).toEqual([]);
  expect(await audit({ until: team.createdAt, kind: 'team' })).toEqual([]);
  expect((await audit({ kind: 'session' })).map((entry) => entry.details)).toEqual([
    { by: 'password', device: 'node', network: '127.0.0.1' },
  ]);

  const first = await server.admin.call(listAudit, { query: { limit: 1 } });
  const second = await server.admin.call(listAudit, { query: { limit: 1, cursor: first.nextCursor! } });
  expect(second.items[0]!.id).toBeLessThan(first.items[0]!.id);
});

test('who looks at an incident is told to whoever asks for it, and does not crowd out what was changed', async () => {
  const server = await startTestServer();
  const { browser } = await signInAs(server, 'responder', 'Ada');
  const { id } = await browser.call(declareIncident, { body: { title: 'Checkout fails', severity: 3 } });
  await browser.call(joinIncident, { params: { id } });
  const kinds = async (query: object) => (await server.admin.call(listAudit, { query })).items.map(({ kind }) => kind);
  expect(await kinds({ subjectKind: 'incident' })).not.toContain('incident.joined');
  expect(await kinds({ subjectKind: 'incident' })).toContain('incident.declared');
  expect(await kinds({ kind: 'incident.joined' })).toEqual(['incident.joined']);
});

test('what an earlier version recorded under another spelling reads as what is recorded today', async () => {
  const server = await startTestServer();
  const { id: personId } = await signInAs(server, 'admin', 'Ada');
  const actor = JSON.stringify({ kind: 'person', personId, name: 'Ada' });
  const formerly = [
    ['escalation_policy.updated', 'escalation_policy'],
    ['subscriber.deleted', 'status-page'],
  ];
  for (const [kind, subject] of formerly) {
    const row = 'insert into events (kind, subject_kind, subject_id, actor) values ($1, $2, 7, $3)';
    await server.db.query(row, [kind, subject, actor]);
  }
  const audit = async (query: object) =>
    (await server.admin.call(listAudit, { query })).items.map(({ kind, subjectKind }) => [kind, subjectKind]);

  const policy = ['escalationPolicy.updated', 'escalationPolicy'];
  const subscriber = ['subscriber.deleted', 'subscriber'];
  expect(await audit({ subjectId: 7 })).toEqual([subscriber, policy]);
  expect(await audit({ kind: 'escalationPolicy', subjectKind: 'escalationPolicy' })).toEqual([policy]);
  expect(await audit({ kind: 'escalation_policy.updated', subjectKind: 'escalation_policy' })).toEqual([policy]);
  expect(await audit({ subjectKind: 'subscriber', subjectId: 7 })).toEqual([subscriber]);
  expect(await audit({ subjectKind: 'statusPage' })).toEqual([]);
  const { extension } = await changedMeanwhile(server.db, 'escalationPolicy', 7);
  expect(extension).toMatchObject({ changedBy: { name: 'Ada', personId } });
});

test('what was recorded cannot be changed or deleted', async () => {
  const { admin, db } = await startTestServer();
  await admin.call(createTeam, { body: { slug: 'a', name: 'A' } });
  await expect(db.query("update events set kind = 'x'")).rejects.toThrow(/never changed/);
  await expect(db.query('delete from events')).rejects.toThrow(/never changed/);
});

test('no secret that anybody entered or was given is readable in the database or the log', async () => {
  const log: string[] = [];
  const lines = new Writable({ write: (chunk, _encoding, done) => done(void log.push(String(chunk))) });
  const issuer = await startOidcIssuer();
  const server = await startTestServer({
    log: pino({ level: 'trace' }, lines),
    environment: {
      EVENKEEL_OIDC_ISSUER: issuer.url,
      EVENKEEL_OIDC_CLIENT_ID: issuer.clientId,
      EVENKEEL_OIDC_CLIENT_SECRET: issuer.clientSecret,
    },
  });
  const canaries = await plantSecrets(server);
  canaries.push(issuer.clientSecret, adminToken);

  const kept = await everyText(server.db);
  expect(kept).toContain('Canary Bot');
  for (const canary of canaries) {
    expect(kept.includes(canary), `the database holds ${canary}`).toBe(false);
    expect(log.join('').includes(canary), `the log holds ${canary}`).toBe(false);
  }
});

/** Goes through everything that takes or gives a secret, and says what the secrets were. */
async function plantSecrets(server: TestServer): Promise<string[]> {
  const [first, invited, changed, wrong] = ['first', 'invited', 'changed', 'wrong'].map(
    (name) => `${name} ${randomUUID()}`,
  ) as [string, string, string, string];
  const setupToken = server.server.setupUrl!.split('token=')[1]!;
  const browser = openBrowser(server.url);
  const admin = { name: 'Ada', email: 'ada@example.org', password: first, token: setupToken };
  await browser.call(setUp, { body: admin });
  const firstCookie = [...browser.cookies.values()][0]!;

  const { id } = await browser.call(createPerson, { body: { email: 'bob@example.org', name: 'Bob' } });
  const unused = (await browser.call(invitePerson, { params: { id } })).link.split('#')[1]!;
  const { link } = await browser.call(invitePerson, { params: { id } });
  const invitation = link.split('#')[1]!;
  const second = openBrowser(server.url);
  await second.call(acceptInvitation, { body: { token: invitation, password: invited } });
  await second.call(signIn, { body: { email: 'bob@example.org', password: wrong } }).catch(() => {});
  await second.call(changeMyPassword, { body: { currentPassword: invited, newPassword: changed } });

  const { uri, backupCodes } = await browser.call(enrolTwoFactor, { body: { password: first } });
  await browser.call(confirmTwoFactor, { body: { code: totpCode(uri) } });
  const { token } = await browser.call(
    createMyToken,
    { body: { name: 'Canary Bot', permissions: ['directory.read'] } },
    { idempotencyKey: 'canary' },
  );
  const hook = await receiver((_request, response) => response.writeHead(500).end());
  const url = `${hook.url}?key=${randomUUID()}`;
  const method = await browser.call(addMyContactMethod, {
    body: { channel: 'webhook', label: 'Hook', settings: { url } },
  });
  await browser.call(sendMyVerification, { params: { id: method.id } });
  const verification = JSON.parse(hook.seen[0]!.body).data.code as string;
  await browser.fetch(`${server.url}/api/v1/session/oidc`);
  const state = browser.cookies.get('evenkeel.oidc_state')!;

  const totpSecret = new URL(uri).searchParams.get('secret')!;
  const cookies = [firstCookie, ...browser.cookies.values(), ...second.cookies.values()];
  return [
    ...[first, invited, changed, wrong, setupToken, unused, invitation, token, url, method.made.secret!, verification],
    ...[totpSecret, ...backupCodes, state],
    ...cookies,
    ...cookies.map(decodeURIComponent),
  ];
}

/** Every row of every table as text, bytes also as the text that they may be. */
async function everyText(db: Database): Promise<string> {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('evenkeel', 'auth', 'public')`,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const found = await db.query(`select * from ${name}`);
    texts.push(
      JSON.stringify(found.rows, (_key, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
      ),
    );
  }
  return texts.join('\n');
}

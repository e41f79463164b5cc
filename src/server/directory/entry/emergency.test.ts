import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { password, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startOidcProvider } from '../../../../test/harness/programs/oidc-provider.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listAudit } from '../../../contract/directory/audit.ts';
import { createPerson, disablePerson, invitePerson, updatePerson } from '../../../contract/directory/people.ts';
import { readMe, readSession, signIn } from '../../../contract/directory/session.ts';
import { acceptInvitation, readInvitation } from '../../../contract/directory/setup.ts';
import { signInWithLink } from '../../../contract/directory/sign-in-link.ts';
import { readSignInRules, updateSignInRules } from '../../../contract/directory/sign-in-rules.ts';
import { listSecurityEvents } from '../../../contract/platform/security-events.ts';
import { makeEmergencyLink } from '../session/actions.ts';

const join = { isOpen: false };

async function start() {
  const provider = await startOidcProvider();
  const server = await startTestServer({ environment: provider.environment });
  provider.register(server.url);
  const ada = await signInAs(server, 'admin', 'Ada');
  const eve = await signInAs(server, 'admin', 'Eve');
  return { provider, server, ada, eve };
}

test('while single sign-on is required only emergency admins come in with a password, also when the provider is down, and the others are told', async () => {
  const { provider, server, ada, eve } = await start();
  await server.admin.call(updateSignInRules, { body: { join, isRequired: true, emergencyAdminIds: [ada.id] } });
  provider.stop();
  const enter = (email: string) => openBrowser(server.url).call(signIn, { body: { email, password } });
  await expect(enter(eve.email)).rejects.toMatchObject({ code: 'sign_in_failed' });
  expect(await enter(ada.email)).toEqual({ status: 'signed-in' });
  expect((await openBrowser(server.url).call(readSession, {})).signInMethods).toMatchObject({
    oidc: true,
    singleSignOnRequired: true,
  });

  expect((await server.admin.call(readSignInRules, {})).lastEmergencySignIn).toMatchObject({ name: 'Ada' });
  expect((await server.admin.call(listAudit, { query: { kind: 'signIn.emergency' } })).items).toMatchObject([
    { actor: { name: 'Ada' }, details: { by: 'password' } },
  ]);
  await eventually(async () => {
    const notices = await server.db.query("select person_id, title from notices where kind = 'emergencySignIn'");
    expect(notices.rows).toEqual([{ person_id: eve.id, title: 'Ada signed in without single sign-on' }]);
    const { items } = await server.admin.call(listSecurityEvents, {});
    expect(items).toContainEqual(expect.objectContaining({ kind: 'emergency_sign_in', personId: ada.id }));
    return true;
  }, 40_000);
});

test('it cannot be required without somebody who comes in otherwise, and the last of them stays one', async () => {
  const { server, ada } = await start();
  const { id } = await server.admin.call(createPerson, {
    body: { email: 'grace@example.org', name: 'Grace', role: 'admin' },
  });
  const require = (emergencyAdminIds: number[]) =>
    server.admin.call(updateSignInRules, { body: { join, isRequired: true, emergencyAdminIds } });
  await expect(require([])).rejects.toMatchObject({ errors: [{ path: 'body.emergencyAdminIds' }] });
  // She has never signed in, so she has no password.
  await expect(require([id])).rejects.toMatchObject({ errors: [{ path: 'body.emergencyAdminIds.0' }] });
  await require([ada.id]);
  const refused = { code: 'state_conflict', detail: expect.stringMatching(/last emergency admin/) };
  await expect(server.admin.call(disablePerson, { params: { id: ada.id } })).rejects.toMatchObject(refused);
  const body = { email: ada.email, name: 'Ada', role: 'responder' as const };
  await expect(server.admin.call(updatePerson, { params: { id: ada.id }, body })).rejects.toMatchObject(refused);

  const without = await startTestServer();
  const admin = await signInAs(without, 'admin');
  await expect(
    without.admin.call(updateSignInRules, { body: { join, isRequired: true, emergencyAdminIds: [admin.id] } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.isRequired' }] });
});

test('an invitation chooses no password that could not be used, and stays valid', async () => {
  const { server, ada } = await start();
  await server.admin.call(updateSignInRules, { body: { join, isRequired: true, emergencyAdminIds: [ada.id] } });
  const { id } = await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace' } });
  const { link } = await server.admin.call(invitePerson, { params: { id } });
  const token = link.split('#')[1]!;
  const browser = openBrowser(server.url);
  await expect(browser.call(acceptInvitation, { body: { token, password } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect(await browser.call(readInvitation, { body: { token } })).toMatchObject({ email: 'grace@example.org' });
});

test('a link made on the server lets an admin in once, past everything, and the others are told', async () => {
  const { server, ada, eve } = await start();
  await server.admin.call(updateSignInRules, { body: { join, isRequired: true, emergencyAdminIds: [ada.id] } });
  const { token } = await makeEmergencyLink(server.db, eve.email);
  const browser = openBrowser(server.url);
  await browser.call(signInWithLink, { body: { token } });
  expect((await browser.call(readMe, {})).id).toBe(eve.id);
  await expect(openBrowser(server.url).call(signInWithLink, { body: { token } })).rejects.toMatchObject({
    code: 'link_not_valid',
  });
  expect((await server.admin.call(readSignInRules, {})).lastEmergencySignIn).toMatchObject({ name: 'Eve' });
  const { email } = await signInAs(await startTestServer(), 'responder');
  await expect(makeEmergencyLink(server.db, email)).rejects.toMatchObject({ code: 'not_found' });
  const responder = await server.admin.call(createPerson, { body: { email: 'r@example.org', name: 'R' } });
  await expect(makeEmergencyLink(server.db, responder.email)).rejects.toMatchObject({ code: 'state_conflict' });
});

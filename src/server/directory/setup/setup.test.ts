import { expect, test } from 'vitest';
import { password, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createPerson, disablePerson, invitePerson, updatePerson } from '../../../contract/directory/people.ts';
import { readMe } from '../../../contract/directory/session.ts';
import { acceptInvitation, readInvitation, readSetup, setUp } from '../../../contract/directory/setup.ts';

const tokenOf = (link: string | null) => /#(?:token=)?(.+)$/.exec(link ?? '')![1]!;
const admin = { name: 'Ada', email: 'ada@example.org', password, timeZone: 'Europe/Berlin' };
const over = { status: 410, code: 'link_not_valid' };

test('the printed link makes the first admin, once, and signs them in', async () => {
  const server = await startTestServer();
  const browser = openBrowser(server.url);
  expect(await browser.call(readSetup, {})).toEqual({ open: true });
  await expect(browser.call(setUp, { body: { ...admin, token: 'guess' } })).rejects.toMatchObject(over);
  const token = tokenOf(server.server.setupUrl);
  expect(await browser.call(setUp, { body: { ...admin, token } })).toMatchObject({ role: 'admin', status: 'active' });
  expect((await browser.call(readMe, {})).timeZone).toBe('Europe/Berlin');

  expect(await browser.call(readSetup, {})).toEqual({ open: false });
  const second = { ...admin, email: 'eve@example.org', token };
  await expect(browser.call(setUp, { body: second })).rejects.toMatchObject(over);
  const restarted = await startTestServer({ database: server });
  expect(restarted.server.setupUrl).toBeNull();
});

test('of several nodes the newest link counts, and of several callers one becomes the admin', async () => {
  const server = await startTestServer();
  const node = await startTestServer({ database: server });
  const browser = openBrowser(server.url);
  const old = { ...admin, token: tokenOf(server.server.setupUrl) };
  await expect(browser.call(setUp, { body: old })).rejects.toMatchObject(over);
  const token = tokenOf(node.server.setupUrl);
  const attempts = ['a', 'b', 'c'].map((name) =>
    openBrowser(server.url).call(setUp, { body: { ...admin, email: `${name}@example.org`, token } }),
  );
  const outcomes = (await Promise.allSettled(attempts)).map((outcome) => outcome.status);
  expect(outcomes.filter((outcome) => outcome === 'fulfilled')).toHaveLength(1);
  const admins = await server.db.query("select count(*)::int as count from people where role = 'admin'");
  expect(admins.rows[0].count).toBe(1);
});

test('an invitation works once, for one address, and not for ever', async () => {
  const server = await startTestServer();
  const body = { email: 'grace@example.org', name: 'Grace' };
  const { id } = await server.admin.call(createPerson, { body });
  const invite = async () => tokenOf((await server.admin.call(invitePerson, { params: { id } })).link);
  const anyone = () => openBrowser(server.url);

  const replaced = await invite();
  const used = await invite();
  await expect(anyone().call(acceptInvitation, { body: { token: replaced, password } })).rejects.toMatchObject(over);
  expect(await anyone().call(readInvitation, { body: { token: used } })).toEqual(body);
  await anyone().call(acceptInvitation, { body: { token: used, password, name: 'Grace H.' } });
  await expect(anyone().call(acceptInvitation, { body: { token: used, password } })).rejects.toMatchObject(over);

  const other = await invite();
  await server.admin.call(updatePerson, { params: { id }, body: { ...body, email: 'hopper@example.org' } });
  await expect(anyone().call(acceptInvitation, { body: { token: other, password } })).rejects.toMatchObject(over);

  const late = await invite();
  await server.clock.advance('8 days');
  await expect(anyone().call(readInvitation, { body: { token: late } })).rejects.toMatchObject(over);

  const last = await invite();
  await server.admin.call(disablePerson, { params: { id } });
  await expect(anyone().call(acceptInvitation, { body: { token: last, password } })).rejects.toMatchObject(over);
  await expect(invite()).rejects.toMatchObject({ code: 'state_conflict' });
});

test('the last admin who can sign in can be neither disabled nor demoted', async () => {
  const server = await startTestServer();
  const { id, email, browser } = await signInAs(server, 'admin', 'Only');
  const demoted = { email, name: 'Only', role: 'viewer' as const };
  await expect(browser.call(updatePerson, { params: { id }, body: demoted })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await expect(browser.call(disablePerson, { params: { id } })).rejects.toMatchObject({ code: 'state_conflict' });
  const second = await signInAs(server, 'admin');
  const both = await Promise.allSettled([
    browser.call(disablePerson, { params: { id: second.id } }),
    second.browser.call(disablePerson, { params: { id } }),
  ]);
  expect(both.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
});

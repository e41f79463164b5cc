import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { sharedServer, startTestServer } from '../../../../test/harness/server.ts';
import {
  createPerson,
  disablePerson,
  getPerson,
  invitePerson,
  updatePerson,
} from '../../../contract/directory/people.ts';
import {
  createRole,
  deleteRole,
  getRole,
  giveRole,
  listRoles,
  readRolesOf,
  takeRole,
  updateRole,
} from '../../../contract/directory/roles.ts';
import { updateSamlProvider } from '../../../contract/directory/saml.ts';
import { readSession } from '../../../contract/directory/session.ts';
import { readSignInRules, updateSignInRules } from '../../../contract/directory/sign-in-rules.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import type { RolePermission } from '../../../contract/permissions.ts';
import { createSchedule } from '../../../contract/respond/schedules/schedule.ts';

const shared = sharedServer();
let count = 0;
const name = () => `role-${++count}`;
const roleWith = (...permissions: RolePermission[]) => {
  const slug = name();
  return { body: { slug, name: slug, permissions } };
};
const aSchedule = () => {
  const slug = name();
  return { body: { slug, name: slug, timeZone: 'UTC', definition: { layers: [] } } };
};

test('the roles that come along are listed first, with what they let people do, and cannot be changed', async () => {
  const { admin } = await shared();
  const { items } = await admin.call(listRoles, {});
  const [viewer, responder, manager] = items;
  expect(items.slice(0, 3).map(({ builtIn }) => builtIn)).toEqual(['viewer', 'responder', 'admin']);
  expect(viewer!.permissions).toEqual([]);
  expect(responder!.permissions).toContain('alerts.respond');
  expect(responder!.permissions).not.toContain('directory.manage');
  expect(manager!.permissions).toContain('platform.manage');
  const { body } = roleWith('audit.read');
  await expect(admin.call(updateRole, { params: { id: viewer!.id }, body })).rejects.toMatchObject({ status: 409 });
  await expect(admin.call(deleteRole, { params: { id: manager!.id } })).rejects.toMatchObject({ status: 409 });
  await expect(admin.call(createRole, { body: { ...body, slug: 'admin' } })).rejects.toMatchObject({ status: 400 });
});

test('a role adds to what somebody may do with their next request, and taking or changing it ends that at once', async () => {
  const { admin, url } = await shared();
  const { id, browser } = await signInAs({ admin, url }, 'viewer');
  await expect(browser.call(createSchedule, aSchedule())).rejects.toMatchObject({ status: 403 });
  const role = await admin.call(createRole, roleWith('oncall.manage'));
  const grant = await admin.call(giveRole, { params: { id }, body: { roleId: role.id } });
  await browser.call(createSchedule, aSchedule());
  expect((await browser.call(readSession, {})).permissions).toContain('oncall.manage');

  const { version } = await admin.call(getRole, { params: { id: role.id } });
  const body = { slug: role.slug, name: role.name, permissions: ['audit.read' as const] };
  await admin.call(updateRole, { params: { id: role.id }, body }, { ifMatch: version });
  await expect(browser.call(createSchedule, aSchedule())).rejects.toMatchObject({ status: 403 });
  await expect(admin.call(updateRole, { params: { id: role.id }, body }, { ifMatch: version })).rejects.toMatchObject({
    status: 412,
  });
  expect((await browser.call(readSession, {})).permissions).toContain('audit.read');
  await admin.call(takeRole, { params: { id, grantId: grant.id } });
  expect((await browser.call(readSession, {})).permissions).not.toContain('audit.read');
});

test('who has which role, for what and from whom, is told; the events of it hold no permissions of whoever acted', async () => {
  const { admin, db } = await shared();
  const { id: personId } = await admin.call(createPerson, {
    body: { email: `${name()}@example.org`, name: 'Grace', role: 'viewer' },
  });
  const team = await admin.call(createTeam, { body: { slug: name(), name: 'Payments' } });
  const role = await admin.call(createRole, roleWith('oncall.manage'));
  const params = { id: personId };
  await admin.call(giveRole, { params, body: { roleId: role.id, teamId: team.id } });
  await expect(
    admin.call(giveRole, { params, body: { roleId: role.id, teamId: team.id } }),
    'twice',
  ).rejects.toMatchObject({ status: 409 });
  expect(await admin.call(readRolesOf, { params })).toMatchObject({
    role: 'viewer',
    roleByHand: null,
    grants: [{ roleName: role.name, teamName: 'Payments', groupName: null, givenBy: 'Admin token' }],
  });
  expect(await admin.call(getRole, { params: { id: role.id } })).toMatchObject({
    holderCount: 1,
    holders: [{ personId, name: 'Grace', teamName: 'Payments' }],
  });
  const { rows } = await db.query(
    "select actor, data from events where kind = 'person.roleGiven' and subject_id = $1",
    [personId],
  );
  expect(rows).toEqual([
    { actor: { kind: 'bootstrap', name: 'Admin token' }, data: { role: role.name, team: 'Payments' } },
  ]);
});

test('what somebody did by an additional role leaves an event with their name and nothing of their roles', async () => {
  const { admin, db, url } = await shared();
  const { id, browser } = await signInAs({ admin, url }, 'viewer');
  const role = await admin.call(createRole, roleWith('oncall.manage'));
  await admin.call(giveRole, { params: { id }, body: { roleId: role.id } });
  const schedule = await browser.call(createSchedule, aSchedule());
  const { rows } = await db.query("select actor from events where kind = 'schedule.created' and subject_id = $1", [
    schedule.id,
  ]);
  expect(rows).toEqual([{ actor: { kind: 'person', personId: id, name: 'A viewer', role: 'viewer' } }]);
});

test('nobody makes, changes or gives a role with a permission that they do not have', async () => {
  const { admin, url } = await shared();
  const { id, browser } = await signInAs({ admin, url }, 'viewer');
  const own = await admin.call(createRole, roleWith('directory.manage', 'oncall.manage'));
  await admin.call(giveRole, { params: { id }, body: { roleId: own.id } });
  const more = await admin.call(createRole, roleWith('oncall.manage', 'platform.manage'));
  const forbidden = { status: 403 };
  await browser.call(createRole, roleWith('oncall.manage'));
  await expect(browser.call(createRole, roleWith('platform.manage'))).rejects.toMatchObject(forbidden);
  await expect(browser.call(giveRole, { params: { id }, body: { roleId: more.id } })).rejects.toMatchObject(forbidden);
  const grown = { params: { id: own.id }, body: { ...roleWith('directory.manage', 'audit.read').body } };
  await expect(browser.call(updateRole, grown)).rejects.toMatchObject(forbidden);
  const weaker = { params: { id: more.id }, body: roleWith('oncall.manage').body };
  await expect(browser.call(updateRole, weaker), 'nor one that has more').rejects.toMatchObject(forbidden);
  await expect(browser.call(deleteRole, { params: { id: more.id } })).rejects.toMatchObject(forbidden);
});

test('whoever manages people cannot make an admin, nor sign in as somebody who has more', async () => {
  const { admin, url } = await startTestServer();
  const { id, browser } = await signInAs({ admin, url }, 'viewer');
  const ada = await signInAs({ admin, url }, 'admin', 'Ada');
  const role = await admin.call(createRole, roleWith('directory.manage'));
  await admin.call(giveRole, { params: { id }, body: { roleId: role.id } });
  const forbidden = { status: 403 };
  const person = (email: string, role: 'viewer' | 'admin') => ({ email, name: 'Somebody', role });
  await browser.call(createPerson, { body: person('viewer@example.org', 'viewer') });
  await expect(browser.call(createPerson, { body: person('more@example.org', 'admin') })).rejects.toMatchObject(
    forbidden,
  );
  const self = await browser.call(getPerson, { params: { id } });
  await expect(browser.call(updatePerson, { params: { id }, body: person(self.email, 'admin') })).rejects.toMatchObject(
    forbidden,
  );
  await expect(
    browser.call(updatePerson, { params: { id: ada.id }, body: person('mine@example.org', 'admin') }),
  ).rejects.toMatchObject(forbidden);
  await expect(browser.call(invitePerson, { params: { id: ada.id } })).rejects.toMatchObject(forbidden);
  await expect(browser.call(disablePerson, { params: { id: ada.id } })).rejects.toMatchObject(forbidden);
  const provider = { name: 'Mine', metadataXml: '<EntityDescriptor/>' };
  await expect(browser.call(updateSamlProvider, { body: provider })).rejects.toMatchObject(forbidden);
  const rules = { join: { isOpen: false }, groups: [{ group: 'mine', role: 'admin' as const }] };
  await expect(browser.call(updateSignInRules, { body: rules })).rejects.toMatchObject(forbidden);
  const all = await admin.call(createRole, roleWith('platform.manage'));
  await expect(
    browser.call(updateSignInRules, {
      body: { join: { isOpen: false }, groupRoles: [{ group: 'mine', roleId: all.id }] },
    }),
  ).rejects.toMatchObject(forbidden);
});

test('an admin of a team appoints others there, and nowhere else', async () => {
  const { admin, url } = await shared();
  const { id, browser } = await signInAs({ admin, url }, 'viewer');
  const other = await admin.call(createPerson, {
    body: { email: `${name()}@example.org`, name: 'Grace', role: 'viewer' },
  });
  const [own, foreign] = [
    await admin.call(createTeam, { body: { slug: name(), name: 'Own' } }),
    await admin.call(createTeam, { body: { slug: name(), name: 'Foreign' } }),
  ];
  const roleId = (await admin.call(listRoles, {})).items.find(({ builtIn }) => builtIn === 'admin')!.id;
  await admin.call(giveRole, { params: { id }, body: { roleId, teamId: own.id } });
  const params = { id: other.id };
  const given = await browser.call(giveRole, { params, body: { roleId, teamId: own.id } });
  for (const teamId of [foreign.id, null])
    await expect(browser.call(giveRole, { params, body: { roleId, teamId } })).rejects.toMatchObject({ status: 403 });
  await browser.call(takeRole, { params: { id: other.id, grantId: given.id } });
  expect((await admin.call(readRolesOf, { params })).grants).toEqual([]);
});

test('a role that somebody has is deleted only when it is said what they get instead', async () => {
  const { admin } = await shared();
  const { id } = await admin.call(createPerson, {
    body: { email: `${name()}@example.org`, name: 'Grace Hopper', role: 'viewer' },
  });
  const [role, other] = [
    await admin.call(createRole, roleWith('audit.read')),
    await admin.call(createRole, roleWith('platform.read')),
  ];
  await admin.call(giveRole, { params: { id }, body: { roleId: role.id } });
  const params = { id: role.id };
  await expect(admin.call(deleteRole, { params })).rejects.toMatchObject({
    status: 409,
    detail: 'Grace Hopper has this role. Say what they get instead: another role, or nothing.',
  });
  await expect(admin.call(deleteRole, { params, query: { instead: role.id } })).rejects.toMatchObject({ status: 400 });
  await admin.call(deleteRole, { params, query: { instead: other.id } });
  await expect(admin.call(getRole, { params })).rejects.toMatchObject({ status: 404 });
  const grants = async () => (await admin.call(readRolesOf, { params: { id } })).grants.map(({ roleId }) => roleId);
  expect(await grants()).toEqual([other.id]);
  await admin.call(deleteRole, { params: { id: other.id }, query: { instead: 'nothing' } });
  expect(await grants()).toEqual([]);
});

test('a role that a group gives is kept until it is said what the group gives instead', async () => {
  const { admin } = await startTestServer();
  const role = await admin.call(createRole, roleWith('audit.read'));
  const groupRoles = [{ group: 'auditors', roleId: role.id }];
  await admin.call(updateSignInRules, { body: { join: { isOpen: false }, groupRoles } });
  await admin.call(updateSignInRules, { body: { join: { isOpen: false } } });
  expect(
    (await admin.call(readSignInRules, {})).groupRoles,
    'an edit that does not know them keeps them',
  ).toMatchObject(groupRoles);
  await expect(admin.call(deleteRole, { params: { id: role.id } })).rejects.toMatchObject({
    detail: 'The group auditors has this role. Say what they get instead: another role, or nothing.',
  });
  await admin.call(deleteRole, { params: { id: role.id }, query: { instead: 'nothing' } });
  expect((await admin.call(readSignInRules, {})).groupRoles).toEqual([]);
});

test('built-in roles are given beside the first one for a team only', async () => {
  const { admin } = await shared();
  const { id } = await admin.call(createPerson, {
    body: { email: `${name()}@example.org`, name: 'Grace', role: 'viewer' },
  });
  const { items } = await admin.call(listRoles, {});
  const team = await admin.call(createTeam, { body: { slug: name(), name: 'Search' } });
  const idOf = (role: string) => items.find(({ builtIn }) => builtIn === role)!.id;
  const give = (role: string, teamId: number | null) =>
    admin.call(giveRole, { params: { id }, body: { roleId: idOf(role), teamId } });
  await expect(give('responder', null)).rejects.toMatchObject({ status: 400 });
  await expect(give('viewer', team.id)).rejects.toMatchObject({ status: 400 });
  expect(await give('responder', team.id)).toMatchObject({ roleName: 'Responder', teamName: 'Search' });
});

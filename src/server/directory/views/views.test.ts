import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listAudit } from '../../../contract/directory/audit.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as contract from '../../../contract/directory/views.ts';

const mine: contract.ViewInput = {
  list: 'alerts',
  name: 'Unacknowledged, severe',
  search: 'state=triggered&severity=1&severity=2',
  sharedWith: 'nobody',
  teamId: null,
};

test('a view is seen by its owner, by a team or by everyone, as it is shared', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const ada = await signInAs(server, 'responder', 'Ada');
  const ben = await signInAs(server, 'responder');
  const team = await admin.call(createTeam, {
    body: { slug: 'payments', name: 'Payments', description: '', memberIds: [ada.id] },
  });
  const view = await ada.browser.call(contract.createView, { body: mine });
  expect(view).toMatchObject({ name: mine.name, search: mine.search, team: null, mayChange: true, isDefault: false });
  const seen = async (who: typeof ada) =>
    (await who.browser.call(contract.listViews, { query: { list: 'alerts' } })).items;
  expect(await seen(ada)).toHaveLength(1);
  expect(await seen(ben)).toEqual([]);
  await expect(ben.browser.call(contract.updateView, { params: { id: view.id }, body: { name: 'X' } })).rejects.toThrow(
    'No view',
  );

  const everyone = await ada.browser.call(contract.updateView, {
    params: { id: view.id },
    body: { sharedWith: 'everyone' },
  });
  expect(everyone.name).toBe(mine.name);
  expect(await seen(ben)).toMatchObject([{ id: view.id, mayChange: false, owner: { name: 'Ada' } }]);
  await expect(ben.browser.call(contract.deleteView, { params: { id: view.id } })).rejects.toThrow('Only');

  await ada.browser.call(contract.updateView, {
    params: { id: view.id },
    body: { sharedWith: 'team', teamId: team.id },
  });
  expect(await seen(ben)).toEqual([]);
  expect(await seen(ada)).toMatchObject([{ team: { name: 'Payments' } }]);
  await expect(
    ben.browser.call(contract.createView, { body: { ...mine, sharedWith: 'team', teamId: team.id } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.teamId' }] });
});

test('a default is of one person and one list, and a deleted view comes back with it', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const ben = await signInAs(server, 'responder');
  const view = await ada.browser.call(contract.createView, { body: { ...mine, sharedWith: 'everyone' } });
  const params = { list: 'alerts' } as const;
  await ben.browser.call(contract.chooseDefaultView, { params, body: { viewId: view.id } });
  const isDefault = async (who: typeof ada) =>
    (await who.browser.call(contract.listViews, { query: {} })).items.map((one) => one.isDefault);
  expect(await isDefault(ben)).toEqual([true]);
  expect(await isDefault(ada)).toEqual([false]);
  await expect(
    ben.browser.call(contract.chooseDefaultView, { params: { list: 'pages' }, body: { viewId: view.id } }),
  ).rejects.toThrow('another list');

  await ada.browser.call(contract.deleteView, { params: { id: view.id } });
  expect(await isDefault(ben)).toEqual([]);
  await expect(ben.browser.call(contract.restoreView, { params: { id: view.id } })).rejects.toThrow('Only');
  await ada.browser.call(contract.restoreView, { params: { id: view.id } });
  expect(await isDefault(ben)).toEqual([true]);
  await ben.browser.call(contract.chooseDefaultView, { params, body: { viewId: null } });
  expect(await isDefault(ben)).toEqual([false]);

  const { items } = await server.admin.call(listAudit, { query: { subjectKind: 'view' } });
  expect(items.map(({ kind }) => kind).reverse()).toEqual([
    ...['view.created', 'view.defaultChosen', 'view.deleted', 'view.restored', 'view.defaultChosen'],
  ]);
});

test('the loser of two changes at once is told', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const view = await ada.browser.call(contract.createView, { body: mine });
  const at = { params: { id: view.id } };
  await ada.browser.call(contract.updateView, { ...at, body: { name: 'Severe' } }, { ifMatch: view.version });
  await expect(
    ada.browser.call(contract.updateView, { ...at, body: { name: 'Other' } }, { ifMatch: view.version }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
});

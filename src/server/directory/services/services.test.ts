import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';

test('a service has an owner and a tier, is listed by team, changes by version and can be deleted', async () => {
  const { admin } = await startTestServer();
  const team = await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const body = { slug: 'checkout', name: 'Checkout', teamId: team.id, tier: 1 };
  const made = await admin.call(contract.createService, { body });
  expect(made).toMatchObject({ ...body, escalationPolicyId: null, version: 1 });
  await admin.call(contract.createService, { body: { slug: 'blog', name: 'Blog' } });
  expect((await admin.call(contract.listServices, { query: { teamId: team.id } })).items).toEqual([made]);

  const params = { id: made.id };
  const changed = await admin.call(contract.updateService, { params, body: { ...body, tier: 2 } }, { ifMatch: 1 });
  expect(changed).toMatchObject({ tier: 2, version: 2 });
  await expect(admin.call(contract.updateService, { params, body }, { ifMatch: 1 })).rejects.toMatchObject({
    status: 412,
  });
  await admin.call(contract.deleteService, { params });
  await expect(admin.call(contract.getService, { params })).rejects.toMatchObject({ status: 404 });
});

test('a team, a policy or a tier that does not exist is refused', async () => {
  const { admin } = await startTestServer();
  const create = (more: object) => admin.call(contract.createService, { body: { slug: 'a', name: 'A', ...more } });
  await expect(create({ teamId: 999 })).rejects.toMatchObject({ status: 409 });
  await expect(create({ escalationPolicyId: 999 })).rejects.toMatchObject({ status: 409 });
  await expect(create({ tier: 5 })).rejects.toMatchObject({ status: 400 });
});

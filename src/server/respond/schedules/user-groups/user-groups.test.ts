import { expect, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { startSlack } from '../../../../../test/stand-ins/slack.ts';
import { examineInstallation } from '../../../../contract/platform/doctor.ts';
import { addProvider } from '../../../../contract/respond/providers.ts';
import { createOverride } from '../../../../contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { addUserGroup, listUserGroups, removeUserGroup } from '../../../../contract/respond/schedules/user-groups.ts';
import { worldOf } from '../../pages/world-for-tests.ts';

/** A schedule on which Ada is always on call, unless an override says otherwise. */
async function scene() {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Acme', settings: { apiUrl, botToken, signingSecret } },
  });
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  const { id } = await node.admin.call(createSchedule, {
    body: {
      ...{ slug: 'shop', name: 'Shop', timeZone: 'UTC' },
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
            startsOn: '2026-01-01',
            participants: [ada],
          },
        ],
      },
    },
  });
  const params = { id };
  const groups = async () => (await node.admin.call(listUserGroups, { params })).items;
  const cover = async (personId: number) => {
    const { rows } = await node.db.query<{ now: Date }>('select evenkeel.now() as now');
    const startsAt = new Date(rows[0]!.now.getTime() - 60_000).toISOString();
    const endsAt = new Date(rows[0]!.now.getTime() + 3_600_000).toISOString();
    await node.admin.call(createOverride, { params, body: { personId, startsAt, endsAt } });
  };
  const add = (groupId = 'S0ONCALL0', provider = providerId) =>
    node.admin.call(addUserGroup, { params, body: { providerId: provider, groupId } });
  return { node, world, slack, ada, ben, params, groups, cover, add };
}

test('a user group has whoever is on call as its members, and those of the next shift after it', async () => {
  const { node, world, slack, ada, ben, params, groups, cover, add } = await scene();
  await world.method(ada, 'slack', { to: 'U0ADA0000' });
  await world.method(ada, 'slack', { to: 'C0CHANNEL' });
  await world.method(ben, 'slack', { to: 'U0BEN0000' });
  const { id } = await add();
  await eventually(() => slack.groups.get('S0ONCALL0')?.join() === 'U0ADA0000', 20_000);
  await eventually(async () => (await groups())[0]!.setAt !== null);
  expect(await groups()).toMatchObject([{ groupId: 'S0ONCALL0', problem: null, unlinked: [] }]);

  await cover(ben);
  await node.clock.advance('31 seconds');
  await eventually(() => slack.groups.get('S0ONCALL0')?.join() === 'U0BEN0000', 20_000);
  // Nothing is asked of Slack while nothing changes.
  const calls = slack.groupCalls();
  await node.clock.advance('31 seconds');
  await eventually(async () => {
    const { rowCount } = await node.db.query('select from schedule_user_groups where due_at > evenkeel.now()');
    return rowCount === 1;
  }, 20_000);
  expect(slack.groupCalls()).toBe(calls);

  await node.admin.call(removeUserGroup, { params: { ...params, userGroupId: id } });
  expect(await groups()).toEqual([]);
  expect(slack.groups.get('S0ONCALL0')).toEqual(['U0BEN0000']);
}, 60_000);

test('who has linked no account is named, and an empty group is never set', async () => {
  const { node, slack, groups, add } = await scene();
  await add();
  await eventually(async () => (await groups())[0]!.problem !== null, 20_000);
  expect(await groups()).toMatchObject([{ unlinked: [{ name: 'Ada' }], setAt: null }]);
  expect((await groups())[0]!.problem).toMatch(/^Nobody who is on call has linked an account/);
  expect(slack.groupCalls()).toBe(0);
  const { items } = await node.admin.call(examineInstallation, {});
  expect(items.filter(({ check }) => check === 'user groups').map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('Nobody who is on call has linked an account'),
    'On call on Shop without a linked account, so not in S0ONCALL0: Ada.',
  ]);
}, 40_000);

test('a failure of Slack is told until it is over, and a busy Slack is asked again', async () => {
  const { node, world, slack, ada, groups, add } = await scene();
  await world.method(ada, 'slack', { to: 'U0ADA0000' });
  slack.setFailure('permission_denied');
  await add();
  await eventually(async () => (await groups())[0]!.problem !== null, 20_000);
  expect((await groups())[0]!.problem).toBe('The workspace does not let the app change user groups.');
  slack.setFailure('ratelimited');
  await node.clock.advance('6 minutes');
  await eventually(async () => (await groups())[0]!.problem?.includes('busy'), 20_000);
  slack.setFailure(null);
  await node.clock.advance('2 minutes');
  await eventually(async () => (await groups())[0]!.problem === null, 20_000);
  expect(slack.groups.get('S0ONCALL0')).toEqual(['U0ADA0000']);
}, 60_000);

test('a group follows one schedule, and only what is a group of a provider that has them is taken', async () => {
  const { add } = await scene();
  await expect(add('U0ADA0000')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(add('S0ONCALL0', 4711)).rejects.toMatchObject({ code: 'invalid_input' });
  await add();
  await expect(add()).rejects.toMatchObject({ code: 'state_conflict' });
});

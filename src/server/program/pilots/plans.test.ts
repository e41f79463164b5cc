import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as pilots from '../../../contract/program/pilots.ts';

const server = sharedServer();
let teams = 0;

async function newPlan(input: Partial<pilots.PilotInput> = {}) {
  const { admin } = await server();
  teams += 1;
  const team = await admin.call(createTeam, { body: { slug: `plans-${teams}`, name: `Plans ${teams}` } });
  const body = { teamId: team.id, startsOn: '2027-01-05', timeZone: 'UTC', ...input };
  const plan = await admin.call(pilots.createPilot, { body });
  const params = { id: plan.id };
  const milestone = (key: string, body: object) =>
    admin.call(pilots.updateMilestone, { params: { ...params, key }, body });
  return { admin, team, plan, params, milestone };
}

const find = (plan: pilots.Pilot, key: string) => plan.milestones.find((one) => one.key === key)!;

const refused = (code: string, detail?: string) => ({
  code,
  ...(detail && { detail: expect.stringContaining(detail) }),
});

test('A milestone of one’s own stands among the others, is renamed and moved, and comes back with its ticks after it was removed', async () => {
  const { admin, params, milestone } = await newPlan();
  const added = await admin.call(pilots.addMilestone, {
    params,
    body: {
      title: 'Support knows the severities',
      phase: 'build-plan',
      dueOn: '2027-01-28',
      checklist: ['Invite them', 'Hold it'],
      waitsForKeys: ['severities'],
    },
  });
  const own = added.milestones.find(({ title }) => title.startsWith('Support'))!;
  expect(own).toMatchObject({ key: 'own-15', sign: null, status: 'not-started', waitsForKeys: ['severities'] });
  expect(added.milestones.map(({ dueOn }) => dueOn)).toEqual(added.milestones.map(({ dueOn }) => dueOn).sort());

  const at = { params: { ...params, key: own.key } };
  await admin.call(pilots.tickMilestoneItem, { params: { ...at.params, position: 1 }, body: { isDone: true } });
  const renamed = await milestone(own.key, { title: 'Support decides with us', checklist: ['Hold it', 'Ask them'] });
  const found = find(renamed, own.key);
  expect(found).toMatchObject({ title: 'Support decides with us', status: 'blocked' });
  expect(found.checklist.map(({ text, doneAt }) => [text, doneAt !== null])).toEqual([
    ['Hold it', true],
    ['Ask them', false],
  ]);

  const removed = await admin.call(pilots.removeMilestone, at);
  expect(find(removed, own.key)).toBeUndefined();
  expect(removed.progress.total).toBe(15);
  await expect(milestone(own.key, { title: 'Gone' })).rejects.toMatchObject(refused('not_found'));
  const restored = await admin.call(pilots.restoreMilestone, at);
  expect(find(restored, own.key)).toEqual(found);
});

test('A circle of milestones is refused by name, also through one that was removed', async () => {
  const { admin, params, milestone } = await newPlan();
  await expect(milestone('assessment', { waitsForKeys: ['plan'] })).rejects.toMatchObject(
    refused(
      'invalid_input',
      'A circle: “The plan has owners and dates” waits for “Two or three goals have a number and a date”',
    ),
  );
  await expect(milestone('plan', { waitsForKeys: ['plan'] })).rejects.toMatchObject(
    refused('invalid_input', 'It cannot wait for itself.'),
  );
  await expect(milestone('plan', { waitsForKeys: ['nothing'] })).rejects.toMatchObject(
    refused('invalid_input', 'The plan has no milestone called nothing.'),
  );
  await admin.call(pilots.removeMilestone, { params: { ...params, key: 'goals' } });
  await expect(milestone('assessment', { waitsForKeys: ['plan'] })).rejects.toMatchObject(refused('invalid_input'));
  // An edit of what is seen keeps what waits for the one that was removed.
  const edited = await milestone('plan', { waitsForKeys: ['severities'] });
  expect(find(edited, 'plan').waitsForKeys).toEqual(['severities']);
  const restored = await admin.call(pilots.restoreMilestone, { params: { ...params, key: 'goals' } });
  expect(find(restored, 'plan').waitsForKeys).toEqual(['goals', 'severities']);
});

test('A plan that was ended goes on when it is reopened, unless its team has another one by then', async () => {
  const { admin, plan } = await newPlan();
  const params = { id: plan.id };
  const reopen = () => admin.call(pilots.reopenPilot, { params });
  await expect(reopen()).rejects.toMatchObject(refused('state_conflict', 'This plan has not ended.'));
  await admin.call(pilots.endPilot, { params, body: { outcome: 'stopped', note: 'By mistake' } });
  expect(await reopen()).toMatchObject({ state: plan.state, outcome: null, milestones: plan.milestones });

  await admin.call(pilots.endPilot, { params, body: { outcome: 'adapted' } });
  const body = { teamId: plan.team.id, startsOn: plan.startsOn, timeZone: plan.timeZone };
  await admin.call(pilots.createPilot, { body });
  await expect(reopen()).rejects.toMatchObject({ code: 'conflict' });
});

test('Whoever moves a date may take those after it along, and never puts one before what it waits for', async () => {
  const { milestone, plan } = await newPlan();
  expect(['goals', 'plan', 'training'].map((key) => find(plan, key).dueOn)).toEqual([
    '2027-01-25',
    '2027-02-04',
    '2027-02-19',
  ]);
  const alone = await milestone('goals', { dueOn: '2027-01-27' });
  expect(find(alone, 'plan').dueOn).toBe('2027-02-04');
  const together = await milestone('goals', { dueOn: '2027-02-03', moveFollowing: true });
  expect(['goals', 'plan', 'training', 'rotation'].map((key) => find(together, key).dueOn)).toEqual([
    '2027-02-03',
    '2027-02-11',
    '2027-02-26',
    '2027-02-08',
  ]);
  await expect(milestone('goals', { dueOn: '2027-01-06', moveFollowing: true })).rejects.toMatchObject(
    refused('invalid_input', 'What it waits for is due on 2027-01-18.'),
  );
  await expect(milestone('goals', { dueOn: '2027-01-04' })).rejects.toMatchObject(
    refused('invalid_input', 'This date is before the start of the plan.'),
  );
});

test('A milestone is in one column of the board: begun before what it waits for, it is blocked', async () => {
  const { milestone } = await newPlan();
  const status = async (key: string, body: object) => {
    const { status, blockedReason } = find(await milestone(key, body), key);
    return [status, blockedReason];
  };
  expect(await status('severities', { status: 'in-progress' })).toEqual(['in-progress', '']);
  expect(await status('severities', { status: 'blocked', blockedReason: 'Legal has to agree' })).toEqual([
    'blocked',
    'Legal has to agree',
  ]);
  expect(await status('plan', { status: 'in-progress' })).toEqual(['blocked', '']);
  expect(await status('severities', { status: 'done' })).toEqual(['done', '']);
  expect(await status('severities', { status: 'not-started' })).toEqual(['not-started', '']);
  for (const key of ['goals']) await milestone(key, { status: 'done' });
  expect(await status('plan', {})).toEqual(['in-progress', '']);
});

test('Risks stand by what they may do, the worst first; one that was removed comes back', async () => {
  const { admin, params } = await newPlan();
  const add = (title: string, likelihood: 'low' | 'high', impact: 'low' | 'high') =>
    admin.call(pilots.addRisk, { params, body: { title, likelihood, impact } });
  await add('Nobody has time in December', 'low', 'high');
  await add('The sponsor leaves', 'low', 'low');
  const { risks } = await add('Another team owns the alerts', 'high', 'high');
  expect(risks.map(({ title }) => title)).toEqual([
    'Another team owns the alerts',
    'Nobody has time in December',
    'The sponsor leaves',
  ]);
  const worst = { params: { ...params, riskId: risks[0]!.id } };
  const changed = await admin.call(pilots.updateRisk, { ...worst, body: { state: 'closed', response: 'We own them' } });
  expect(changed.risks.at(-1)).toMatchObject({ state: 'closed', response: 'We own them', likelihood: 'high' });
  const removed = await admin.call(pilots.removeRisk, worst);
  expect(removed.risks).toHaveLength(2);
  await expect(admin.call(pilots.updateRisk, { ...worst, body: { title: 'Gone' } })).rejects.toMatchObject(
    refused('not_found'),
  );
  expect((await admin.call(pilots.restoreRisk, worst)).risks).toEqual(changed.risks);
});

test('A recovery has its own milestones and is compared with the ninety days before it', async () => {
  const { admin, plan, team } = await newPlan({ kind: 'recovery', startsOn: '2026-04-01' });
  expect(plan).toMatchObject({ kind: 'recovery', endsOn: '2026-05-16' });
  expect(plan.baseline).toMatchObject({ from: '2026-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' });
  expect(find(plan, 'patterns')).toMatchObject({ waitsForKeys: ['people'] });
  const frozen = await eventually(async () => {
    const { baseline } = await admin.call(pilots.getPilot, { params: { id: plan.id } });
    return baseline.frozenAt === null ? null : baseline;
  });
  expect(frozen.measures.length).toBeGreaterThan(0);
  const again = { teamId: team.id, startsOn: '2026-06-01', timeZone: 'UTC' };
  await expect(admin.call(pilots.createPilot, { body: again })).rejects.toMatchObject(refused('conflict'));
});

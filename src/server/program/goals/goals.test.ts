import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listAudit } from '../../../contract/directory/audit.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as assessments from '../../../contract/program/assessments.ts';
import * as contract from '../../../contract/program/goals.ts';
import * as pilots from '../../../contract/program/pilots.ts';

const due = '2099-01-01T00:00:00Z';

test('A baseline is frozen once, from a period that is over and in which something happened', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-03-01T00:00:00Z');
  const body = { name: 'Calmer', measure: 'incidents-per-sprint' as const, target: 0, dueAt: due };
  const goal = await admin.call(contract.createGoal, { body: { ...body, measure: 'median-restore-seconds' } });
  expect(goal.state).toBe('no-baseline');
  const params = { id: goal.id };
  const freeze = (from: string, to: string) =>
    admin.call(contract.freezeGoalBaseline, { params, body: { from, to, reason: 'Nobody thought of it.' } });
  await expect(freeze('2026-02-20T00:00:00Z', '2026-03-02T00:00:00Z')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(freeze('2026-02-20T00:00:00Z', '2026-02-10T00:00:00Z')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(freeze('2026-02-01T00:00:00Z', '2026-02-15T00:00:00Z')).rejects.toMatchObject({
    code: 'state_conflict',
  });
  // No incidents at all are zero per sprint, so a target of zero is no improvement.
  const calm = admin.call(contract.createGoal, {
    body: { ...body, baseline: { from: '2026-02-01T00:00:00Z', to: '2026-02-15T00:00:00Z' } },
  });
  await expect(calm).rejects.toMatchObject({
    code: 'invalid_input',
    detail: 'The target must be better than the baseline.',
  });
  expect((await admin.call(contract.listGoals, {})).items.map(({ id }) => id)).toEqual([goal.id]);

  const draft = await admin.call(assessments.startAssessment, { body: {} });
  await expect(admin.call(assessments.startAssessment, { body: {} })).rejects.toMatchObject({ code: 'state_conflict' });
  const rated = { params: { id: draft.id, questionId: 'value-cost' }, body: { level: 2 as const } };
  await admin.call(assessments.rateAssessment, rated);
  await admin.call(assessments.completeAssessment, { params: { id: draft.id } });
  await expect(admin.call(assessments.rateAssessment, rated)).rejects.toMatchObject({ code: 'state_conflict' });
  await clock.advance('1 hour');
  const level = await admin.call(contract.createGoal, {
    body: {
      ...body,
      name: 'Level 3',
      measure: 'maturity-level',
      target: 3,
      baseline: { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:30:00Z' },
    },
  });
  expect(level.baseline).toMatchObject({ value: 2, n: 1 });
  await expect(
    admin.call(contract.freezeGoalBaseline, {
      params: { id: level.id },
      body: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', reason: 'Again.' },
    }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(
    admin.call(contract.updateGoal, {
      params: { id: level.id },
      body: { name: 'Level 2', target: 2, dueAt: due },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('A team has one pilot at a time, with owners, dates and ticks, and what has ended stays', async () => {
  const { admin } = await startTestServer();
  const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop' } });
  const body = { teamId: team.id, startsOn: '2026-03-28', timeZone: 'Europe/Berlin' };
  const pilot = await admin.call(pilots.createPilot, { body });
  // Clocks change on the second day: fourteen local days are an hour short of 336.
  expect(pilot.baseline).toMatchObject({
    from: '2026-03-27T23:00:00.000Z',
    to: '2026-04-10T22:00:00.000Z',
    measures: [],
  });
  expect(pilot.endsOn).toBe('2026-06-26');
  await expect(admin.call(pilots.createPilot, { body })).rejects.toMatchObject({ code: 'conflict' });
  const params = { id: pilot.id, key: 'kick-off' };
  await admin.call(pilots.updateMilestone, { params, body: { dueOn: '2026-04-03', status: 'done' } });
  const ticked = await admin.call(pilots.tickMilestoneItem, {
    params: { ...params, position: 1 },
    body: { isDone: true },
  });
  const kickOff = ticked.milestones.find(({ key }) => key === 'kick-off')!;
  expect(kickOff).toMatchObject({ dueOn: '2026-04-03', state: 'done' });
  expect(kickOff.checklist.map(({ doneAt }) => doneAt !== null)).toEqual([false, true, false]);
  await expect(admin.call(pilots.updateMilestone, { params, body: { dueOn: '2026-01-01' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(admin.call(pilots.updateMilestone, { params, body: { ownerId: 99 } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const ended = await admin.call(pilots.endPilot, { params: { id: pilot.id }, body: { outcome: 'extended' } });
  expect(ended).toMatchObject({ state: 'ended', outcome: 'extended' });
  await expect(admin.call(pilots.updateMilestone, { params, body: { status: 'not-started' } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await admin.call(pilots.createPilot, { body });
});

test('A goal is edited, and a baseline that is frozen late says why; it is part of what is shown', async () => {
  const { admin, clock, db } = await startTestServer();
  await clock.set('2026-03-01T00:00:00Z');
  const body = { name: 'Faster', measure: 'median-restore-seconds' as const, target: 600, dueAt: due };
  const goal = await admin.call(contract.createGoal, { body });
  await db.query(
    `insert into incidents (id, title, severity, peak_severity, kind, lifecycle, declared_by, impact_started_at,
       detected_at, declared_at, resolved_at, closed_at)
     select n, 'Payments fail', 2, 2, 'real', 'closed', '{"kind": "system", "name": "Test"}', at, at, at,
       at + interval '2 hours', at + interval '2 hours'
     from generate_series(1, 12) as n, lateral (select timestamptz '2026-02-01T00:00:00Z' + n * interval '1 day') as t (at)`,
  );
  const params = { id: goal.id };
  const period = { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };
  await expect(
    admin.call(contract.freezeGoalBaseline, { params, body: { ...period, reason: '  ' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const reason = 'The team joined in March.';
  const frozen = await admin.call(contract.freezeGoalBaseline, { params, body: { ...period, reason } });
  expect(frozen.baseline).toMatchObject({ value: 7_200, n: 12, lateReason: reason });

  const objective = { objective: 'O3: customers trust us', objectiveUrl: 'https://okr.example.org/o3' };
  const edit = { name: 'Much faster', target: 300, dueAt: due, ownerId: null, ...objective };
  const edited = await admin.call(contract.updateGoal, { params, body: edit }, { ifMatch: frozen.version });
  expect(edited).toMatchObject({ name: 'Much faster', target: 300, ...objective, baseline: frozen.baseline });
  await expect(
    admin.call(contract.updateGoal, { params, body: { ...edit, objectiveUrl: 'javascript:alert(1)' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('A goal names the milestones that are meant to reach it, and a milestone its goals; either side links and unlinks', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-03-01T00:00:00Z');
  const team = await admin.call(createTeam, { body: { slug: 'pay', name: 'Payments' } });
  const plan = await admin.call(pilots.createPilot, {
    body: { teamId: team.id, startsOn: '2026-03-02', timeZone: 'UTC' },
  });
  const at = (key: string) => ({ pilotId: plan.id, key });
  const body = { name: 'Faster', measure: 'median-restore-seconds' as const, target: 600, dueAt: due };
  const goal = await admin.call(contract.createGoal, { body: { ...body, milestones: [at('kick-off'), at('goals')] } });
  expect(goal.milestones).toEqual([
    expect.objectContaining({ ...at('kick-off'), team: { id: team.id, name: 'Payments' }, state: 'due', doneAt: null }),
    expect.objectContaining({ ...at('goals'), state: 'due' }),
  ]);
  const params = { id: plan.id };
  const goalsOf = async (key: string) =>
    (await admin.call(pilots.getPilot, { params })).milestones.find((one) => one.key === key)!.goals;
  expect(await goalsOf('goals')).toEqual([{ id: goal.id, name: 'Faster' }]);

  await admin.call(pilots.updateMilestone, { params: { ...params, key: 'kick-off' }, body: { status: 'done' } });
  await admin.call(pilots.updateMilestone, { params: { ...params, key: 'goals' }, body: { goalIds: [] } });
  await admin.call(pilots.updateMilestone, { params: { ...params, key: 'plan' }, body: { goalIds: [goal.id] } });
  await clock.set('2026-05-30T00:00:00Z');
  const states = async () =>
    (await admin.call(contract.getGoal, { params: { id: goal.id } })).milestones.map(({ key, state }) => [key, state]);
  expect(await states()).toEqual([
    ['kick-off', 'done'],
    ['plan', 'late'],
  ]);
  const { version, milestones, ...rest } = await admin.call(contract.getGoal, { params: { id: goal.id } });
  expect(version, 'the form of a goal sees that a milestone was linked meanwhile').toBe(goal.version + 2);
  const update = { name: rest.name, target: rest.target, dueAt: rest.dueAt };
  const kept = await admin.call(contract.updateGoal, { params: { id: goal.id }, body: update }, { ifMatch: version });
  expect(kept.milestones, 'left out, they stay').toEqual(milestones);
  await admin.call(contract.updateGoal, { params: { id: goal.id }, body: { ...update, milestones: [at('plan')] } });
  expect(await goalsOf('kick-off')).toEqual([]);

  await admin.call(pilots.endPilot, { params, body: { outcome: 'stopped' } });
  expect(await states()).toEqual([['plan', 'ended']]);
});

test('A milestone that is removed and a goal that is abandoned say what they were linked to, and leave the other side', async () => {
  const { admin } = await startTestServer();
  const team = await admin.call(createTeam, { body: { slug: 'pay', name: 'Payments' } });
  const plan = await admin.call(pilots.createPilot, {
    body: { teamId: team.id, startsOn: '2097-03-02', timeZone: 'UTC' },
  });
  const [key, title] = ['kick-off', plan.milestones.find((one) => one.key === 'kick-off')!.title];
  const at = { params: { id: plan.id, key } };
  const link = [{ pilotId: plan.id, key }];
  const create = (name: string, milestones = link) =>
    admin.call(contract.createGoal, {
      body: { name, measure: 'incidents-per-sprint', target: 1, dueAt: due, milestones },
    });
  const [first, second] = [await create('Calmer'), await create('Calm')];
  const last = async (kind: 'goal.dropped' | 'pilot.milestoneRemoved') =>
    (await admin.call(listAudit, { query: { kind } })).items[0]!.details;

  await admin.call(pilots.removeMilestone, at);
  expect(await last('pilot.milestoneRemoved')).toMatchObject({ title, goals: ['Calmer', 'Calm'] });
  expect((await admin.call(contract.getGoal, { params: { id: first.id } })).milestones).toEqual([]);
  await expect(create('Calmest')).rejects.toMatchObject({ code: 'invalid_input' });
  await admin.call(contract.updateGoal, {
    params: { id: second.id },
    body: { name: 'Calm', target: 1, dueAt: due, milestones: [] },
  });
  const restored = await admin.call(pilots.restoreMilestone, at);
  const goalsOf = (shown: pilots.Pilot) => shown.milestones.find((one) => one.key === key)!.goals;
  expect(goalsOf(restored).map(({ name }) => name)).toEqual(['Calmer', 'Calm']);

  await admin.call(contract.dropGoal, { params: { id: first.id }, body: { reason: 'Merged into Calm' } });
  expect(await last('goal.dropped')).toMatchObject({ milestones: [`${title} (Payments)`] });
  const shown = await admin.call(pilots.getPilot, { params: { id: plan.id } });
  expect(goalsOf(shown)).toEqual([{ id: second.id, name: 'Calm' }]);
  await expect(admin.call(pilots.updateMilestone, { ...at, body: { goalIds: [first.id] } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

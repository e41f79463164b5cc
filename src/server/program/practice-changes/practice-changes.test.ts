import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { createGoal } from '../../../contract/program/goals.ts';
import { listPracticeChanges } from '../../../contract/program/practice-changes.ts';
import { createEscalationPolicy, deleteEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { getSeverities, updateSeverities } from '../../../contract/respond/severities.ts';

test('changes of practice are read from what happened, by team with those of everybody, once a day, in pages', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-11-09T10:00:00Z');
  const [payments, search] = [
    await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } }),
    await admin.call(createTeam, { body: { slug: 'search', name: 'Search' } }),
  ];
  const goal = { measure: 'median-restore-seconds' as const, target: 600, dueAt: '2027-03-01T00:00:00Z' };
  await admin.call(createGoal, { body: { ...goal, name: 'Faster restores', teamId: payments.id } });
  await admin.call(createGoal, { body: { ...goal, name: 'Faster searches', teamId: search.id } });
  const { version: _, ...matrix } = await admin.call(getSeverities, {});
  await admin.call(updateSeverities, { body: matrix });
  await admin.call(updateSeverities, { body: matrix });
  const wordsOf = async (query: object) =>
    (await admin.call(listPracticeChanges, { query })).items.map(({ words, times }) => [words, times]);
  expect(await wordsOf({ teamId: payments.id })).toEqual([
    ['Severity matrix changed', 2],
    ['Goal set: Faster restores', 1],
  ]);
  expect(await wordsOf({ to: '2026-11-09T00:00:00Z' })).toEqual([]);
  const first = await admin.call(listPracticeChanges, { query: { limit: 2 } });
  const rest = await admin.call(listPracticeChanges, { query: { limit: 2, cursor: first.nextCursor! } });
  expect([...first.items, ...rest.items].map(({ words }) => words)).toEqual([
    ...['Severity matrix changed', 'Goal set: Faster searches', 'Goal set: Faster restores'],
  ]);
  expect(rest.nextCursor).toBeNull();
});

test('what was deleted keeps the name and the team that it had', async () => {
  const { admin } = await startTestServer();
  const team = await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const policy = await admin.call(createEscalationPolicy, {
    body: {
      ...{ slug: 'nights', name: 'Nights', teamId: team.id },
      definition: {
        steps: [{ delaySeconds: 0, targets: [{ kind: 'team', id: team.id }], ifEmpty: 'skip' }],
        repeat: 0,
        catchAll: null,
      } as never,
    },
  });
  await admin.call(deleteEscalationPolicy, { params: { id: policy.id } });
  const { items } = await admin.call(listPracticeChanges, { query: {} });
  expect(items.map(({ words, team: own }) => [words, own?.name])).toEqual([
    ['Escalation policy deleted: Nights', 'Payments'],
    ['Escalation policy added: Nights', 'Payments'],
  ]);
});

import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { createGoal } from '../../../contract/program/goals.ts';
import {
  addPracticeChange,
  getPracticeChange,
  listPracticeChanges,
  removePracticeChange,
  restorePracticeChange,
  updatePracticeChange,
} from '../../../contract/program/practice-changes.ts';
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

test('what somebody wrote down stands among what events tell, can be edited and removed, and comes back', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-11-09T12:00:00Z');
  const team = await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const goal = { measure: 'median-restore-seconds' as const, target: 600, dueAt: '2027-03-01T00:00:00Z' };
  await admin.call(createGoal, { body: { ...goal, name: 'Faster restores', teamId: team.id } });
  const add = (day: string, words: string, teamId: number | null = null) =>
    admin.call(addPracticeChange, { body: { day, words, teamId } });
  const first = await add('2026-11-08', 'Feature flags');
  await add('2026-11-10', 'Canary releases', team.id);
  const wordsOf = async (query: object = {}) =>
    (await admin.call(listPracticeChanges, { query })).items.map(({ words }) => words);
  const all = ['Canary releases', 'Goal set: Faster restores', 'Feature flags'];
  expect(await wordsOf()).toEqual(all);
  expect(await wordsOf({ from: '2026-11-09T00:00:00Z', to: '2026-11-10T00:00:00Z' })).toEqual([all[1]]);
  const other = await admin.call(createTeam, { body: { slug: 'search', name: 'Search' } });
  expect(await wordsOf({ teamId: other.id })).toEqual(['Feature flags']);
  const params = { id: first.id };
  const body = { day: '2026-11-11', words: 'Feature flags for all', teamId: null };
  await admin.call(updatePracticeChange, { params, body });
  expect(await wordsOf()).toEqual(['Feature flags for all', all[0], all[1]]);
  await admin.call(removePracticeChange, { params });
  expect(await wordsOf()).toEqual([all[0], all[1]]);
  await expect(admin.call(getPracticeChange, { params })).rejects.toMatchObject({ code: 'not_found' });
  await admin.call(restorePracticeChange, { params });
  expect(await wordsOf()).toEqual(['Feature flags for all', all[0], all[1]]);
});

test('pages of changes hold each once, also where events and what was written are of one moment', async () => {
  const { admin, clock } = await startTestServer();
  await clock.set('2026-11-09T12:00:00Z');
  const goal = { measure: 'median-restore-seconds' as const, target: 600, dueAt: '2027-03-01T00:00:00Z' };
  for (const name of ['One', 'Two']) await admin.call(createGoal, { body: { ...goal, name } });
  for (const words of ['Three', 'Four']) await admin.call(addPracticeChange, { body: { day: '2026-11-09', words } });
  const whole = (await admin.call(listPracticeChanges, { query: {} })).items.map(({ words }) => words);
  expect([...whole].sort()).toEqual(['Four', 'Goal set: One', 'Goal set: Two', 'Three']);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.call(listPracticeChanges, { query: { limit: 1, cursor } });
    found.push(...page.items.map(({ words }) => words));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(found).toEqual(whole);
});

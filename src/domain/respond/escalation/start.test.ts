import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { EscalationBranch, RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import { isMoreThanLadder, plainLadder } from './definition.ts';
import { startOf, waitOf } from './start.ts';

const monday = Temporal.Instant.from('2026-05-04T10:00:00Z');
const night = Temporal.Instant.from('2026-05-04T22:00:00Z');
const workingHours = { timeZone: 'UTC', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
const asking = (id: number): Pick<RunnableDefinition, 'steps' | 'repeat' | 'catchAll'> => ({
  steps: [{ delaySeconds: 60, targets: [{ kind: 'person', id }], ifEmpty: 'skip' }],
  repeat: 0,
  catchAll: null,
});
const branch = (name: string, id: number, conditions: Partial<EscalationBranch>): EscalationBranch => ({
  name,
  ...conditions,
  ...asking(id),
});
const policy: RunnableDefinition = {
  ...asking(9),
  workingHours,
  branches: [
    branch('Most severe', 1, { severities: [1] }),
    branch('Office', 2, { hours: 'working' }),
    branch('Quiet', 3, { urgency: 'low', hours: 'off' }),
  ],
};
const whom = (definition: RunnableDefinition) => definition.steps[0]!.targets[0]!.id;

describe('the branch of a page', () => {
  test.each([
    ['the first that matches, though others do', 1, 'high' as const, monday, 1, 'Most severe', 'SEV1'],
    ['by the hours', 2, 'high' as const, monday, 2, 'Office', 'in working hours'],
    ['when all of its conditions hold', 4, 'low' as const, night, 3, 'Quiet', 'low urgency, outside working hours'],
    ['the end of the list when none matches', 2, 'high' as const, night, 9, null, 'no branch matches'],
  ])('is %s', (_what, severity, urgency, at, asked, name, because) => {
    const start = startOf(policy, { severity, urgency, at });
    expect([whom(start.policy), start.branch]).toEqual([asked, { name, because }]);
  });

  test('is the one for the time at which the page stops waiting', () => {
    const start = startOf({ ...policy, waitsForWorkingHours: true }, { severity: 4, urgency: 'low', at: night });
    expect(start.branch?.name).toBe('Office');
  });

  test('is not there in a policy without branches', () => {
    expect(startOf(asking(9), { severity: 1, urgency: 'high', at: night })).toEqual({
      policy: asking(9),
      branch: null,
    });
  });

  test('for certain hours is passed over where the time zone is not known', () => {
    const elsewhere = { ...policy, workingHours: { ...workingHours, timeZone: 'Mars/Olympus' } };
    expect(startOf(elsewhere, { severity: 3, urgency: 'high', at: monday }).branch?.name).toBeNull();
    expect(waitOf({ ...elsewhere, waitsForWorkingHours: true }, { severity: 4, urgency: 'low', at: night })).toBeNull();
  });
});

test('earlier versions read the steps of the policy, without any mode and any branch', () => {
  const steps = [
    { delaySeconds: 60, ifEmpty: 'skip', notifies: 'roundRobin', targets: [{ kind: 'schedule', id: 4, who: 'next' }] },
  ] as RunnableDefinition['steps'];
  expect(plainLadder({ ...policy, steps })).toEqual({
    steps: [{ delaySeconds: 60, ifEmpty: 'skip', targets: [{ kind: 'schedule', id: 4 }] }],
    repeat: 0,
    catchAll: null,
  });
  expect([isMoreThanLadder(policy), isMoreThanLadder({ ...asking(9), steps }), isMoreThanLadder(asking(9))]).toEqual([
    true,
    true,
    false,
  ]);
});

import { expect, test } from 'vitest';
import { nextStepKeys } from '../../contract/first-hour/next-steps.ts';
import { type Permission, permissionsOfRole } from '../../contract/permissions.ts';
import { type NextStepFacts, nextSteps } from './next-steps.ts';

const nothing = Object.fromEntries(nextStepKeys.map((key) => [key, false])) as NextStepFacts;
const as = (role: 'admin' | 'responder' | 'viewer') => (permission: Permission) =>
  permissionsOfRole[role].has(permission);
const keysOf = ({ items }: ReturnType<typeof nextSteps>) => items.map(({ key }) => key);

test('an admin of an empty installation has every step before them, in order', () => {
  expect(keysOf(nextSteps(nothing, as('admin'), new Set()))).toEqual([...nextStepKeys]);
});

test('nobody is told to do what they may not', () => {
  expect(keysOf(nextSteps(nothing, as('responder'), new Set()))).toEqual(['reach', 'second-way']);
});

test('each step goes away by itself when its cause is met, and only that step', () => {
  for (const key of nextStepKeys) {
    const found = keysOf(nextSteps({ ...nothing, [key]: true }, as('admin'), new Set()));
    expect(found).toEqual(nextStepKeys.filter((each) => each !== key));
  }
});

test('a dismissed step is neither open nor done, and counts as done once it is', () => {
  const dismissed = new Set(['mail']);
  const open = nextSteps(nothing, as('admin'), dismissed);
  expect(keysOf(open)).not.toContain('mail');
  expect([open.doneCount, open.totalCount]).toEqual([0, nextStepKeys.length - 1]);
  const done = nextSteps({ ...nothing, mail: true }, as('admin'), dismissed);
  expect([done.doneCount, done.totalCount]).toEqual([1, nextStepKeys.length]);
});

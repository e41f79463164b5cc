import { expect, test } from 'vitest';
import { z } from 'zod';
import { escalationDefinition, storedEscalationDefinition } from './escalation-definition.ts';

const step = { delaySeconds: 300, targets: [{ kind: 'schedule', id: 1 }] };

test('what is left out gets the safe choice', () => {
  expect(storedEscalationDefinition.parse({ steps: [step] })).toEqual({
    steps: [{ ...step, ifEmpty: 'skip' }],
    repeat: 0,
    catchAll: null,
  });
});

test.each([
  ['no steps', { steps: [] }],
  ['twenty-one steps', { steps: Array(21).fill(step) }],
  ['a step without targets', { steps: [{ ...step, targets: [] }] }],
  ['a negative delay', { steps: [{ ...step, delaySeconds: -1 }] }],
  ['a delay of more than a week', { steps: [{ ...step, delaySeconds: 604_801 }] }],
  ['a fraction of a second', { steps: [{ ...step, delaySeconds: 0.5 }] }],
  ['an endless repeat', { steps: [step], repeat: 21 }],
  ['an unknown kind of target', { steps: [{ ...step, targets: [{ kind: 'rotation', id: 1 }] }] }],
])('a policy is refused for %s', (_reason, policy) => {
  expect(storedEscalationDefinition.safeParse(policy).success).toBe(false);
});

test('a configuration file may name targets by text', () => {
  const policy = { steps: [{ delaySeconds: 0, targets: [{ kind: 'person', id: 'ada@example.org' }] }] };
  expect(escalationDefinition(z.string()).safeParse(policy).success).toBe(true);
});

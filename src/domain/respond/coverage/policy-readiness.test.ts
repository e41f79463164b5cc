import { expect, test } from 'vitest';
import type { RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import { instantOf } from '../../time/instant.ts';
import { readinessGaps } from './policy-readiness.ts';

const definition: RunnableDefinition = {
  steps: [{ delaySeconds: 300, targets: [{ kind: 'schedule', id: 1 }], ifEmpty: 'skip' }],
  repeat: 3,
  catchAll: { kind: 'person', id: 9 },
};

const hour = 3_600_000;

/** Who is on call in each hour; 9 is behind the catch-all. */
function gapsOf(onCall: (number | null)[], reachable: number[], waking: number[], policy = definition) {
  const gaps = readinessGaps(
    {
      definition: policy,
      urgency: 'high',
      worldAt: (at) => ({
        peopleOnTarget: ({ kind, id }) => {
          const person = kind === 'person' ? id : onCall[Math.floor(at.epochMilliseconds / hour)];
          return person == null ? [] : [person];
        },
        reachabilityOf: (id) => ({
          rules: [],
          methods: reachable.includes(id) ? [{ contactMethodId: id, channel: 'sms' }] : [],
        }),
      }),
      moments: onCall.map((_, index) => instantOf(index * hour)),
      until: instantOf(onCall.length * hour),
    },
    (id) => waking.includes(id),
  );
  return gaps.map(({ problem, startsAt, endsAt, unreachable }) => [
    problem,
    startsAt.epochMilliseconds / hour,
    endsAt.epochMilliseconds / hour,
    unreachable,
  ]);
}

test('somebody in a step whom a message can wake is no gap', () => {
  expect(gapsOf([1, 1, 2], [1, 2, 9], [1, 2])).toEqual([]);
});

test('an hour that only the catch-all covers is a gap of its own kind, from its begin to its end', () => {
  expect(gapsOf([1, null, null, 1], [1, 9], [1, 9])).toEqual([['catch_all_only', 1, 3, []]]);
});

test('whoever is on call without a contact method leaves a gap that names them', () => {
  const { catchAll: _, ...rest } = definition;
  expect(gapsOf([1, 2], [1], [1], { ...rest, catchAll: null })).toEqual([['nobody', 1, 2, [2]]]);
});

test('people who are reached by nothing that wakes them are a gap', () => {
  expect(gapsOf([1, 2], [1, 2], [1])).toEqual([['does_not_wake', 1, 2, [2]]]);
});

test('two people who fail one after the other are two gaps', () => {
  expect(gapsOf([1, 2, 3], [3, 9], [3, 9])).toEqual([
    ['catch_all_only', 0, 1, [1]],
    ['catch_all_only', 1, 2, [2]],
  ]);
});

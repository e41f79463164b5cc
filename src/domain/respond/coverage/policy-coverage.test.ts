import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { World } from '../escalation/page.ts';
import { coverPolicy } from './policy-coverage.ts';

const at = (hour: number) => Temporal.Instant.from('2026-03-02T00:00:00Z').add({ hours: hour });
const ada = { kind: 'person', id: 1 } as const;
const night = { kind: 'schedule', id: 7 } as const;
const policy = (...targets: RunnableDefinition['steps'][number]['targets'][]): RunnableDefinition => ({
  steps: targets.map((each) => ({ delaySeconds: 600, targets: each, ifEmpty: 'skip' as const })),
  repeat: 3,
  catchAll: null,
});

/** Grace (2) serves the schedule from 8 to 16 o'clock; only those in `reachable` have a contact method. */
const worldAt =
  (reachable: number[]) =>
  (moment: Temporal.Instant): World => ({
    peopleOnTarget(target) {
      if (target.kind === 'person') return [target.id];
      const hour = moment.since(at(0)).total('hours');
      return hour >= 8 && hour < 16 ? [2] : [];
    },
    reachabilityOf: (id) => ({
      rules: [],
      methods: reachable.includes(id) ? [{ contactMethodId: id, channel: 'email' }] : [],
    }),
  });

const cover = (definition: RunnableDefinition, reachable: number[], from = 0) =>
  coverPolicy({
    definition,
    urgency: 'high',
    worldAt: worldAt(reachable),
    moments: [at(from), at(8), at(16)].filter((moment) => Temporal.Instant.compare(moment, at(from)) >= 0),
    until: at(24),
  });

test('whoever the plan asks first is named, with the wait', () => {
  expect(cover(policy([ada]), [1])).toEqual({ now: { personIds: [1], afterSeconds: 0 }, gaps: [] });
  const waiting = policy([night], [ada]);
  waiting.steps[0]!.ifEmpty = 'wait';
  expect(cover(waiting, [1, 2]).now).toEqual({ personIds: [1], afterSeconds: 600 });
});

test('the hours in which nobody is reached are gaps with their reason', () => {
  const { now, gaps } = cover(policy([night]), [2]);
  expect(now).toEqual({ personIds: [], emptyTargets: [night], unreachable: [] });
  expect(gaps.map(({ startsAt, endsAt }) => [startsAt, endsAt].map(String))).toEqual([
    [at(0), at(8)].map(String),
    [at(16), at(24)].map(String),
  ]);
});

test('people who cannot be reached leave a gap too, and the catch-all fills it', () => {
  const alone = cover(policy([ada]), []);
  expect(alone.now).toEqual({ personIds: [], emptyTargets: [], unreachable: [1] });
  expect(alone.gaps).toMatchObject([{ unreachable: [1] }]);
  expect(cover({ ...policy([night]), catchAll: ada }, [1]).gaps).toEqual([]);
});

test('a policy without steps reaches nobody', () => {
  expect(cover({ steps: [], repeat: 0, catchAll: null }, [1]).gaps).toHaveLength(1);
});

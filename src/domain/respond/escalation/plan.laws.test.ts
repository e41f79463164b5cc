import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { EscalationDefinition, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { PageDecision, PageSnapshot, Reachability, World } from './page.ts';
import { pageKeyOf } from './page-key.ts';
import { pageAfter, plan } from './plan.ts';

const START = Temporal.Instant.from('2026-05-04T03:00:00Z');

const anyTarget: fc.Arbitrary<EscalationTarget> = fc.record({
  kind: fc.constantFrom('person' as const, 'schedule' as const, 'team' as const),
  id: fc.integer({ min: 1, max: 4 }),
});
const anyPolicy: fc.Arbitrary<EscalationDefinition> = fc.record({
  steps: fc.array(
    fc.record({
      delaySeconds: fc.constantFrom(0, 1, 60, 300, 604_800),
      targets: fc.array(anyTarget, { minLength: 1, maxLength: 3 }),
      ifEmpty: fc.constantFrom('skip' as const, 'wait' as const),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  repeat: fc.integer({ min: 0, max: 4 }),
  catchAll: fc.option(anyTarget),
});
const anyReachability: fc.Arbitrary<Reachability> = fc.record({
  rules: fc.array(
    fc.record({
      contactMethodId: fc.integer({ min: 1, max: 3 }),
      channel: fc.constant('push'),
      delaySeconds: fc.constantFrom(0, 60, 300),
    }),
    { maxLength: 4 },
  ),
  methods: fc.uniqueArray(
    fc.record({ contactMethodId: fc.integer({ min: 1, max: 3 }), channel: fc.constant('push') }),
    { selector: ({ contactMethodId }) => contactMethodId, maxLength: 2 },
  ),
});
/** A world for every moment: who is on call and reachable may change between two steps. */
const anyWorld: fc.Arbitrary<World> = fc
  .record({
    members: fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), { minLength: 8, maxLength: 8 }),
    people: fc.array(anyReachability, { minLength: 4, maxLength: 4 }),
  })
  .map(({ members, people }) => ({
    peopleOnTarget: ({ kind, id }) => (kind === 'person' ? [id] : members[id - 1 + (kind === 'team' ? 4 : 0)]!),
    reachabilityOf: (personId) => people[personId - 1]!,
  }));
const anyRun = fc.record({ policy: anyPolicy, worlds: fc.array(anyWorld, { minLength: 1, maxLength: 4 }) });

type Execution = { page: PageSnapshot; decision: PageDecision };

/** Runs a page that nobody acknowledges to its end, each step exactly when it is due. */
function run(policy: EscalationDefinition, worlds: readonly World[]): Execution[] {
  const executions: Execution[] = [];
  let page: PageSnapshot = {
    policy,
    generation: 1,
    state: 'open',
    stepIndex: 0,
    round: 0,
    urgency: 'high',
    dueAt: START,
  };
  while (page.dueAt !== null) {
    const decision = plan(page, worlds[executions.length % worlds.length]!, page.dueAt);
    executions.push({ page, decision });
    if (executions.length > 1_000) throw new Error('the page does not end');
    page = pageAfter(page, decision);
  }
  return executions;
}

describe('a page that nobody acknowledges', () => {
  test('ends within steps × (repeat + 1) + 1 executions', () => {
    fc.assert(
      fc.property(anyRun, ({ policy, worlds }) => {
        expect(run(policy, worlds).length).toBeLessThanOrEqual(policy.steps.length * (policy.repeat + 1) + 1);
      }),
      { numRuns: 500 },
    );
  });

  test('always has a due time, or is exhausted with its catch-all asked or a problem flagged', () => {
    fc.assert(
      fc.property(anyRun, ({ policy, worlds }) => {
        for (const { page, decision } of run(policy, worlds)) {
          if (decision.next === null) throw new Error('an open page has something next');
          if (decision.next.exhausted) {
            expect(decision.problems.some(({ code }) => code === 'policy_exhausted')).toBe(true);
            const askedCatchAll = decision.notifications.length > 0;
            expect(decision.problems.some(({ code }) => code === 'catch_all_used')).toBe(askedCatchAll);
            expect(askedCatchAll || policy.catchAll === null || decision.problems.length > 1).toBe(true);
          } else {
            expect(Temporal.Instant.compare(decision.next.dueAt, page.dueAt!)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('goes through its steps in order and never back', () => {
    fc.assert(
      fc.property(anyRun, ({ policy, worlds }) => {
        const positions = run(policy, worlds).flatMap(({ decision }) => [
          ...new Set(
            decision.notifications.map(({ round, stepIndex }) => round * (policy.steps.length + 1) + stepIndex),
          ),
        ]);
        positions.forEach((position, index) => {
          if (index > 0) expect(position).toBeGreaterThan(positions[index - 1]!);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('never makes two notifications with the same page key, nor two alike in one step', () => {
    fc.assert(
      fc.property(anyRun, ({ policy, worlds }) => {
        const executions = run(policy, worlds);
        const keys = executions.flatMap(({ page, decision }) =>
          decision.notifications.map((notification) => pageKeyOf({ id: 7, generation: page.generation }, notification)),
        );
        expect(new Set(keys).size).toBe(keys.length);
        for (const { decision } of executions) {
          const messages = decision.notifications.map(
            ({ personId, contactMethodId, delaySeconds }) => `${personId} ${contactMethodId} ${delaySeconds}`,
          );
          expect(new Set(messages).size).toBe(messages.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('asks everybody whom it can reach: no step that could reach somebody passes in silence', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, world) => {
        const reachable = (target: EscalationTarget) =>
          world.peopleOnTarget(target).some((personId) => {
            const { rules, methods } = world.reachabilityOf(personId);
            return rules.length + methods.length > 0;
          });
        const expected = policy.steps.flatMap(({ targets }, stepIndex) => (targets.some(reachable) ? [stepIndex] : []));
        const asked = new Set<string>();
        for (const { decision } of run(policy, [world])) {
          for (const { round, stepIndex } of decision.notifications) asked.add(`${round} ${stepIndex}`);
        }
        for (let round = 0; round <= policy.repeat; round++) {
          for (const stepIndex of expected) expect(asked).toContain(`${round} ${stepIndex}`);
        }
        if (policy.catchAll && reachable(policy.catchAll)) {
          expect([...asked].some((position) => position.endsWith(` ${policy.steps.length}`))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('an acknowledged or resolved page asks nobody, wherever it stands', () => {
  fc.assert(
    fc.property(anyRun, fc.constantFrom('acknowledged' as const, 'resolved' as const), ({ policy, worlds }, state) => {
      for (const { page } of run(policy, worlds)) {
        const decision = plan({ ...page, state }, worlds[0]!, page.dueAt!);
        expect([decision.notifications, decision.next]).toEqual([[], null]);
      }
    }),
  );
});

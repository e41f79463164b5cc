import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { EscalationDefinition, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { newPage, type PageDecision, type PageSnapshot, type Reachability, type World } from './page.ts';
import { pageKeyOf } from './page-key.ts';
import { pageAfter, plan } from './plan.ts';
import { isWorkingTime } from './working-hours.ts';

const START = Temporal.Instant.from('2026-05-04T03:00:00Z');

const anyTarget: fc.Arbitrary<EscalationTarget> = fc.record({
  kind: fc.constantFrom('person' as const, 'schedule' as const, 'team' as const),
  id: fc.integer({ min: 1, max: 4 }),
});
const officeHours = { timeZone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };

const anyPolicy: fc.Arbitrary<EscalationDefinition> = fc.record({
  steps: fc.array(
    fc.record({
      delaySeconds: fc.constantFrom(0, 1, 60, 300, 604_800),
      targets: fc.array(anyTarget, { minLength: 1, maxLength: 3 }),
      ifEmpty: fc.constantFrom('skip' as const, 'wait' as const),
      notifies: fc.constantFrom('everyone' as const, 'roundRobin' as const),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  repeat: fc.integer({ min: 0, max: 4 }),
  catchAll: fc.option(anyTarget),
  workingHours: fc.constant(officeHours),
  waitsForWorkingHours: fc.boolean(),
  firstPageDelay: fc.constantFrom(undefined, { seconds: 180, fromSeverity: 2 }),
});
const anyBeginning = fc.record({
  urgency: fc.constantFrom('high' as const, 'low' as const),
  severity: fc.integer({ min: 1, max: 5 }),
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
const anyRun = fc.record({
  policy: anyPolicy,
  beginning: anyBeginning,
  worlds: fc.array(anyWorld, { minLength: 1, maxLength: 4 }),
});

type Beginning = Pick<PageSnapshot, 'urgency' | 'severity'>;
const sev2: Beginning = { urgency: 'high', severity: 2 };

type Execution = { page: PageSnapshot; decision: PageDecision };

/** Runs a page that nobody acknowledges to its end, each step exactly when it is due. */
function run(policy: EscalationDefinition, worlds: readonly World[], beginning: Beginning = sev2): Execution[] {
  const executions: Execution[] = [];
  let page = newPage(policy, START, beginning);
  while (page.dueAt !== null) {
    const decision = plan(page, worlds[executions.length % worlds.length]!, page.dueAt);
    executions.push({ page, decision });
    if (executions.length > 1_000) throw new Error('the page does not end');
    page = pageAfter(page, decision);
  }
  return executions;
}

describe('a page that nobody acknowledges', () => {
  test('ends within steps × (repeat + 1) + 1 executions, and one wait before', () => {
    fc.assert(
      fc.property(anyRun, ({ policy, worlds, beginning }) => {
        expect(run(policy, worlds, beginning).length).toBeLessThanOrEqual(
          policy.steps.length * (policy.repeat + 1) + 2,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('always has a due time, or is exhausted with its catch-all asked or a problem flagged', () => {
    fc.assert(
      fc.property(anyRun, ({ policy, worlds, beginning }) => {
        for (const { page, decision } of run(policy, worlds, beginning)) {
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
      fc.property(anyRun, ({ policy, worlds, beginning }) => {
        const positions = run(policy, worlds, beginning).flatMap(({ decision }) => [
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
      fc.property(anyRun, ({ policy, worlds, beginning }) => {
        const executions = run(policy, worlds, beginning);
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
    fc.property(
      anyRun,
      fc.constantFrom('acknowledged' as const, 'resolved' as const),
      ({ policy, worlds, beginning }, state) => {
        for (const { page } of run(policy, worlds, beginning)) {
          const decision = plan({ ...page, state }, worlds[0]!, page.dueAt!);
          expect([decision.notifications, decision.next]).toEqual([[], null]);
        }
      },
    ),
  );
});

describe('a page that waits before its first step', () => {
  test('is never of SEV1, waits once, for working hours only when it is of low urgency and SEV3 or below, and ends in time', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 0, max: 14 * 86_400 }), ({ policy, worlds, beginning }, seconds) => {
        const at = START.add({ seconds });
        let page = newPage(policy, at, beginning);
        const waits = [];
        while (page.dueAt !== null) {
          const decision = plan(page, worlds[0]!, page.dueAt);
          if (decision.wait) {
            waits.push(decision.wait);
            expect([decision.notifications, decision.problems]).toEqual([[], []]);
            expect(Temporal.Instant.compare(decision.wait.until, at)).toBe(1);
            expect(decision.wait.until.since(at).total('days')).toBeLessThanOrEqual(15);
          }
          page = pageAfter(page, decision);
        }
        expect(waits.length).toBeLessThanOrEqual(1);
        if (beginning.severity === 1) expect(waits).toEqual([]);
        for (const { because, until } of waits) {
          if (because !== 'working_hours') continue;
          expect([beginning.urgency, beginning.severity >= 3]).toEqual(['low', true]);
          expect(isWorkingTime(officeHours, until)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a round-robin step', () => {
  const roundRobin: EscalationDefinition = {
    steps: [{ delaySeconds: 60, targets: [{ kind: 'team', id: 1 }], ifEmpty: 'skip', notifies: 'roundRobin' }],
    repeat: 0,
    catchAll: null,
  };
  const reach: Reachability = { rules: [], methods: [{ contactMethodId: 1, channel: 'push' }] };

  test('gives everybody who can be reached the same number of turns, to within one', () => {
    const anyTeam = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyTeam, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 50 }), (team, pages, last) => {
        const world: World = { peopleOnTarget: () => team, reachabilityOf: () => reach };
        const counts = new Map(team.map((personId) => [personId, 0]));
        let turns: PageSnapshot['turns'] = new Map([[0, last]]);
        for (let page = 0; page < pages; page++) {
          const fresh = { ...newPage(roundRobin, START, sev2), turns };
          const decision = plan(fresh, world, START);
          const { personId } = decision.notifications[0]!;
          expect(decision.notifications).toHaveLength(1);
          counts.set(personId, counts.get(personId)! + 1);
          ({ turns } = pageAfter(fresh, decision));
        }
        expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test('passes over whoever cannot be reached, and says whom', () => {
    const world: World = {
      peopleOnTarget: () => [3, 1, 2],
      reachabilityOf: (personId) => (personId === 2 ? { rules: [], methods: [] } : reach),
    };
    const decision = plan({ ...newPage(roundRobin, START, sev2), turns: new Map([[0, 1]]) }, world, START);
    expect(decision.notifications.map(({ personId }) => personId)).toEqual([3]);
    expect(decision.turns).toEqual([{ stepIndex: 0, round: 0, personId: 3, ofCount: 2, skipped: [2] }]);
    expect(decision.problems).toEqual([]);
  });
});

test('who has acknowledged is not asked again, and the step waits for the others', () => {
  fc.assert(
    fc.property(anyRun, fc.uniqueArray(fc.integer({ min: 1, max: 4 })), ({ policy, worlds }, done) => {
      const together = { ...policy, steps: policy.steps.map((each) => ({ ...each, notifies: 'everyone' as const })) };
      let page: PageSnapshot = { ...newPage(together, START, sev2), acknowledgedBy: new Set(done) };
      while (page.dueAt !== null) {
        const decision = plan(page, worlds[0]!, page.dueAt);
        expect(decision.notifications.some(({ personId }) => done.includes(personId))).toBe(false);
        page = pageAfter(page, decision);
      }
    }),
  );
});

/** Laws over what may befall a page in any order: steps, declines, acknowledgements in part, restarts, chat rooms. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { ChatRoom, EscalationStep, RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import { newPage, type PageDecision, type PageSnapshot, type World } from './page.ts';
import { pageKeyOf, roomKeyOf } from './page-key.ts';
import { pageAfter, plan } from './plan.ts';
import { startOf } from './start.ts';

const START = Temporal.Instant.from('2026-05-04T03:00:00Z');
const people = [1, 2, 3, 4];
const room: ChatRoom = { name: '#operations', channel: 'slack', providerId: 1, settings: {} };

const target = fc.record({ kind: fc.constantFrom('person' as const, 'team' as const), id: fc.constantFrom(...people) });
const mode = fc.constantFrom<Pick<EscalationStep, 'notifies' | 'acknowledgedBy' | 'chatRooms'>[]>(
  {},
  { notifies: 'roundRobin' },
  { acknowledgedBy: 'everyone' },
  { acknowledgedBy: 'everyone', chatRooms: [room] },
);
const ladder = {
  steps: fc.array(
    fc
      .tuple(
        fc.record({
          delaySeconds: fc.constantFrom(0, 60, 300),
          targets: fc.array(target, { minLength: 1, maxLength: 3 }),
          ifEmpty: fc.constantFrom('skip' as const, 'wait' as const),
        }),
        mode,
      )
      .map(([step, how]) => ({ ...step, ...how })),
    { minLength: 1, maxLength: 4 },
  ),
  repeat: fc.integer({ min: 0, max: 2 }),
  catchAll: fc.option(target),
};
const anyPolicy: fc.Arbitrary<RunnableDefinition> = fc.record({
  ...ladder,
  branches: fc.array(fc.record({ name: fc.constant('Urgent'), severities: fc.constant([1, 2]), ...ladder }), {
    maxLength: 1,
  }) as fc.Arbitrary<NonNullable<RunnableDefinition['branches']>>,
});
const anyWorld: fc.Arbitrary<World> = fc
  .record({
    teams: fc.array(fc.array(fc.constantFrom(...people), { maxLength: 4 }), { minLength: 4, maxLength: 4 }),
    reachable: fc.subarray(people),
  })
  .map(({ teams, reachable }) => ({
    peopleOnTarget: ({ kind, id }) => (kind === 'person' ? [id] : teams[id - 1]!),
    reachabilityOf: (personId) => ({
      rules: [],
      methods: reachable.includes(personId) ? [{ contactMethodId: personId, channel: 'push' }] : [],
    }),
  }));
const anyBefalling = fc.record({
  kind: fc.constantFrom('due' as const, 'due' as const, 'decline' as const, 'part' as const, 'restart' as const),
  personId: fc.constantFrom(...people),
});
const anyLife = fc.record({
  policy: anyPolicy,
  world: anyWorld,
  severity: fc.constantFrom(1, 3),
  befallings: fc.array(anyBefalling, { maxLength: 12 }),
});
type Befalling = { kind: 'due' | 'decline' | 'part' | 'restart'; personId: number };

/** As the row of a page is written: another generation from the first step, in which nothing said before counts. */
const anew = (page: PageSnapshot, at: Temporal.Instant): PageSnapshot => ({
  ...page,
  ...{ generation: page.generation + 1, stepIndex: 0, round: 0, dueAt: at, waitsUntil: null },
  ...{ acknowledgedBy: new Set<number>(), declinedBy: new Set<number>() },
});

function befall(page: PageSnapshot, { kind, personId }: Befalling, at: Temporal.Instant): PageSnapshot {
  if (kind === 'restart') return anew(page, at);
  if (kind === 'part') return { ...page, acknowledgedBy: new Set([...page.acknowledgedBy, personId]) };
  const goesOn = page.dueAt === null ? anew(page, at) : { ...page, dueAt: at };
  return { ...goesOn, declinedBy: new Set([...goesOn.declinedBy, personId]) };
}

/** Everything that a page decides while this befalls it, and then until its escalation ends. */
function live(policy: RunnableDefinition, world: World, severity: number, befallings: readonly Befalling[]) {
  const beginning = { severity, urgency: 'high' as const };
  let page = newPage(startOf(policy, { ...beginning, at: START }).policy, START, beginning);
  let now = START;
  const decided: { page: PageSnapshot; decision: PageDecision }[] = [];
  const run = () => {
    if (page.dueAt === null) return;
    now = page.dueAt;
    const decision = plan(page, world, now);
    decided.push({ page, decision });
    page = pageAfter(page, decision);
  };
  for (const each of befallings) {
    if (each.kind === 'due') run();
    else page = befall(page, each, now);
  }
  while (page.dueAt !== null) run();
  return decided;
}

test('whatever befalls an open page, it has a due time or has ended loudly, and asks nobody twice by one step', () => {
  fc.assert(
    fc.property(anyLife, ({ policy, world, severity, befallings }) => {
      const decided = live(policy, world, severity, befallings);
      const keys = decided.flatMap(({ page, decision }) => [
        ...decision.notifications.map((each) => pageKeyOf({ id: 7, ...page }, each)),
        ...decision.posts.map((each) => roomKeyOf({ id: 7, ...page }, each)),
      ]);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { page, decision } of decided) {
        expect(decision.next).not.toBeNull();
        if (decision.next?.exhausted) {
          expect(decision.problems.map(({ code }) => code)).toContain('policy_exhausted');
        }
        for (const { personId } of decision.notifications) {
          expect(page.declinedBy.has(personId) || page.acknowledgedBy.has(personId)).toBe(false);
        }
      }
      expect(decided.at(-1)!.decision.next).toEqual({ exhausted: true });
    }),
    { numRuns: 300 },
  );
});

test('a step whose last person declines goes on at once instead of waiting for nobody', () => {
  fc.assert(
    fc.property(anyLife, ({ policy, world, severity, befallings }) => {
      for (const { page, decision } of live(policy, world, severity, befallings)) {
        const { next, notifications } = decision;
        if (page.declinedBy.size === 0 || next === null || next.exhausted || notifications.length > 0) continue;
        // It waits: some step that ran asked to, or everybody in it has acknowledged.
        const isWaited = page.policy.steps.some(({ targets, ifEmpty }) => {
          const asked = targets.flatMap((each) => world.peopleOnTarget(each));
          const haveAll = asked.length > 0 && asked.every((personId) => page.acknowledgedBy.has(personId));
          return ifEmpty === 'wait' || (haveAll && !asked.some((personId) => page.declinedBy.has(personId)));
        });
        expect(isWaited).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('chat rooms change nothing for people: whom a page asks, and when, is the same without them', () => {
  const withoutRooms = (policy: RunnableDefinition): RunnableDefinition =>
    JSON.parse(JSON.stringify(policy, (key, value) => (key === 'chatRooms' ? undefined : value)));
  const forPeople = (decided: ReturnType<typeof live>) => decided.map(({ decision: { posts: _, ...rest } }) => rest);
  fc.assert(
    fc.property(anyLife, ({ policy, world, severity, befallings }) => {
      expect(forPeople(live(policy, world, severity, befallings))).toEqual(
        forPeople(live(withoutRooms(policy), world, severity, befallings)),
      );
    }),
    { numRuns: 200 },
  );
});

import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { EscalationDefinition, EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { type ContactRule, newPage, type PageSnapshot, type World } from './page.ts';
import { plan } from './plan.ts';

const NOW = Temporal.Instant.from('2026-05-04T03:00:00Z');
const PHONE = 10;
const PUSH = 20;

const person = (id: number) => ({ kind: 'person' as const, id });
const schedule = (id: number) => ({ kind: 'schedule' as const, id });
const step = (change: Partial<EscalationStep> = {}): EscalationStep => ({
  delaySeconds: 300,
  targets: [person(1)],
  ifEmpty: 'skip',
  ...change,
});
const policy = (steps: EscalationStep[], change: Partial<EscalationDefinition> = {}): EscalationDefinition => ({
  steps,
  repeat: 0,
  catchAll: null,
  ...change,
});
const page = (definition: EscalationDefinition, change: Partial<PageSnapshot> = {}): PageSnapshot => ({
  ...newPage(definition, NOW, { urgency: 'high', severity: 2 }),
  ...change,
});

/** People stand for themselves; schedules for whom `onCall` says. Everybody has a push device unless told otherwise. */
function world(
  onCall: Record<number, number[]> = {},
  rules: Record<number, ContactRule[] | 'unreachable'> = {},
): World {
  return {
    peopleOnTarget: ({ kind, id }) => (kind === 'person' ? [id] : (onCall[id] ?? [])),
    reachabilityOf: (personId) => {
      const own = rules[personId];
      if (own === 'unreachable') return { rules: [], methods: [] };
      return { rules: own ?? [], methods: [{ contactMethodId: PUSH, channel: 'push' }] };
    },
  };
}

const asked = (decision: ReturnType<typeof plan>) => decision.notifications.map(({ personId }) => personId);
const codes = (decision: ReturnType<typeof plan>) => decision.problems.map(({ code }) => code);
const inSeconds = (seconds: number) => NOW.add({ seconds });

describe('a step', () => {
  test('asks its people and says when the next one is due', () => {
    const decision = plan(page(policy([step(), step()])), world(), NOW);
    expect(asked(decision)).toEqual([1]);
    expect(decision.next).toEqual({ exhausted: false, stepIndex: 1, round: 0, dueAt: inSeconds(300) });
    expect(decision.problems).toEqual([]);
  });

  test('asks whoever is on call now, and everybody in the order of its targets', () => {
    const targets = [schedule(1), { kind: 'team' as const, id: 2 }, person(9)];
    expect(asked(plan(page(policy([step({ targets })])), world({ 1: [5], 2: [6, 7] }), NOW))).toEqual([5, 6, 7, 9]);
  });

  test('asks a person once who is behind two of its targets', () => {
    const targets = [person(1), schedule(1), person(1)];
    const decision = plan(page(policy([step({ targets })])), world({ 1: [1] }), NOW);
    expect(decision.notifications).toHaveLength(1);
  });

  test('follows personal rules in their order, a repeated call included and a plain duplicate not', () => {
    const rules = [
      { contactMethodId: PUSH, channel: 'push', delaySeconds: 0 },
      { contactMethodId: PHONE, channel: 'voice', delaySeconds: 60 },
      { contactMethodId: PHONE, channel: 'voice', delaySeconds: 120 },
      { contactMethodId: PHONE, channel: 'voice', delaySeconds: 120 },
    ];
    const { notifications } = plan(page(policy([step()])), world({}, { 1: rules }), NOW);
    expect(
      notifications.map(({ contactMethodId, delaySeconds, ruleIndex }) => [contactMethodId, delaySeconds, ruleIndex]),
    ).toEqual([
      [PUSH, 0, 0],
      [PHONE, 60, 1],
      [PHONE, 120, 2],
    ]);
  });

  test('uses every method at once for a person without rules', () => {
    const reachable: World = {
      peopleOnTarget: () => [1],
      reachabilityOf: () => ({
        rules: [],
        methods: [
          { contactMethodId: PUSH, channel: 'push' },
          { contactMethodId: PHONE, channel: 'voice' },
        ],
      }),
    };
    const { notifications } = plan(page(policy([step()])), reachable, NOW);
    expect(notifications.map(({ channel, delaySeconds }) => [channel, delaySeconds])).toEqual([
      ['push', 0],
      ['voice', 0],
    ]);
  });

  test('names a person it cannot reach and asks the others', () => {
    const targets = [person(1), person(2)];
    const decision = plan(page(policy([step({ targets })])), world({}, { 1: 'unreachable' }), NOW);
    expect(asked(decision)).toEqual([2]);
    expect(decision.unreachable).toEqual([{ personId: 1, reason: 'no_contact_method' }]);
    expect(decision.problems).toEqual([{ code: 'person_unreachable', stepIndex: 0, round: 0, personId: 1 }]);
  });
});

describe('a step that reaches nobody', () => {
  test('goes on to the next one at once', () => {
    const definition = policy([
      step({ targets: [schedule(1)] }),
      step({ targets: [person(2)], delaySeconds: 60 }),
      step(),
    ]);
    const decision = plan(page(definition), world(), NOW);
    expect(asked(decision)).toEqual([2]);
    expect(decision.emptyTargets).toEqual([{ stepIndex: 0, round: 0, target: schedule(1) }]);
    expect(decision.next).toEqual({ exhausted: false, stepIndex: 2, round: 0, dueAt: inSeconds(60) });
    expect(codes(decision)).toEqual(['step_empty']);
  });

  test('goes on likewise when its people have no contact method', () => {
    const definition = policy([step(), step({ targets: [person(2)] })]);
    const decision = plan(page(definition), world({}, { 1: 'unreachable' }), NOW);
    expect(asked(decision)).toEqual([2]);
    expect(decision.notifications[0]!.stepIndex).toBe(1);
  });

  test('keeps its delay when it says so', () => {
    const definition = policy([step({ targets: [schedule(1)], ifEmpty: 'wait' }), step()]);
    const decision = plan(page(definition), world(), NOW);
    expect(asked(decision)).toEqual([]);
    expect(decision.next).toEqual({ exhausted: false, stepIndex: 1, round: 0, dueAt: inSeconds(300) });
    expect(codes(decision)).toEqual(['step_empty']);
  });

  test('at the end of a round goes on into the next round', () => {
    const definition = policy([step(), step({ targets: [schedule(1)] })], { repeat: 1 });
    const decision = plan(page(definition, { stepIndex: 1 }), world(), NOW);
    expect(decision.notifications.map(({ stepIndex, round }) => [stepIndex, round])).toEqual([[0, 1]]);
  });
});

describe('the end of the ladder', () => {
  test('comes after the last step’s delay', () => {
    const decision = plan(page(policy([step({ delaySeconds: 600 })])), world(), NOW);
    expect(decision.next).toEqual({ exhausted: false, stepIndex: 1, round: 0, dueAt: inSeconds(600) });
  });

  test('begins the ladder again while there are repeats', () => {
    const decision = plan(page(policy([step(), step()], { repeat: 2 }), { stepIndex: 1, round: 1 }), world(), NOW);
    expect(decision.next).toEqual({ exhausted: false, stepIndex: 0, round: 2, dueAt: inSeconds(300) });
  });

  test('asks the catch-all once and leaves the page exhausted', () => {
    const definition = policy([step()], { catchAll: person(9) });
    const decision = plan(page(definition, { stepIndex: 1 }), world(), NOW);
    expect(asked(decision)).toEqual([9]);
    expect(decision.next).toEqual({ exhausted: true });
    expect(codes(decision)).toEqual(['policy_exhausted', 'catch_all_used']);
  });

  test('without a catch-all is a problem of its own', () => {
    const decision = plan(page(policy([step()]), { stepIndex: 1 }), world(), NOW);
    expect(decision.next).toEqual({ exhausted: true });
    expect(codes(decision)).toEqual(['policy_exhausted']);
  });

  test('with a catch-all that reaches nobody says so', () => {
    const definition = policy([step()], { catchAll: schedule(1) });
    expect(codes(plan(page(definition, { stepIndex: 1 }), world(), NOW))).toEqual([
      'policy_exhausted',
      'step_empty',
      'nobody_reachable',
    ]);
  });

  test('comes at once when every step is empty', () => {
    const empty = step({ targets: [schedule(1)] });
    const decision = plan(page(policy([empty, empty], { repeat: 5, catchAll: person(9) })), world(), NOW);
    expect(asked(decision)).toEqual([9]);
    expect(decision.next).toEqual({ exhausted: true });
    expect(codes(decision)).toEqual(['step_empty', 'step_empty', 'policy_exhausted', 'catch_all_used']);
  });

  test('comes at once and loudly when every step is empty and there is no catch-all', () => {
    const decision = plan(page(policy([step({ targets: [schedule(1)] })])), world(), NOW);
    expect(codes(decision)).toEqual(['step_empty', 'policy_exhausted', 'nobody_reachable']);
  });

  test('is not gone through twice', () => {
    const definition = policy([step()], { catchAll: person(9) });
    const decision = plan(page(definition, { stepIndex: 1, dueAt: null }), world(), NOW);
    expect(decision).toEqual({
      notifications: [],
      posts: [],
      calls: [],
      unreachable: [],
      emptyTargets: [],
      turns: [],
      wait: null,
      problems: [],
      next: { exhausted: true },
    });
  });
});

describe('a page that is not to be run', () => {
  test.each(['acknowledged', 'resolved'] as const)('because it is %s asks nobody and has nothing next', (state) => {
    const decision = plan(page(policy([step()]), { state }), world(), NOW);
    expect([decision.notifications, decision.next]).toEqual([[], null]);
  });

  test('because it is not due keeps its time', () => {
    const decision = plan(page(policy([step()]), { dueAt: inSeconds(1) }), world(), NOW);
    expect(decision.notifications).toEqual([]);
    expect(decision.next).toEqual({ exhausted: false, stepIndex: 0, round: 0, dueAt: inSeconds(1) });
  });
});

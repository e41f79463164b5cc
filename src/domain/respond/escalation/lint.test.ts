import { expect, test } from 'vitest';
import type { EscalationDefinition, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { lintPolicy, type PolicyFacts } from './lint.ts';

const person = (id: number): EscalationTarget => ({ kind: 'person', id });
const policy = (change: Partial<EscalationDefinition> = {}): EscalationDefinition => ({
  steps: [
    { delaySeconds: 300, targets: [person(1)], ifEmpty: 'skip' },
    { delaySeconds: 300, targets: [person(2)], ifEmpty: 'skip' },
  ],
  repeat: 0,
  catchAll: person(3),
  ...change,
});
const facts = (change: Partial<PolicyFacts> = {}): PolicyFacts => ({
  peopleOnTarget: ({ kind, id }) => (kind === 'person' ? [id] : []),
  reachabilityOf: () => ({ rules: [], methods: [{ contactMethodId: 1, channel: 'push' }] }),
  works: () => true,
  ...change,
});
const unreachable = () => ({ rules: [], methods: [] });

test('a sound policy has no warnings', () => {
  expect(lintPolicy(policy(), facts())).toEqual([]);
});

test('a step that stands for nobody is named', () => {
  const steps = [{ delaySeconds: 300, targets: [{ kind: 'schedule' as const, id: 1 }], ifEmpty: 'skip' as const }];
  expect(lintPolicy(policy({ steps, catchAll: person(1) }), facts())).toEqual([
    { code: 'step_empty', stepIndex: 0 },
    { code: 'single_person', personId: 1 },
  ]);
});

test('a ladder that rests on one person is named', () => {
  const steps = [{ delaySeconds: 300, targets: [person(1)], ifEmpty: 'skip' as const }];
  expect(lintPolicy(policy({ steps, catchAll: null }), facts())).toEqual([
    { code: 'single_person', personId: 1 },
    { code: 'no_catch_all' },
  ]);
});

test('a personal rule that comes when the step is over is named, one that comes just before is not', () => {
  const rule = (delaySeconds: number) => ({ contactMethodId: 1, channel: 'voice', delaySeconds });
  const rules = [rule(0), rule(299), rule(300)];
  const reachabilityOf = (personId: number) => ({ rules: personId === 1 ? rules : [rule(0)], methods: [] });
  expect(lintPolicy(policy(), facts({ reachabilityOf }))).toEqual([
    {
      code: 'rule_unreachable',
      stepIndex: 0,
      personId: 1,
      ruleIndex: 2,
      ruleDelaySeconds: 300,
      stepDelaySeconds: 300,
    },
  ]);
});

test('an immediate rule is fine in a step without delay', () => {
  const steps = [
    { delaySeconds: 0, targets: [person(1)], ifEmpty: 'skip' as const },
    { delaySeconds: 60, targets: [person(2)], ifEmpty: 'skip' as const },
  ];
  expect(lintPolicy(policy({ steps }), facts())).toEqual([]);
});

test('people and a catch-all that cannot be reached are named', () => {
  expect(lintPolicy(policy(), facts({ reachabilityOf: unreachable }))).toEqual([
    { code: 'person_unreachable', stepIndex: 0, personId: 1 },
    { code: 'person_unreachable', stepIndex: 1, personId: 2 },
    { code: 'catch_all_empty' },
  ]);
});

test('a contact method by which nothing can be sent here reaches nobody, and one that works beside it is enough', () => {
  const methods = [
    { contactMethodId: 1, channel: 'sms' },
    { contactMethodId: 2, channel: 'push' },
  ];
  const reachabilityOf = (personId: number) => ({ rules: [], methods: personId === 2 ? methods : methods.slice(0, 1) });
  const works = ({ contactMethodId }: { contactMethodId: number | null }) => contactMethodId !== 1;
  expect(lintPolicy(policy(), facts({ reachabilityOf, works }))).toEqual([
    { code: 'person_unreachable', stepIndex: 0, personId: 1 },
    { code: 'catch_all_empty' },
  ]);
});

import { expect, it } from 'vitest';
import { firstSteps, type SetUpFacts } from './first-steps.ts';

const empty: SetUpFacts = { sources: [], policies: [], services: [], onCall: [], contactMethods: [] };
const openSteps = (facts: SetUpFacts) =>
  firstSteps(facts)
    .filter(({ isDone }) => !isDone)
    .map(({ key }) => key);

it('an empty installation has everything before it', () => {
  expect(openSteps(empty)).toEqual(['reach', 'on-call', 'policy', 'service', 'source', 'signal']);
});

it('what exists but does not work yet is not done', () => {
  const facts: SetUpFacts = {
    // The source of our own reports is there from the start and has signals of its own.
    sources: [{ isBuiltIn: true, firstSignalAt: '2026-03-01T00:00:00Z' }],
    policies: [{ id: 1 }],
    services: [{ escalationPolicyId: null }],
    onCall: [{ now: { personId: null } }],
    contactMethods: [
      { verifiedAt: null, disabledAt: null },
      { verifiedAt: '2026-03-01T00:00:00Z', disabledAt: '2026-03-02T00:00:00Z' },
    ],
  };
  expect(openSteps(facts)).toEqual(['reach', 'on-call', 'service', 'source', 'signal']);
});

it('nobody is told to set up what they may not see', () => {
  expect(firstSteps({ ...empty, sources: null }).map(({ key }) => key)).not.toContain('source');
});

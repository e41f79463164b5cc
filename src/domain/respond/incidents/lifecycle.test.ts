import { describe, expect, it } from 'vitest';
import {
  continuesSameIncident,
  decideTransition,
  isOpen,
  lifecycles,
  nextLifecycles,
  refuseSeverityChange,
} from './lifecycle.ts';

const hour = 3_600_000;
const now = 1_800_000_000_000;

describe('the lifecycle of an incident', () => {
  it.each([
    ['triage', 'active', true],
    ['active', 'stable', true],
    ['active', 'closed', false],
    ['stable', 'active', true],
    ['stable', 'closed', false],
    ['resolved', 'closed', true],
    ['resolved', 'stable', false],
    ['closed', 'resolved', false],
  ] as const)('from %s to %s is allowed: %s', (from, to, allowed) => {
    expect(decideTransition({ from, to, resolvedAt: null, reason: null, now }).allowed).toBe(allowed);
  });

  it('never lets a state lead to itself', () => {
    for (const state of lifecycles) {
      expect(nextLifecycles(state)).not.toContain(state);
      expect(decideTransition({ from: state, to: state, resolvedAt: null, reason: 'x', now })).toMatchObject({
        refusal: 'same-state',
      });
    }
  });

  it('reopens within 24 hours with a reason and forgets that it was over', () => {
    const reopen = { from: 'closed', to: 'active', resolvedAt: now - 24 * hour, now } as const;
    expect(decideTransition({ ...reopen, reason: 'errors are back' })).toEqual({
      allowed: true,
      reopens: true,
      clears: ['mitigatedAt', 'resolvedAt', 'closedAt'],
    });
    expect(decideTransition({ ...reopen, reason: '  ' })).toMatchObject({ refusal: 'reason-needed' });
  });

  it('asks for a new incident once 24 hours have passed', () => {
    const decision = decideTransition({
      from: 'resolved',
      to: 'active',
      resolvedAt: now - 24 * hour - 1,
      reason: 'again',
      now,
    });
    expect(decision).toMatchObject({ allowed: false, refusal: 'reopen-too-late' });
    expect(continuesSameIncident(now - 24 * hour - 1, now)).toBe(false);
  });

  it('asks why something that was declared is no incident', () => {
    expect(decideTransition({ from: 'triage', to: 'closed', resolvedAt: null, reason: null, now })).toMatchObject({
      refusal: 'reason-needed',
    });
    expect(
      decideTransition({ from: 'triage', to: 'closed', resolvedAt: null, reason: 'a test rang', now }),
    ).toMatchObject({ allowed: true });
  });

  it('counts triage, active and stable as open', () => {
    expect(lifecycles.filter(isOpen)).toEqual(['triage', 'active', 'stable']);
  });
});

describe('changing the severity', () => {
  it('lets anyone raise it and only the commander lower it, with a reason', () => {
    expect(refuseSeverityChange({ from: 3, to: 1, reason: null, byCommander: false, hasCommander: true })).toBeNull();
    expect(refuseSeverityChange({ from: 1, to: 2, reason: 'less', byCommander: false, hasCommander: true })).toContain(
      'commander',
    );
    expect(refuseSeverityChange({ from: 1, to: 2, reason: '', byCommander: true, hasCommander: true })).toContain(
      'why',
    );
    expect(
      refuseSeverityChange({ from: 1, to: 2, reason: 'fewer users', byCommander: true, hasCommander: true }),
    ).toBeNull();
    expect(refuseSeverityChange({ from: 2, to: 2, reason: 'x', byCommander: true, hasCommander: true })).toContain(
      'already',
    );
  });
});

import { severityLabel } from '../../severity.ts';
export type Lifecycle = 'triage' | 'active' | 'stable' | 'resolved' | 'closed';

export type IncidentKind = 'real' | 'drill' | 'test' | 'imported';

export const lifecycles: readonly Lifecycle[] = ['triage', 'active', 'stable', 'resolved', 'closed'];

export const lifecycleMeanings: Record<Lifecycle, string> = {
  triage: 'Declared; being sized up.',
  active: 'Customers are affected or about to be; people are working on it.',
  stable: 'The impact has stopped; being watched before it is called resolved.',
  resolved: 'Everything works fully again.',
  closed: 'The follow-up is arranged and nothing is left to do here.',
};

const forward: Record<Lifecycle, readonly Lifecycle[]> = {
  triage: ['active', 'stable', 'resolved', 'closed'],
  active: ['stable', 'resolved'],
  stable: ['active', 'resolved'],
  resolved: ['active', 'closed'],
  closed: ['active'],
};

/** Within this time after it resolved, a returning fault is the same incident; later it is a recurrence. */
export const reopenWindowSeconds = 24 * 60 * 60;

export function isOpen(lifecycle: Lifecycle): boolean {
  return lifecycle === 'triage' || lifecycle === 'active' || lifecycle === 'stable';
}

export function isOver(lifecycle: Lifecycle): boolean {
  return !isOpen(lifecycle);
}

/** True while the last public update says that it goes on; null: customers were told nothing. */
export function isToldAsOpen(publicStatus: string | null): boolean {
  return publicStatus !== null && publicStatus !== 'resolved';
}

/** States one click away, without looking at the clock. */
export function nextLifecycles(from: Lifecycle): readonly Lifecycle[] {
  return forward[from];
}

export type TransitionFacts = {
  from: Lifecycle;
  to: Lifecycle;
  /** Epoch milliseconds; null while never resolved. */
  resolvedAt: number | null;
  /** What the person wrote; required where the refusal says so. */
  reason: string | null;
  now: number;
};

export type TransitionRefusal = 'same-state' | 'not-allowed' | 'reopen-too-late' | 'reason-needed';

export type TransitionDecision =
  | { allowed: true; reopens: boolean; clears: readonly ('mitigatedAt' | 'resolvedAt' | 'closedAt')[] }
  | { allowed: false; refusal: TransitionRefusal; message: string };

/** True while a returning fault continues the earlier incident. `resolvedAt` and `now` in epoch milliseconds. */
export function continuesSameIncident(resolvedAt: number, now: number): boolean {
  return now - resolvedAt <= reopenWindowSeconds * 1000;
}

/**
 * Decides a change of state. A reopened incident keeps its first start, so its clock simply runs on;
 * `clears` names the instants that are no longer true afterwards.
 */
export function decideTransition(facts: TransitionFacts): TransitionDecision {
  const { from, to } = facts;
  const reasoned = (facts.reason ?? '').trim() !== '';
  if (from === to) return { allowed: false, refusal: 'same-state', message: `The incident is already ${to}.` };
  if (!forward[from].includes(to)) {
    return { allowed: false, refusal: 'not-allowed', message: `An incident cannot go from ${from} to ${to}.` };
  }
  if (isOver(from) && isOpen(to)) {
    if (facts.resolvedAt !== null && !continuesSameIncident(facts.resolvedAt, facts.now)) {
      return {
        allowed: false,
        refusal: 'reopen-too-late',
        message: 'It was resolved more than 24 hours ago. Declare a new incident and link this one as a recurrence.',
      };
    }
    if (!reasoned) return { allowed: false, refusal: 'reason-needed', message: 'Say why the incident is reopened.' };
    return { allowed: true, reopens: true, clears: ['mitigatedAt', 'resolvedAt', 'closedAt'] };
  }
  if (from === 'triage' && to === 'closed' && !reasoned) {
    return { allowed: false, refusal: 'reason-needed', message: 'Say why this is not an incident.' };
  }
  if (from === 'stable' && to === 'active') return { allowed: true, reopens: false, clears: ['mitigatedAt'] };
  return { allowed: true, reopens: false, clears: [] };
}

/** The instant a state stamps when it is entered and the instant is still empty. */
export function instantStampedBy(to: Lifecycle): 'mitigatedAt' | 'resolvedAt' | 'closedAt' | null {
  if (to === 'stable') return 'mitigatedAt';
  if (to === 'resolved') return 'resolvedAt';
  if (to === 'closed') return 'closedAt';
  return null;
}

export type SeverityChange = {
  from: number;
  to: number;
  reason: string | null;
  byCommander: boolean;
  /** False while the incident has no commander: then anyone may correct it. */
  hasCommander: boolean;
};

/** Raising is free to all; lowering is the commander's call and needs a reason. Returns a refusal or null. */
export function refuseSeverityChange(change: SeverityChange): string | null {
  if (change.to === change.from) return `The severity is already ${severityLabel(change.to)}.`;
  if (change.to < change.from) return null;
  if (change.hasCommander && !change.byCommander) return 'Only the incident commander lowers the severity.';
  if ((change.reason ?? '').trim() === '') return 'Say why the severity is lowered.';
  return null;
}

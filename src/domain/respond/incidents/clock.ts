import { isOpen, isToldAsOpen, type Lifecycle } from './lifecycle.ts';
import type { SeverityRule } from './severities.ts';

/** What the timers of a war room read. Instants are epoch milliseconds. */
export type ClockFacts = {
  lifecycle: Lifecycle;
  rule: SeverityRule;
  declaredAt: number;
  commanderAssignedAt: number | null;
  /** Customers can see the effect, or it is not known that they cannot. */
  visibleToCustomers: boolean;
  lastPublicUpdateAt: number | null;
  /** What the public was last told; null: nothing. */
  publicStatus: string | null;
  lastInternalUpdateAt: number | null;
  /** The "next update by" a person put into the last public update; it wins when it is earlier than the rhythm. */
  promisedPublicUpdateAt: number | null;
  /** A slower public rhythm chosen by the commander, minutes; ignored until the incident is long enough. */
  slowerPublicUpdateMinutes: number | null;
};

export const commanderWaitSeconds = 5 * 60;
export const commanderFatigueSeconds = 4 * 60 * 60;

const minute = 60_000;

function publicRhythmMinutes(facts: ClockFacts, now: number): number | null {
  const { rule, slowerPublicUpdateMinutes } = facts;
  if (rule.publicUpdateMinutes === null || slowerPublicUpdateMinutes === null) return rule.publicUpdateMinutes;
  const longAfter = rule.longIncidentAfterMinutes ?? 0;
  const long = now - facts.declaredAt >= longAfter * minute;
  return long ? Math.max(rule.publicUpdateMinutes, slowerPublicUpdateMinutes) : rule.publicUpdateMinutes;
}

/**
 * When the next public update is due, epoch milliseconds; null: none is owed. What customers were promised stays owed
 * after the incident has ended, until they are told that it has.
 */
export function publicUpdateDueAt(facts: ClockFacts, now: number): number | null {
  const { rule } = facts;
  if (!isOpen(facts.lifecycle) && !isToldAsOpen(facts.publicStatus)) return null;
  if (rule.firstPublicPostWhen === 'never') return null;
  if (rule.firstPublicPostWhen === 'visible' && !facts.visibleToCustomers) return null;
  if (facts.lastPublicUpdateAt === null) {
    return rule.firstPublicPostMinutes === null ? null : facts.declaredAt + rule.firstPublicPostMinutes * minute;
  }
  const rhythm = publicRhythmMinutes(facts, now);
  const byRhythm = rhythm === null ? null : facts.lastPublicUpdateAt + rhythm * minute;
  const promised = facts.promisedPublicUpdateAt;
  if (promised === null || promised <= facts.lastPublicUpdateAt) return byRhythm;
  return byRhythm === null ? promised : Math.min(byRhythm, promised);
}

/** When the next update inside the company is due, epoch milliseconds; null: none is owed. */
export function internalUpdateDueAt(facts: ClockFacts): number | null {
  const rhythm = facts.rule.internalUpdateMinutes;
  if (!isOpen(facts.lifecycle) || rhythm === null) return null;
  return (facts.lastInternalUpdateAt ?? facts.declaredAt) + rhythm * minute;
}

/** When the commander's backup is to be paged because nobody took command, epoch milliseconds; null: not needed. */
export function commanderEscalationDueAt(facts: ClockFacts): number | null {
  if (!isOpen(facts.lifecycle) || !facts.rule.coordinated || facts.commanderAssignedAt !== null) return null;
  return facts.declaredAt + commanderWaitSeconds * 1000;
}

/** When to suggest handing command over, epoch milliseconds; null: nobody commands. */
export function handoverSuggestedAt(facts: ClockFacts): number | null {
  if (!isOpen(facts.lifecycle) || facts.commanderAssignedAt === null) return null;
  return facts.commanderAssignedAt + commanderFatigueSeconds * 1000;
}

export type TimerKey = 'public-update' | 'internal-update' | 'commander' | 'handover';

export type Timer = {
  key: TimerKey;
  dueAt: number;
  overdue: boolean;
};

/** All running timers of an incident, soonest first. */
export function timersOf(facts: ClockFacts, now: number): Timer[] {
  const candidates: [TimerKey, number | null][] = [
    ['public-update', publicUpdateDueAt(facts, now)],
    ['internal-update', internalUpdateDueAt(facts)],
    ['commander', commanderEscalationDueAt(facts)],
    ['handover', handoverSuggestedAt(facts)],
  ];
  return candidates
    .flatMap(([key, dueAt]) => (dueAt === null ? [] : [{ key, dueAt, overdue: dueAt <= now }]))
    .sort((left, right) => left.dueAt - right.dueAt);
}

import { describe, expect, it } from 'vitest';
import {
  type ClockFacts,
  commanderEscalationDueAt,
  internalUpdateDueAt,
  publicUpdateDueAt,
  timersOf,
} from './clock.ts';
import { ruleOf } from './severities.ts';
import { defaultSeverities } from './severity-defaults.ts';

const minute = 60_000;
const declaredAt = 1_800_000_000_000;

function facts(changes: Partial<ClockFacts> = {}): ClockFacts {
  return {
    lifecycle: 'active',
    rule: ruleOf(defaultSeverities, 1),
    declaredAt,
    commanderAssignedAt: null,
    visibleToCustomers: true,
    lastPublicUpdateAt: null,
    publicStatus: null,
    lastInternalUpdateAt: null,
    promisedPublicUpdateAt: null,
    slowerPublicUpdateMinutes: null,
    ...changes,
  };
}

describe('the timers of a war room', () => {
  it('want the first public post five minutes after a SEV1 is declared, then every twenty', () => {
    expect(publicUpdateDueAt(facts(), declaredAt)).toBe(declaredAt + 5 * minute);
    const posted = declaredAt + 4 * minute;
    expect(publicUpdateDueAt(facts({ lastPublicUpdateAt: posted }), posted)).toBe(posted + 20 * minute);
  });

  it('hold a person to the earlier time that was promised in public', () => {
    const posted = declaredAt + 4 * minute;
    const promised = facts({ lastPublicUpdateAt: posted, promisedPublicUpdateAt: posted + 10 * minute });
    expect(publicUpdateDueAt(promised, posted)).toBe(posted + 10 * minute);
    const late = facts({ lastPublicUpdateAt: posted, promisedPublicUpdateAt: posted + 60 * minute });
    expect(publicUpdateDueAt(late, posted)).toBe(posted + 20 * minute);
  });

  it('allow a slower rhythm only once the incident is long', () => {
    const posted = declaredAt + 90 * minute;
    const slow = facts({ lastPublicUpdateAt: posted, slowerPublicUpdateMinutes: 60 });
    expect(publicUpdateDueAt(slow, declaredAt + 100 * minute)).toBe(posted + 20 * minute);
    expect(publicUpdateDueAt(slow, declaredAt + 120 * minute)).toBe(posted + 60 * minute);
  });

  it('owe customers nothing for a SEV3 they cannot see, nor for a SEV4', () => {
    expect(
      publicUpdateDueAt(facts({ rule: ruleOf(defaultSeverities, 3), visibleToCustomers: false }), declaredAt),
    ).toBeNull();
    expect(publicUpdateDueAt(facts({ rule: ruleOf(defaultSeverities, 4) }), declaredAt)).toBeNull();
    expect(internalUpdateDueAt(facts({ rule: ruleOf(defaultSeverities, 4) }))).toBeNull();
  });

  it('page the backup when nobody commands after five minutes, for coordinated severities only', () => {
    expect(commanderEscalationDueAt(facts())).toBe(declaredAt + 5 * minute);
    expect(commanderEscalationDueAt(facts({ commanderAssignedAt: declaredAt + minute }))).toBeNull();
    expect(commanderEscalationDueAt(facts({ rule: ruleOf(defaultSeverities, 3) }))).toBeNull();
  });

  it('stop when the incident is over', () => {
    expect(timersOf(facts({ lifecycle: 'resolved' }), declaredAt)).toEqual([]);
  });

  it('are listed soonest first and marked when overdue', () => {
    const timers = timersOf(facts({ commanderAssignedAt: declaredAt }), declaredAt + 5 * minute);
    expect(timers.map((timer) => [timer.key, timer.overdue])).toEqual([
      ['public-update', true],
      ['internal-update', false],
      ['handover', false],
    ]);
  });
});

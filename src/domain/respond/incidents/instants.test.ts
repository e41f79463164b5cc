import { describe, expect, it } from 'vitest';
import { type IncidentInstants, validateInstants } from './instants.ts';

const at = (time: string) => Date.parse(`2026-03-02T${time}:00Z`);
const now = at('20:00');
const good: IncidentInstants = {
  impactStartedAt: at('09:00'),
  detectedAt: at('09:03'),
  alertedAt: at('09:04'),
  acknowledgedAt: at('09:06'),
  declaredAt: at('09:08'),
  commanderAssignedAt: at('09:10'),
  firstPublicAt: at('09:12'),
  mitigatedAt: at('09:40'),
  resolvedAt: at('10:00'),
  closedAt: at('12:00'),
};

describe('the instants of an incident', () => {
  it('pass in their natural order, and when most are unknown', () => {
    expect(validateInstants(good, now)).toEqual({ errors: [], warnings: [] });
    const empty = Object.fromEntries(Object.keys(good).map((key) => [key, null])) as unknown as IncidentInstants;
    expect(validateInstants({ ...empty, declaredAt: at('09:00') }, now)).toEqual({ errors: [], warnings: [] });
  });

  it('refuse a negative duration and say which two instants disagree', () => {
    const { errors } = validateInstants({ ...good, impactStartedAt: at('11:00') }, now);
    expect(errors.map((finding) => finding.message)).toContain(
      '“impact started” (2026-03-02 11:00:00 UTC) is after “resolved” (2026-03-02 10:00:00 UTC): the duration would be negative.',
    );
  });

  it.each([
    ['impactStartedAt', '09:05', 'detectedAt'],
    ['declaredAt', '10:30', 'resolvedAt'],
    ['mitigatedAt', '10:05', 'resolvedAt'],
    ['firstPublicAt', '09:01', 'firstPublicAt'],
  ] as const)('only warn when %s is %s', (key, time, later) => {
    const { errors, warnings } = validateInstants({ ...good, [key]: at(time) }, now);
    expect(errors).toEqual([]);
    expect(warnings.map((finding) => finding.later)).toContain(later);
  });

  it('refuse the future, with a minute of grace for clocks', () => {
    expect(validateInstants({ ...good, closedAt: now + 60_000 }, now).errors).toEqual([]);
    expect(validateInstants({ ...good, closedAt: now + 60_001 }, now).errors).toHaveLength(1);
  });

  it('refuse what is no time at all', () => {
    expect(validateInstants({ ...good, closedAt: Number.NaN }, now).errors[0]?.message).toContain(
      'not a point in time',
    );
  });
});

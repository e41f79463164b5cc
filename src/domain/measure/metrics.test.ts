import { describe, expect, it } from 'vitest';
import { definitionOf, durationsOf } from './durations.ts';
import { incidentsPerSprint } from './incidents-per-sprint.ts';
import { measuresOf } from './measures-for-tests.ts';
import { incidentRow } from './rows.fixture.ts';
import { sprintAt, sprintsBetween } from './sprints.ts';

const at = (text: string) => Date.parse(`${text}:00Z`);
const minutes = (count: number) => count * 60;
const day = 86_400_000;

// Two-week sprints in Berlin; the clocks change on 29 March 2026, so sprint 7 (23 March – 5 April) lasts an hour less.
const calendar = { startDate: '2025-12-29', lengthDays: 14, zone: 'Europe/Berlin' };
const march = { from: at('2026-03-08T23:00'), to: at('2026-04-05T22:00') };
const now = at('2026-04-20T12:00');

const rows = [
  // 60 min, SEV2; postmortem in time
  incidentRow(1, {
    instants: {
      impactStartedAt: at('2026-03-10T09:00'),
      detectedAt: at('2026-03-10T09:04'),
      alertedAt: at('2026-03-10T09:05'),
      acknowledgedAt: at('2026-03-10T09:08'),
      declaredAt: at('2026-03-10T09:10'),
      mitigatedAt: at('2026-03-10T09:40'),
      resolvedAt: at('2026-03-10T10:00'),
    },
    postmortem: { required: true, dueAt: at('2026-03-17T22:59'), completedAt: at('2026-03-12T10:00') },
  }),
  // 120 min, overlaps a; was SEV1 for a while, ended as SEV2; postmortem late
  incidentRow(2, {
    peakSeverity: 1,
    instants: {
      impactStartedAt: at('2026-03-10T09:30'),
      detectedAt: at('2026-03-10T09:50'),
      declaredAt: at('2026-03-10T09:55'),
      mitigatedAt: at('2026-03-10T11:00'),
      resolvedAt: at('2026-03-10T11:30'),
    },
    postmortem: { required: true, dueAt: at('2026-03-17T22:59'), completedAt: at('2026-03-20T11:30') },
  }),
  // Reopened: first resolved after 1 h, again within a day, in all 20 h. Returns from a within 9 days.
  incidentRow(3, {
    severity: 1,
    peakSeverity: 1,
    foundBy: 'customer',
    instants: {
      impactStartedAt: at('2026-03-19T02:00'),
      declaredAt: at('2026-03-19T02:30'),
      resolvedAt: at('2026-03-19T22:00'),
    },
    postmortem: { required: true, dueAt: at('2026-03-22T22:59'), completedAt: null },
    recurrence: { earlierIncidentId: 1, earlierResolvedAt: at('2026-03-10T10:00'), confirmed: true },
  }),
  // Sprint border: Sunday 22 March 23:30 in Berlin is still sprint 6 …
  incidentRow(4, {
    severity: 3,
    peakSeverity: 3,
    instants: {
      impactStartedAt: at('2026-03-22T22:00'),
      declaredAt: at('2026-03-22T22:30'),
      resolvedAt: at('2026-03-22T22:45'),
    },
  }),
  // … and Sunday 5 April 23:30, in summer time, is 21:30 UTC and still sprint 7. Only suggested as a recurrence, 14 days after d.
  incidentRow(5, {
    severity: 3,
    peakSeverity: 3,
    instants: {
      impactStartedAt: at('2026-04-05T21:00'),
      declaredAt: at('2026-04-05T21:30'),
      resolvedAt: at('2026-04-05T21:40'),
    },
    recurrence: { earlierIncidentId: 4, earlierResolvedAt: at('2026-03-22T22:45'), confirmed: false },
  }),
  // Declared in the period, resolved after it; 50 days after an older one.
  incidentRow(6, {
    severity: 3,
    peakSeverity: 3,
    instants: {
      impactStartedAt: at('2026-04-05T20:00'),
      declaredAt: at('2026-04-05T20:00'),
      resolvedAt: at('2026-04-06T08:00'),
    },
    recurrence: { earlierIncidentId: 9, earlierResolvedAt: at('2026-04-05T20:00') - 50 * day, confirmed: true },
  }),
  // Still open, start of the impact unknown.
  incidentRow(7, { severity: 4, peakSeverity: 4, instants: { declaredAt: at('2026-03-30T08:00') } }),
  // Resolved, but nobody knows since when: cannot be measured.
  incidentRow(8, {
    severity: 4,
    peakSeverity: 4,
    instants: { declaredAt: at('2026-03-31T08:00'), resolvedAt: at('2026-03-31T09:00') },
  }),
  // None of these may count.
  incidentRow(20, {
    kind: 'drill',
    severity: 1,
    peakSeverity: 1,
    instants: {
      impactStartedAt: at('2026-03-11T00:00'),
      declaredAt: at('2026-03-11T00:00'),
      resolvedAt: at('2026-03-15T00:00'),
    },
    postmortem: { required: true, dueAt: at('2026-03-18T00:00'), completedAt: null },
  }),
  incidentRow(21, {
    kind: 'test',
    instants: {
      impactStartedAt: at('2026-03-11T00:00'),
      declaredAt: at('2026-03-11T00:00'),
      resolvedAt: at('2026-03-15T00:00'),
    },
  }),
  incidentRow(23, {
    falseAlarm: true,
    instants: {
      impactStartedAt: at('2026-03-12T09:00'),
      declaredAt: at('2026-03-12T09:00'),
      resolvedAt: at('2026-03-12T09:30'),
    },
  }),
  // Counts only when asked for: 30 min.
  incidentRow(24, {
    kind: 'imported',
    instants: {
      impactStartedAt: at('2026-03-13T09:00'),
      declaredAt: at('2026-03-13T09:00'),
      resolvedAt: at('2026-03-13T09:30'),
    },
  }),
];

describe('the measures, against numbers worked out by hand', () => {
  const measures = measuresOf(rows, march, calendar, now);

  it('restore: 60, 120, 1200, 45 and 40 minutes', () => {
    const { restore } = measures;
    expect(restore.rows.map((row) => row.incidentId)).toEqual([1, 2, 3, 4, 5]);
    expect(restore).toMatchObject({ n: 5, median: minutes(60), mean: minutes(293), enoughForTrend: false });
    // Rank 0.9 × 4 = 3.6: 120 + 0.6 × 1080
    expect(restore.p90).toBeCloseTo(minutes(768));
    expect(restore.unusableIncidentIds).toEqual([8]);
  });

  it('restore by severity: the final one, or the peak when asked', () => {
    expect(measures.restore.rows.map((row) => row.severity).sort()).toEqual([1, 2, 2, 3, 3]);
    const peak = durationsOf(rows, 'restore', march, 'peak');
    expect(peak.rows.filter((row) => row.severity === 1).map((row) => row.incidentId)).toEqual([2, 3]);
  });

  it('mitigate, detect and acknowledge', () => {
    expect(measures.mitigate).toMatchObject({ n: 2, median: minutes(65) });
    expect(measures.detect).toMatchObject({ n: 2, median: minutes(12) });
    expect(measures.acknowledge).toMatchObject({ n: 1, median: minutes(3) });
  });

  it('incidents per sprint, with borders in Berlin across the change of clocks', () => {
    expect(
      measures.sprints.map(({ sprint, count, falseAlarmCount, customerFoundCount, incidentIds, whole }) => [
        sprint.number,
        count,
        falseAlarmCount,
        customerFoundCount,
        incidentIds.toSorted().join(''),
        whole,
      ]),
    ).toEqual([
      [6, 4, 1, 1, '1234', true],
      [7, 4, 0, 0, '5678', true],
    ]);
    expect(measures.sprints[0]?.bySeverity).toEqual({ 1: 1, 2: 2, 3: 1, 4: 0, 5: 0 });
  });

  it('postmortems: two of three completed, one of three in time', () => {
    expect(measures.postmortems).toMatchObject({
      required: 3,
      completed: 2,
      deadlinePassed: 3,
      completedOnTime: 1,
      missingIncidentIds: [3],
    });
    expect(measures.postmortems.onTimeShare).toBeCloseTo(1 / 3);
    // a: 2 days; b: 10 days
    expect(measures.postmortems.medianDaysToComplete).toBeCloseTo(6);
  });

  it('postmortems whose deadline is still ahead are neither in time nor late', () => {
    const early = measuresOf(rows, march, calendar, at('2026-03-13T00:00')).postmortems;
    expect(early).toMatchObject({ required: 3, completed: 1, deadlinePassed: 0, onTimeShare: null });
  });

  it('recurrence: of eight incidents one came back within 30 days, two within 60', () => {
    expect(
      measures.recurrence.map(({ windowDays, incidents, repeats, repeatsBySignature }) => [
        windowDays,
        incidents,
        repeats,
        repeatsBySignature,
      ]),
    ).toEqual([
      [30, 8, 1, 2],
      [60, 8, 2, 3],
      [90, 8, 2, 3],
    ]);
    expect(measures.recurrence[0]?.rate).toBe(1 / 8);
    expect(measures.recurrence[1]?.repeatIncidentIds).toEqual([3, 6]);
  });

  it('open incidents are told beside the durations', () => {
    expect(measures.stillOpen).toEqual([
      { incidentId: 7, severity: 4, ageSeconds: (now - at('2026-03-30T08:00')) / 1000 },
    ]);
  });

  it('imported incidents join only when asked for', () => {
    const asked = measuresOf(rows, { ...march, includeImported: true }, calendar, now);
    expect(asked.restore.n).toBe(6);
    expect(asked.restore.median).toBe(minutes(52.5));
    expect(asked.recurrence[0]?.incidents).toBe(9);
  });

  it('filters by team and service', () => {
    expect(durationsOf(rows, 'restore', { ...march, teamId: 2 }).n).toBe(0);
    expect(durationsOf(rows, 'restore', { ...march, serviceId: 1 }).n).toBe(5);
  });

  it('a corrected timestamp changes the number', () => {
    const corrected = rows.map((row) =>
      row.incidentId === 1 ? { ...row, instants: { ...row.instants, impactStartedAt: at('2026-03-10T08:30') } } : row,
    );
    expect(durationsOf(corrected, 'restore', march).mean).toBe(minutes(299));
  });

  it('names its two instants', () => {
    expect(definitionOf('restore')).toBe('MTTR: time to restore (impact started → resolved)');
  });
});

describe('sprints', () => {
  it('have borders at local midnight, so one with a change of clocks is an hour shorter', () => {
    const sprint = sprintAt(calendar, at('2026-03-29T10:00'));
    expect([sprint.number, sprint.firstDate, sprint.lastDate]).toEqual([7, '2026-03-23', '2026-04-05']);
    expect(sprint.endAt - sprint.startAt).toBe(14 * day - 3_600_000);
    expect(sprintAt(calendar, sprint.startAt).number).toBe(7);
    expect(sprintAt(calendar, sprint.startAt - 1).number).toBe(6);
  });

  it('count an incident declared on the border in the later one', () => {
    const { startAt } = sprintAt(calendar, at('2026-03-29T10:00'));
    const counts = incidentsPerSprint(
      [incidentRow(30, { instants: { declaredAt: startAt } })],
      [{ effectiveFrom: null, rule: calendar }],
      march,
    );
    expect(counts.map(({ count }) => count)).toEqual([0, 1]);
  });

  it('go back before the first one and follow without gaps', () => {
    expect(sprintAt(calendar, at('2025-12-28T10:00')).number).toBe(0);
    const sprints = sprintsBetween(calendar, at('2025-11-01T00:00'), at('2026-11-01T00:00'));
    sprints.slice(1).forEach((sprint, index) => {
      expect(sprint.startAt).toBe(sprints[index]?.endAt);
    });
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { instantOf } from '../../time/instant.ts';
import { type PastShift, pastShifts, type ScheduleVersion } from './history.ts';
import { shiftsBetween } from './timeline.ts';

const day = 86_400_000;
const from = Date.parse('2026-03-01T00:00:00Z');
const to = from + 40 * day;

const daily = (participants: number[], hour: number): ScheduleDefinition => ({
  layers: [
    {
      name: 'Days',
      participants,
      startsOn: '2026-03-01',
      rotation: { unit: 'day', every: 1, handoffTime: `${String(hour).padStart(2, '0')}:00` },
    },
  ],
});

const definition = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 23 }))
  .map(([participants, hour]) => daily(participants, hour));
const version = fc.record<ScheduleVersion>({
  inForceFrom: fc.integer({ min: from - 10 * day, max: to }),
  teamId: fc.constant(null),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
  definition: fc.option(definition),
});
const versions = fc
  .uniqueArray(version, { minLength: 1, maxLength: 5, selector: ({ inForceFrom }) => inForceFrom })
  .map((found) => found.sort((a, b) => a.inForceFrom - b.inForceFrom));

const endedBy = (shifts: readonly PastShift[], at: number) => shifts.filter(({ endAt }) => endAt < at);

test('What comes into force later, or who is deactivated later, never changes a shift that has ended', () => {
  fc.assert(
    fc.property(versions, version, fc.integer({ min: 1, max: 4 }), (known, later, personId) => {
      const at = Math.max(later.inForceFrom, known.at(-1)!.inForceFrom + 1);
      const before = pastShifts({ versions: known, overrides: [], disabled: new Map() }, from, to);
      const disabled = new Map([[personId, [{ from: at, to: Number.POSITIVE_INFINITY }]]]);
      const after = pastShifts(
        { versions: [...known, { ...later, inForceFrom: at }], overrides: [], disabled },
        from,
        to,
      );
      expect(endedBy(after, at)).toEqual(endedBy(before, at));
    }),
  );
});

test('A schedule that was never edited has the shifts of its timeline', () => {
  fc.assert(
    fc.property(definition, (only) => {
      const one = { inForceFrom: from, teamId: null, timeZone: 'UTC', definition: only };
      const schedule = { timeZone: 'UTC', definition: only, overrides: [] };
      const expected = shiftsBetween(schedule, instantOf(from), instantOf(to)).filter(({ gap }) => gap === null);
      expect(pastShifts({ versions: [one], overrides: [], disabled: new Map() }, from, to)).toEqual(
        expected.map(({ personId, startsAt, endsAt }) => ({
          personId,
          teamId: null,
          startAt: startsAt.epochMilliseconds,
          endAt: endsAt.epochMilliseconds,
        })),
      );
    }),
  );
});

test('An edit that leaves the same person on call does not cut their shift, and a deletion ends it', () => {
  const base = { teamId: null, timeZone: 'UTC' };
  const known: ScheduleVersion[] = [
    { ...base, inForceFrom: from, definition: daily([1], 0) },
    { ...base, inForceFrom: from + day, definition: daily([1], 9) },
    { ...base, inForceFrom: from + 3 * day, definition: null },
  ];
  expect(pastShifts({ versions: known, overrides: [], disabled: new Map() }, from - day, to)).toEqual([
    { personId: 1, teamId: null, startAt: from, endAt: from + 3 * day },
  ]);
});

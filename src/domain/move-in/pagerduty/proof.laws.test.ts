import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { prove } from '../proof.ts';
import { convertPagerduty } from './convert.ts';
import { type PagerdutyDump, pagerdutyOrganisation } from './organisation-for-tests.ts';
import { readPagerduty } from './read.ts';
import { pagerdutyThere } from './there.ts';

const weekMs = 7 * 86_400_000;

function movedFrom(dump: PagerdutyDump, nowMs: number) {
  const { content, errors } = readPagerduty([{ path: 'export.json', text: JSON.stringify(dump) }]);
  expect(errors).toEqual([]);
  const converted = convertPagerduty(content, {}, nowMs);
  const to = nowMs + 8 * weekMs;
  const there = pagerdutyThere(content, converted, nowMs, to);
  const proofOf = (document = converted.document) =>
    prove(there, evenkeelOf(document, { ...usualUrgencies, 5: 'low' }), converted.findings, nowMs, to);
  return { ...converted, content, proofOf };
}

const moved = (seed: number, nowMs: number, plain = true) =>
  movedFrom(pagerdutyOrganisation(seed, { people: 7, teams: 2, schedules: 3 }, nowMs, plain), nowMs);

// From September 2026 on for a year, so that clocks change on either side of the equator.
const instants = fc.integer({ min: 0, max: 365 * 24 }).map((hours) => Date.UTC(2026, 8, 1) + hours * 3_600_000);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

test('whatever an organisation has, the same people are on call, and the same people are paged at the same second', () => {
  fc.assert(
    fc.property(seeds, instants, (seed, nowMs) => {
      const { schedules, routes } = moved(seed, nowMs).proofOf();
      // A schedule that takes more layers than one can hold is announced, and empty.
      const all = [...schedules, ...routes].flatMap<{ reasons: string[] }>(({ differences }) => differences);
      expect(all.filter(({ reasons }) => !reasons.some((reason) => reason.includes('more layers')))).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('whatever pages others here was announced', () => {
  fc.assert(
    fc.property(seeds, instants, (seed, nowMs) => {
      expect(moved(seed, nowMs, false).proofOf().unexplained).toBe(0);
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('a person in the wrong turn is found, with the hours and both names', () => {
  const { document, proofOf } = moved(3, Date.UTC(2026, 8, 1));
  const wrong = structuredClone(document);
  const schedule = wrong.schedules.find(({ layers }) => layers.length > 0)!;
  const layer = schedule.layers.at(-1)!;
  const others = document.people.map(({ email }) => email);
  layer.participants[0] = others.find((email) => !layer.participants.includes(email))!;
  const found = proofOf(wrong).schedules.find(({ slugs }) => slugs.includes(schedule.slug))!;
  expect(found.differences.length).toBeGreaterThan(0);
  expect(found.differences[0]!.here.join()).not.toBe(found.differences[0]!.there.join());
  expect(found.differences[0]!.reasons).toEqual([]);
});

test('where the export holds the final schedule, what PagerDuty itself says is what is compared', () => {
  const nowMs = Date.UTC(2026, 8, 1);
  const dump = pagerdutyOrganisation(5, { people: 7, teams: 2, schedules: 3 }, nowMs);
  const [schedule] = dump.schedules;
  const iso = (ms: number) => new Date(ms).toISOString();
  const stranger = dump.users.at(-1)!;
  const [from, to] = [nowMs + weekMs, nowMs + 2 * weekMs];
  schedule!.final_schedule = {
    rendered_schedule_entries: [
      { start: iso(from), end: iso(from + 3_600_000), user: stranger },
      { start: iso(to - 3_600_000), end: iso(to), user: stranger },
    ],
  };
  const proof = movedFrom(dump, nowMs).proofOf();
  const { differences } = proof.schedules.find(({ id }) => id === schedule!.id)!;
  expect(differences.length).toBeGreaterThan(0);
  // Between its first and its last entry nobody is on call; outside of it the layers count.
  expect(differences.every(({ start, end }) => start >= from && end <= to)).toBe(true);
  expect(differences.some(({ there }) => there.length === 0)).toBe(true);
});

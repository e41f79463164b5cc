import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { prove } from '../proof.ts';
import { convertOncall } from './convert.ts';
import { oncallOrganisation } from './organisation-for-tests.ts';
import { readOncall } from './read.ts';
import { oncallThere } from './there.ts';

const weekMs = 7 * 86_400_000;

function moved(seed: number, nowMs: number, plain = true) {
  const dump = oncallOrganisation(seed, { people: 7, teams: 2, schedules: 3 }, nowMs, plain);
  const { content, errors } = readOncall(JSON.stringify(dump));
  expect(errors).toEqual([]);
  const converted = convertOncall(content, {}, nowMs);
  const to = nowMs + 8 * weekMs;
  const there = oncallThere(content, converted, nowMs, to);
  const proofOf = (document = converted.document) =>
    prove(there, evenkeelOf(document, { ...usualUrgencies, 5: 'low' }), converted.findings, nowMs, to);
  return { ...converted, proofOf };
}

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
      const proof = moved(seed, nowMs, false).proofOf();
      expect(proof.unexplained).toBe(0);
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
  const place = layer.participants.findIndex((person) => person !== null);
  layer.participants[place] = others.find((email) => !layer.participants.includes(email))!;
  const found = proofOf(wrong).schedules.find(({ slugs }) => slugs.includes(schedule.slug))!;
  expect(found.differences.length).toBeGreaterThan(0);
  expect(found.differences[0]!.here.join()).not.toBe(found.differences[0]!.there.join());
  expect(found.differences[0]!.reasons).toEqual([]);
});

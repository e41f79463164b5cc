import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { prove } from '../proof.ts';
import { convertGoalert } from './convert.ts';
import { goalertOrganisation } from './organisation-for-tests.ts';
import { readGoalert } from './read.ts';
import { goalertThere } from './there.ts';

const weekMs = 7 * 86_400_000;

function moved(seed: number, nowMs: number, plain = true) {
  const dump = goalertOrganisation(seed, { people: 7, teams: 2, schedules: 3 }, nowMs, plain);
  const { content, errors } = readGoalert([{ path: 'export.json', text: JSON.stringify(dump) }]);
  expect(errors).toEqual([]);
  const converted = convertGoalert(content, {}, nowMs);
  const to = nowMs + 8 * weekMs;
  const there = goalertThere(content, converted, nowMs, to);
  const proofOf = (document = converted.document) =>
    prove(there, evenkeelOf(document, { ...usualUrgencies, 5: 'low' }), converted.findings, nowMs, to);
  return { ...converted, content, proofOf };
}

// From September 2026 on for a year, so that clocks change on either side of the equator.
const instants = fc.integer({ min: 0, max: 365 * 24 }).map((hours) => Date.UTC(2026, 8, 1) + hours * 3_600_000);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

test('whatever an organisation has, the same people are on call, and the same people are paged at the same second', () => {
  fc.assert(
    fc.property(seeds, instants, (seed, nowMs) => {
      const { schedules, routes } = moved(seed, nowMs).proofOf();
      const all = [...schedules, ...routes].flatMap<object>(({ differences }) => differences);
      expect(all).toEqual([]);
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

test('the layers of a rotation stay the same while turns pass', () => {
  const nowMs = Date.UTC(2026, 8, 1);
  const { content, document } = moved(4, nowMs);
  for (const rotation of content.rotations) {
    // As GoAlert tells it one turn later.
    const hours = { hourly: 1, daily: 24, weekly: 168, monthly: 0 }[rotation.type] * rotation.shiftLength;
    const next = Date.parse(rotation.nextHandoffTimes![0]!);
    rotation.nextHandoffTimes = [new Date(next + hours * 3_600_000).toISOString()];
    rotation.activeUserIndex = (rotation.activeUserIndex + 1) % rotation.userIDs.length;
  }
  const later = convertGoalert(content, {}, nowMs);
  const layersOf = ({ schedules }: typeof document) => schedules.map(({ layers }) => layers);
  expect(layersOf(later.document)).toEqual(layersOf(document));
});

test('a person in the wrong turn is found, with the hours and both names', () => {
  const { document, proofOf } = moved(3, Date.UTC(2026, 8, 1));
  const wrong = structuredClone(document);
  const schedule = wrong.schedules.find(({ layers }) => layers.length > 0)!;
  const layer = schedule.layers.at(-1)!;
  const others = document.people.map(({ email }) => email);
  layer.participants[0] = others.find((email) => !layer.participants.includes(email))!;
  const found = proofOf(wrong).schedules.find(({ slugs }) => slugs.includes(schedule.slug))!;
  expect(found.differences.length).toBeGreaterThan(0);
  expect(found.differences[0]!.reasons).toEqual([]);
});

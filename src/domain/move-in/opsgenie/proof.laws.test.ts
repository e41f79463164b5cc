import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualUrgencies } from '../../severity.ts';
import { evenkeelOf } from '../here.ts';
import { prove } from '../proof.ts';
import { convertOpsgenie } from './convert.ts';
import { asBackupFolder, opsgenieOrganisation } from './organisation-for-tests.ts';
import { readOpsgenie } from './read.ts';
import { opsgenieThere } from './there.ts';

const weekMs = 7 * 86_400_000;

function moved(seed: number, nowMs: number) {
  const dump = opsgenieOrganisation(seed, { people: 7, teams: 2, schedules: 3 }, nowMs);
  const { content, errors } = readOpsgenie([{ path: 'export.json', text: JSON.stringify(dump) }]);
  expect(errors).toEqual([]);
  const converted = convertOpsgenie(content, {}, nowMs);
  const to = nowMs + 8 * weekMs;
  const there = opsgenieThere(content, converted, nowMs, to);
  const proofOf = (document = converted.document) =>
    prove(there, evenkeelOf(document, usualUrgencies), converted.findings, nowMs, to);
  return { dump, ...converted, proofOf };
}

test('whatever an organisation has, the same people are on call, and the same people are paged at the same second', () => {
  // From September 2026 on for a year, so that clocks change on either side of the equator.
  const instants = fc.integer({ min: 0, max: 365 * 24 }).map((hours) => Date.UTC(2026, 8, 1) + hours * 3_600_000);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), instants, (seed, nowMs) => {
      const { dump, proofOf } = moved(seed, nowMs);
      const proof = proofOf();
      expect(proof.schedules.flatMap(({ differences }) => differences)).toEqual([]);
      // A forwarding of somebody whom a step names is announced, and SEV5 pages nobody until the matrix says so.
      const others = proof.routes.flatMap(({ differences }) => differences.filter(({ severity }) => severity < 5));
      if (dump.forwardingRules.length === 0) expect(others).toEqual([]);
      expect(proof.unexplained).toBe(0);
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('a person in the wrong turn is found, with the hours and both names', () => {
  const { document, proofOf } = moved(3, Date.UTC(2026, 8, 1));
  const [schedule] = document.schedules;
  const others = document.people.map(({ email }) => email);
  const wrong = structuredClone(document);
  const turns = wrong.schedules[0]!.layers[0]!.participants;
  const place = turns.findIndex((person) => person !== null);
  turns[place] = others.find((email) => !turns.includes(email))!;
  const proof = proofOf(wrong);
  const found = proof.schedules.find(({ slugs }) => slugs.includes(schedule!.slug))!;
  expect(found.differences.length).toBeGreaterThan(0);
  expect(found.differences[0]!.here.join()).not.toBe(found.differences[0]!.there.join());
  // That rotations became several schedules is no excuse.
  expect(proof.unexplained).toBeGreaterThan(0);
});

test('the folder of the backup tool and one JSON document say the same', () => {
  const dump = opsgenieOrganisation(7, { people: 7, teams: 2, schedules: 3 }, Date.UTC(2026, 8, 1));
  const one = readOpsgenie([{ path: 'export.json', text: JSON.stringify(dump) }]);
  expect(readOpsgenie(asBackupFolder(dump))).toEqual(one);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MovableTool, movableTools } from '../../contract/move-in/conversion.ts';
import { usualUrgencies } from '../severity.ts';
import { goalertOrganisation } from './goalert/organisation-for-tests.ts';
import { evenkeelOf } from './here.ts';
import { oncallOrganisation } from './oncall/organisation-for-tests.ts';
import { opsgenieOrganisation } from './opsgenie/organisation-for-tests.ts';
import { pagerdutyOrganisation } from './pagerduty/organisation-for-tests.ts';
import type { OrganisationSize } from './picks-for-tests.ts';
import { prove } from './proof.ts';
import { squadcastOrganisation } from './squadcast/organisation-for-tests.ts';
import { readExport } from './tools.ts';

/** With `plain`, only what Evenkeel does in the very same way. */
type Organisation = (seed: number, size: OrganisationSize, nowMs: number, plain?: boolean) => object;

const organisations: Record<MovableTool, Organisation> = {
  opsgenie: opsgenieOrganisation,
  pagerduty: pagerdutyOrganisation,
  oncall: oncallOrganisation,
  goalert: goalertOrganisation,
  squadcast: squadcastOrganisation,
};

/** What also a plain organisation may need, and what is said about it. */
const announced = /^forwarding |more layers|while the clocks change/;

const weekMs = 7 * 86_400_000;

function moved(tool: MovableTool, seed: number, nowMs: number, plain = true) {
  const dump = organisations[tool](seed, { people: 7, teams: 2, schedules: 3 }, nowMs, plain);
  const { errors, convert } = readExport(tool, [{ path: 'export.json', text: JSON.stringify(dump) }]);
  expect(errors).toEqual([]);
  const { document, findings, there } = convert({}, nowMs);
  const to = nowMs + 8 * weekMs;
  const theirs = there(nowMs, to);
  return {
    document,
    proofOf: (here = document) => prove(theirs, evenkeelOf(here, { ...usualUrgencies, 5: 'low' }), findings, nowMs, to),
  };
}

// From September 2026 on for a year, so that clocks change on either side of the equator.
const instants = fc.integer({ min: 0, max: 365 * 24 }).map((hours) => Date.UTC(2026, 8, 1) + hours * 3_600_000);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe.each(movableTools)('%s', (tool) => {
  test('whatever an organisation has, the same people are on call, and the same people are paged at the same second', () => {
    fc.assert(
      fc.property(seeds, instants, (seed, nowMs) => {
        const { schedules, routes } = moved(tool, seed, nowMs).proofOf();
        const all = [...schedules, ...routes].flatMap<{ reasons: string[] }>(({ differences }) => differences);
        expect(all.filter(({ reasons }) => !reasons.some((reason) => announced.test(reason)))).toEqual([]);
      }),
      { numRuns: 30, examples: [[206_539, 1_800_172_800_000]] },
    );
  }, 120_000);

  test('whatever pages others here was announced', () => {
    fc.assert(
      fc.property(seeds, instants, (seed, nowMs) => {
        expect(moved(tool, seed, nowMs, false).proofOf().unexplained).toBe(0);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('a person in the wrong turn is found, with the hours and both names', () => {
    const { document, proofOf } = moved(tool, 3, Date.UTC(2026, 8, 1));
    const wrong = structuredClone(document);
    const schedule = wrong.schedules.find(({ layers }) => layers.length > 0)!;
    const turns = schedule.layers.at(-1)!.participants;
    const others = document.people.map(({ email }) => email);
    turns[turns.findIndex((person) => person !== null)] = others.find((email) => !turns.includes(email))!;
    const proof = proofOf(wrong);
    const found = proof.schedules.find(({ slugs }) => slugs.includes(schedule.slug))!;
    expect(found.differences.length).toBeGreaterThan(0);
    expect(found.differences[0]!.here.join()).not.toBe(found.differences[0]!.there.join());
    // That rotations became several schedules is no excuse.
    expect(proof.unexplained).toBeGreaterThan(0);
  });
});

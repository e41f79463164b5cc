import { expect, test } from 'vitest';
import { convertGoalert } from './convert.ts';
import { goalertOrganisation } from './organisation-for-tests.ts';
import { readGoalert } from './read.ts';

test('the layers of a rotation stay the same while turns pass', () => {
  const nowMs = Date.UTC(2026, 8, 1);
  const dump = goalertOrganisation(4, { people: 7, teams: 2, schedules: 3 }, nowMs);
  const { content } = readGoalert([{ path: 'export.json', text: JSON.stringify(dump) }]);
  const layersOf = () => convertGoalert(content, {}, nowMs).document.schedules.map(({ layers }) => layers);
  const before = layersOf();
  for (const rotation of content.rotations) {
    // As GoAlert tells it one turn later.
    const hours = { hourly: 1, daily: 24, weekly: 168, monthly: 0 }[rotation.type] * rotation.shiftLength;
    const next = Date.parse(rotation.nextHandoffTimes![0]!);
    rotation.nextHandoffTimes = [new Date(next + hours * 3_600_000).toISOString()];
    rotation.activeUserIndex = (rotation.activeUserIndex + 1) % rotation.userIDs.length;
  }
  expect(before.flat().length).toBeGreaterThan(0);
  expect(layersOf()).toEqual(before);
});

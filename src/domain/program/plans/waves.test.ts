import { expect, test } from 'vitest';
import { proposeWaves } from './waves.ts';

test('waves are of three teams, start on Mondays after the day given, and are four weeks apart', () => {
  const waves = proposeWaves(['a', 'b', 'c', 'd'], '2027-04-05');
  expect(waves).toEqual([
    { startsOn: '2027-04-12', teams: ['a', 'b', 'c'] },
    { startsOn: '2027-05-10', teams: ['d'] },
  ]);
  expect(proposeWaves([], '2027-04-05')).toEqual([]);
});

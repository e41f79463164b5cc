import { expect, test } from 'vitest';
import { asBackupFolder, opsgenieOrganisation } from './organisation-for-tests.ts';
import { readOpsgenie } from './read.ts';

test('the folder of the backup tool and one JSON document say the same', () => {
  const dump = opsgenieOrganisation(7, { people: 7, teams: 2, schedules: 3 }, Date.UTC(2026, 8, 1));
  const one = readOpsgenie([{ path: 'export.json', text: JSON.stringify(dump) }]);
  expect(readOpsgenie(asBackupFolder(dump))).toEqual(one);
});

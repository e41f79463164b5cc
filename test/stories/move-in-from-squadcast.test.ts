/** A made-up organisation moves in from Squadcast, and it is proven that the same people are paged. */
import { expect, test } from 'vitest';
import { listMaintenanceWindows } from '../../src/contract/detect/maintenance-windows.ts';
import { squadcastOrganisation } from '../../src/domain/move-in/squadcast/organisation-for-tests.ts';
import { moveWhole, oneDocument, wholeSize } from '../harness/whole-move.ts';

test('40 people, 12 teams and 25 schedules move in from Squadcast, and the same people are paged', {
  timeout: 300_000,
}, async () => {
  const dump = squadcastOrganisation(2027, wholeSize, Date.now());
  const { url, admin, differencesOf } = await moveWhole('squadcast', {
    ...{ counted: 'Squadcast: 40 people, 12 teams, 25 schedules', write: oneDocument(dump) },
  });
  const windows = (await admin.call(listMaintenanceWindows, { query: {} })).items;
  expect(windows.map(({ title }) => title)).toEqual([expect.stringContaining('Service 1 (Squadcast ')]);

  // The senders keep their keys: the address differs in its host only.
  const sent = await fetch(`${url}/v2/incidents/api/${dump.services[0]!.api_key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Disk full', description: 'db1', status: 'trigger', event_id: '6' }),
  });
  expect(sent.status).toBeLessThan(300);

  // Somebody changes the order there: the proof finds it.
  const [changed, rotation] = dump.schedules
    .flatMap((schedule) => schedule.rotations.map((each) => [schedule, each] as const))
    .find(([{ overrides }, { rotationParticipants: groups, endDate, endsAfterIterations, period }]) => {
      const goesOn = endDate === undefined && endsAfterIterations === undefined && period !== 'none';
      return goesOn && overrides.length === 0 && new Set(groups.map((each) => JSON.stringify(each))).size > 2;
    })!;
  const [first, ...others] = rotation.rotationParticipants;
  rotation.rotationParticipants = [...others.reverse(), first!];
  expect(await differencesOf(changed.id)).toBeGreaterThan(0);
});

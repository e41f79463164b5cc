/** A made-up organisation moves in from PagerDuty, and it is proven that the same people are paged. */
import { expect, test } from 'vitest';
import { listMaintenanceWindows } from '../../src/contract/detect/maintenance-windows.ts';
import { pagerdutyOrganisation } from '../../src/domain/move-in/pagerduty/organisation-for-tests.ts';
import { moveWhole, oneDocument, wholeSize } from '../harness/whole-move.ts';

test('40 people, 12 teams and 25 schedules move in from PagerDuty, and the same people are paged', {
  timeout: 300_000,
}, async () => {
  const dump = pagerdutyOrganisation(2027, wholeSize, Date.now());
  const { url, admin, differencesOf } = await moveWhole('pagerduty', {
    ...{ counted: 'PagerDuty: 40 people, 12 teams, 25 schedules', write: oneDocument(dump) },
  });
  const windows = (await admin.call(listMaintenanceWindows, { query: {} })).items;
  expect(windows.map(({ title }) => title)).toEqual([
    `Move of the database (PagerDuty ${dump.maintenance_windows[0]!.id})`,
  ]);

  // The senders keep their keys: the address differs in its host only.
  const sent = await fetch(`${url}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      routing_key: dump.services[0]!.integrations[0]!.integration_key,
      event_action: 'trigger',
      payload: { summary: 'Disk full', source: 'db1', severity: 'critical' },
    }),
  });
  expect(sent.status).toBe(202);

  // Somebody changes the order there: the proof finds it.
  const [changed, layer] = dump.schedules
    .flatMap((schedule) => schedule.schedule_layers.slice(0, 1).map((top) => [schedule, top] as const))
    .find(([, { users, restrictions, end, start }]) => {
      const isAlways = (restrictions as unknown[]).length === 0 && end === null;
      return users.length > 2 && isAlways && Date.parse(String(start)) < Date.now();
    })!;
  layer.users.reverse();
  expect(await differencesOf(changed.id)).toBeGreaterThan(0);
});

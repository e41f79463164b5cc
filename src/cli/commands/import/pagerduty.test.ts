/** A made-up organisation moves in from PagerDuty: the command against a server, without its process. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeQuickFolder } from '../../../../test/harness/quick-folder.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listMaintenanceWindows } from '../../../contract/detect/maintenance-windows.ts';
import { listPeople } from '../../../contract/directory/people.ts';
import { pagerdutyOrganisation } from '../../../domain/move-in/pagerduty/organisation-for-tests.ts';
import type { Proof } from '../../../domain/move-in/proof.ts';
import { everySeverityPages, runImport } from './run-for-tests.ts';

test('40 people, 12 teams and 25 schedules move in from PagerDuty, and the same people are paged', {
  timeout: 240_000,
}, async () => {
  const { url, admin } = await startTestServer();
  const folder = await makeQuickFolder('evenkeel pagerduty ');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'pagerduty.json');
  const evenkeel = (...args: string[]) => runImport(url, ['pagerduty', file, ...args]);
  await everySeverityPages(admin);
  const dump = pagerdutyOrganisation(2027, { people: 40, teams: 12, schedules: 25 }, Date.now());
  writeFileSync(file, JSON.stringify(dump));

  // The plan comes first and changes nothing.
  const planned = await evenkeel();
  expect(planned.out).toContain('PagerDuty: 40 people, 12 teams, 25 schedules');
  expect(planned.out).toContain('Equal: the same people are on call');
  expect(planned.code).toBe(0);
  expect((await admin.call(listPeople, { query: { limit: 200 } })).items).toEqual([]);

  const applied = await evenkeel('--apply', '--yes');
  expect(applied.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');
  expect(applied.code).toBe(0);
  const windows = (await admin.call(listMaintenanceWindows, { query: {} })).items;
  expect(windows.map(({ title }) => title)).toEqual([
    `Move of the database (PagerDuty ${dump.maintenance_windows[0]!.id})`,
  ]);

  // The same export again changes nothing.
  expect((await evenkeel()).out).toMatch(/No changes; \d+ unchanged\./);

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
  writeFileSync(file, JSON.stringify(dump));
  const { out, code } = await evenkeel('--verify', '--json');
  const { proof } = JSON.parse(out) as { proof: Proof };
  expect(proof.schedules.find(({ id }) => id === changed.id)!.differences.length).toBeGreaterThan(0);
  expect(code).toBe(1);
});

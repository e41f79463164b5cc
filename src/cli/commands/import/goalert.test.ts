/** A made-up organisation moves in from GoAlert: the command against a server, without its process. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeQuickFolder } from '../../../../test/harness/quick-folder.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listPeople } from '../../../contract/directory/people.ts';
import { goalertOrganisation } from '../../../domain/move-in/goalert/organisation-for-tests.ts';
import { everySeverityPages, runImport } from './run-for-tests.ts';

test('40 people, 12 policies and 25 schedules move in from GoAlert, and the same people are paged', {
  timeout: 240_000,
}, async () => {
  const { url, admin } = await startTestServer();
  const folder = await makeQuickFolder('evenkeel goalert ');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'goalert.json');
  const evenkeel = (...args: string[]) => runImport(url, ['goalert', file, ...args]);
  await everySeverityPages(admin);
  const dump = goalertOrganisation(2027, { people: 40, teams: 12, schedules: 25 }, Date.now());
  writeFileSync(file, JSON.stringify(dump));

  // The plan comes first and changes nothing.
  const planned = await evenkeel();
  expect(planned.out).toContain('GoAlert: 40 people');
  expect(planned.out).toContain('Equal: the same people are on call');
  expect(planned.code).toBe(0);
  expect((await admin.call(listPeople, { query: { limit: 200 } })).items).toEqual([]);

  const applied = await evenkeel('--apply', '--yes');
  expect(applied.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');
  expect(applied.code).toBe(0);

  // The same export again changes nothing.
  expect((await evenkeel()).out).toMatch(/No changes; \d+ unchanged\./);

  // The senders keep their keys.
  const [service] = dump.data.services.nodes;
  const key = String(service!.integrationKeys[0]!.href).split('token=')[1];
  const sent = await fetch(`${url}/in/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Disk full', state: 'alerting', alerts: [] }),
  });
  expect(sent.status).toBeLessThan(300);
});

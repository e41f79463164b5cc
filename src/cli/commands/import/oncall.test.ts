/** A made-up organisation moves in from an export of Grafana OnCall: the command against a server, without its process. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeQuickFolder } from '../../../../test/harness/quick-folder.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listPeople } from '../../../contract/directory/people.ts';
import { oncallOrganisation } from '../../../domain/move-in/oncall/organisation-for-tests.ts';
import type { Proof } from '../../../domain/move-in/proof.ts';
import { everySeverityPages, runImport } from './run-for-tests.ts';

test('40 people, 12 teams and 25 schedules move in from Grafana OnCall, and the same people are paged', {
  timeout: 240_000,
}, async () => {
  const { url, admin } = await startTestServer();
  const folder = await makeQuickFolder('evenkeel oncall ');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'oncall.json');
  const evenkeel = (...args: string[]) => runImport(url, ['oncall', file, ...args]);
  await everySeverityPages(admin);
  const dump = oncallOrganisation(2027, { people: 40, teams: 12, schedules: 25 }, Date.now());
  writeFileSync(file, JSON.stringify(dump));

  // The plan comes first and changes nothing.
  const planned = await evenkeel();
  expect(planned.code).toBe(0);
  expect(planned.out).toContain('Grafana OnCall: 40 people, 12 teams, 25 schedules');
  expect(planned.out).toContain('Equal: the same people are on call');
  expect((await admin.call(listPeople, { query: { limit: 200 } })).items).toEqual([]);

  const applied = await evenkeel('--apply', '--yes');
  expect(applied.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');
  expect(applied.code).toBe(0);

  // The same export again changes nothing.
  expect((await evenkeel()).out).toMatch(/No changes; \d+ unchanged\./);

  // The senders keep their keys: the address differs in its host only.
  const token = /\/([A-Za-z0-9]+)\/$/.exec(String(dump.integrations[0]!.link))![1]!;
  const sent = await fetch(`${url}/integrations/v1/webhook/${token}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Disk full', state: 'alerting' }),
  });
  expect(sent.status).toBeLessThan(500);
  expect([401, 403, 404]).not.toContain(sent.status);

  // Somebody changes the order there: the proof finds it.
  const changed = dump.on_call_shifts.find(({ type, rolling_users, duration, frequency }) => {
    const groups = new Set((rolling_users as string[][] | undefined)?.map((group) => group.join()));
    return type === 'rolling_users' && groups.size > 2 && frequency === 'weekly' && Number(duration) >= 86_400;
  })!;
  const [first, ...others] = changed.rolling_users as string[][];
  changed.rolling_users = [...others.reverse(), first];
  writeFileSync(file, JSON.stringify(dump));
  const { out, code } = await evenkeel('--verify', '--json');
  const { proof } = JSON.parse(out) as { proof: Proof };
  const schedule = dump.schedules.find(({ shifts }) => shifts.includes(changed.id))!;
  expect(proof.schedules.find(({ id }) => id === schedule.id)!.differences.length).toBeGreaterThan(0);
  expect(code).toBe(1);
});

/** A made-up organisation moves in from an export of Opsgenie, and it is proven that the same people are paged. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { listPeople } from '../../src/contract/directory/people.ts';
import { listPeopleReadiness } from '../../src/contract/respond/readiness.ts';
import { listOnCall } from '../../src/contract/respond/schedules/oncall.ts';
import { getSeverities, updateSeverities } from '../../src/contract/respond/severities.ts';
import { asBackupFolder, opsgenieOrganisation } from '../../src/domain/move-in/opsgenie/organisation-for-tests.ts';
import { readOpsgenie } from '../../src/domain/move-in/opsgenie/read.ts';
import { stretchesOfSchedule } from '../../src/domain/move-in/opsgenie/rendering.ts';
import type { Proof } from '../../src/domain/move-in/proof.ts';
import { ensureCurrentBuild } from '../harness/programs/current-build.ts';
import { makeQuickFolder } from '../harness/quick-folder.ts';
import { adminToken, startTestServer } from '../harness/server.ts';

test('40 people, 12 teams and 25 schedules move in from Opsgenie, and the same people are paged', {
  timeout: 300_000,
}, async () => {
  await ensureCurrentBuild();
  const { url, admin } = await startTestServer();
  const folder = await makeQuickFolder('evenkeel move-in ');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const evenkeel = async (...args: string[]) => {
    const child = spawn(process.execPath, ['bin/evenkeel', 'import', 'opsgenie', ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, EVENKEEL_URL: url, EVENKEEL_TOKEN: adminToken },
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, out, err };
  };
  // Here SEV5 pages nobody until somebody says otherwise; Opsgenie notifies of P5.
  const { rules } = await admin.call(getSeverities, {});
  const everything = rules.map((rule) => (rule.severity === 5 ? { ...rule, urgency: 'low' as const } : rule));
  await admin.call(updateSeverities, { body: { rules: everything } });

  const dump = opsgenieOrganisation(2027, { people: 40, teams: 12, schedules: 25 }, Date.now());
  const backup = path.join(folder, 'backup');
  const write = () => {
    for (const { path: name, text: content } of asBackupFolder(dump)) {
      mkdirSync(path.dirname(path.join(backup, name)), { recursive: true });
      writeFileSync(path.join(backup, name), content);
    }
  };
  write();

  // The plan comes first and changes nothing.
  const planned = await evenkeel(backup);
  expect(planned).toMatchObject({ code: 0, err: '' });
  expect(planned.out).toContain('Opsgenie: 40 people, 12 teams, 25 schedules');
  expect(planned.out).toContain('Equal: the same people are on call');
  expect(planned.out).toContain('Nothing was changed');
  expect((await admin.call(listPeople, { query: { limit: 200 } })).items).toEqual([]);

  const applied = await evenkeel(backup, '--apply', '--yes');
  expect(applied.err).toBe('');
  expect(applied.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');
  expect(applied.code).toBe(0);

  // Whoever Opsgenie has on call now is on call here now, schedule by schedule.
  const { content } = readOpsgenie([{ path: 'export.json', text: JSON.stringify(dump) }]);
  const people = new Map(
    (await admin.call(listPeople, { query: { limit: 200 } })).items.map(({ id, email }) => [id, email]),
  );
  const onCall = (await admin.call(listOnCall, { query: { limit: 200 } })).items;
  for (const schedule of content.schedules.filter(({ rotations }) => rotations.length === 1)) {
    const [now] = stretchesOfSchedule(content, schedule, Date.now(), Date.now() + 1);
    const here = onCall.filter(({ scheduleSlug }) => scheduleSlug.endsWith(schedule.id.slice(0, 8)));
    const names = here.flatMap(({ now: first, alsoNow }) =>
      [first, ...alsoNow].flatMap(({ personId }) => (personId === null ? [] : people.get(personId)!)),
    );
    expect([schedule.name, now!.people]).toEqual([schedule.name, expect.arrayContaining(names)]);
  }

  // Both systems run: the same export again changes nothing, from a zip as well.
  const archive = path.join(folder, 'backup.zip');
  const files = asBackupFolder(dump).map(({ path: name, text: content }) => [name, new TextEncoder().encode(content)]);
  writeFileSync(archive, zipSync(Object.fromEntries(files)));
  const again = await evenkeel(archive);
  expect(again.out).toMatch(/No changes; \d+ unchanged\./);

  // In Opsgenie somebody changes places: the plan shows it, and the turns are Opsgenie's.
  const changed = dump.schedules.find(({ rotations }) => {
    const [only] = rotations as { participants: unknown[] }[];
    return only!.participants.length > 2;
  })!;
  const [rotation] = changed.rotations as { participants: unknown[] }[];
  rotation!.participants.reverse();
  write();
  const differs = JSON.parse((await evenkeel(backup, '--verify', '--json')).out) as { proof: Proof };
  expect(differs.proof.schedules.find(({ id }) => id === changed.id)!.differences.length).toBeGreaterThan(0);
  const moved = await evenkeel(backup, '--apply', '--yes');
  expect(moved.out).toMatch(/~ schedule schedule-\d+/);
  expect(moved.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');

  // Phone numbers wait for their owners, and readiness says so.
  const { items: ready } = await admin.call(listPeopleReadiness, { query: { limit: 200 } });
  expect(ready.length).toBeGreaterThan(20);
  for (const { channels } of ready) expect(channels.map(({ channel }) => channel)).not.toContain('sms');
});

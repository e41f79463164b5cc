/** A made-up organisation moves in from an export of Opsgenie, and it is proven that the same people are paged. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { listPeople } from '../../src/contract/directory/people.ts';
import { listPeopleReadiness } from '../../src/contract/respond/readiness.ts';
import { listOnCall } from '../../src/contract/respond/schedules/oncall.ts';
import { asBackupFolder, opsgenieOrganisation } from '../../src/domain/move-in/opsgenie/organisation-for-tests.ts';
import { readOpsgenie } from '../../src/domain/move-in/opsgenie/read.ts';
import { stretchesOfSchedule } from '../../src/domain/move-in/opsgenie/rendering.ts';
import { moveWhole, wholeSize } from '../harness/whole-move.ts';

test('40 people, 12 teams and 25 schedules move in from Opsgenie, and the same people are paged', {
  timeout: 300_000,
}, async () => {
  const dump = opsgenieOrganisation(2027, wholeSize, Date.now());
  const write = (folder: string) => {
    const backup = path.join(folder, 'backup');
    for (const { path: name, text: content } of asBackupFolder(dump)) {
      mkdirSync(path.dirname(path.join(backup, name)), { recursive: true });
      writeFileSync(path.join(backup, name), content);
    }
    return backup;
  };
  const { admin, folder, evenkeel, differencesOf } = await moveWhole('opsgenie', {
    ...{ counted: 'Opsgenie: 40 people, 12 teams, 25 schedules', write },
  });

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

  // A zip says the same as the folder.
  const archive = path.join(folder, 'backup.zip');
  const files = asBackupFolder(dump).map(({ path: name, text: content }) => [name, new TextEncoder().encode(content)]);
  writeFileSync(archive, zipSync(Object.fromEntries(files)));
  expect((await evenkeel(archive)).out).toMatch(/No changes; \d+ unchanged\./);

  // In Opsgenie somebody changes places: the plan shows it, and the turns are Opsgenie's.
  const changed = dump.schedules.find(({ rotations }) => {
    const [only] = rotations as { participants: unknown[] }[];
    return only!.participants.length > 2;
  })!;
  const [rotation] = changed.rotations as { participants: unknown[] }[];
  rotation!.participants.reverse();
  expect(await differencesOf(changed.id)).toBeGreaterThan(0);
  const moved = await evenkeel(path.join(folder, 'backup'), '--apply', '--yes');
  expect(moved.out).toMatch(/~ schedule schedule-\d+/);
  expect(moved.out.split('What is here now:')[1]).toContain('Equal: the same people are on call');

  // Phone numbers wait for their owners, and readiness says so.
  const { items: ready } = await admin.call(listPeopleReadiness, { query: { limit: 200 } });
  expect(ready.length).toBeGreaterThan(20);
  for (const { channels } of ready) expect(channels.map(({ channel }) => channel)).not.toContain('sms');
});

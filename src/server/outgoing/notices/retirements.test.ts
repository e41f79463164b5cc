import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { decideRetirement, listAlertRetirements } from '../../../contract/measure/noisy-alerts.ts';
import { rows } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { worldOf } from '../../respond/pages/world-for-tests.ts';
import { noticesByClock } from './by-clock.ts';
import { loadReaders } from './settings-store.ts';

test('The owner of an alert to retire is told on the day by their clock, then each week while it is overdue, and has it in a list', async () => {
  const server = await startTestServer();
  const { admin, clock, db } = server;
  await clock.set('2027-05-05T12:00:00Z');
  const sam = await signInAs(server, 'responder', 'Sam');
  await db.query("update people set time_zone = 'Asia/Tokyo' where id = $1", [sam.id]);
  const sourceId = await worldOf(server).source();
  const propose = (title: string, ownerId: number | null) =>
    rows<{ id: number }>(
      db,
      `insert into alert_retirements (source_id, dedup_key, dedup_hash, title, state, note, owner_id, due_at, proposed_by)
       values ($1, $2, sha256(convert_to($2, 'UTF8')), $2, 'proposed', '', $3, '2027-05-20T01:00:00Z', '{"kind": "system", "name": "Evenkeel"}')
       returning id`,
      [sourceId, title, ownerId],
    );
  const [{ id }] = (await propose('Disk is nearly full', sam.id)) as [{ id: number }];
  await propose('Nobody owns it', null);
  const told = async () => {
    const found = await noticesByClock(db, await loadReaders(db, null), await readNowMs(db));
    return found.filter(({ kind }) => kind === 'retirementDue');
  };
  // In Tokyo the day begins at three in the afternoon of the day before.
  await clock.set('2027-05-19T14:50:00Z');
  expect(await told()).toEqual([]);
  await clock.set('2027-05-19T15:10:00Z');
  const [today] = await told();
  expect(today).toMatchObject({
    ...{ personId: sam.id, title: 'An alert that you are to retire is due today', path: '/measures/noisy-alerts' },
    text: expect.stringContaining('Disk is nearly full'),
  });
  // The same until that day is over, so it is told once.
  await clock.set('2027-05-20T14:50:00Z');
  expect(await told()).toEqual([today]);
  await clock.set('2027-05-21T12:00:00Z');
  const [overdue] = await told();
  expect(overdue?.title).toBe('An alert that you were to retire is overdue since 20 May 2027');
  await clock.set('2027-05-28T12:00:00Z');
  const [again] = await told();
  expect([again?.title, again?.key === overdue?.key]).toEqual([overdue?.title, false]);

  const mine = async () =>
    (await admin.call(listAlertRetirements, { query: { ownerId: sam.id, state: 'proposed' } })).items.map(
      ({ title }) => title,
    );
  expect(await mine()).toEqual(['Disk is nearly full']);
  await admin.call(decideRetirement, { params: { id }, body: { state: 'retired' } });
  expect([await told(), await mine()]).toEqual([[], []]);
});

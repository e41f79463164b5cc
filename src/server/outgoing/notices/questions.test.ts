import { expect, test } from 'vitest';
import { certify } from '../../../../test/harness/certify.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { readMyNoticeSettings, replaceMyNoticeSettings } from '../../../contract/outgoing/notices.ts';
import { readRefresher } from '../../../contract/program/training.ts';
import { transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { noticesByClock } from './by-clock.ts';
import { queueNotices } from './queue.ts';
import { loadReaders } from './settings-store.ts';

test('Who has passed a course is told once a week, by day, that questions wait; who answered them or switched it off is not', async () => {
  const server = await startTestServer();
  // A Sunday.
  await server.clock.set('2027-05-02T12:00:00Z');
  const [ada, ben, kay] = [
    await signInAs(server, 'viewer', 'Ada'),
    await signInAs(server, 'viewer', 'Ben'),
    await signInAs(server, 'viewer', 'Kay'),
  ];
  await signInAs(server, 'viewer', 'Eve without a course');
  for (const { id } of [ada, ben, kay]) await certify(server, id, 'incident-management-basics');
  const { kinds, quietHours } = await kay.browser.call(readMyNoticeSettings, {});
  const off = { ...kinds, questionsWaiting: { isOn: false, contactMethodId: null } };
  await kay.browser.call(replaceMyNoticeSettings, { body: { kinds: off, quietHours } });
  const found = async () => {
    const nowMs = await readNowMs(server.db);
    const readers = await loadReaders(server.db, null);
    return (await noticesByClock(server.db, readers, nowMs)).filter(({ kind }) => kind === 'questionsWaiting');
  };
  expect(await found()).toEqual([]);
  await server.clock.set('2027-05-03T07:00:00Z');
  expect(await found()).toEqual([]);
  await server.clock.set('2027-05-03T09:30:00Z');
  await server.db.query(
    `insert into refreshed_questions (person_id, course_key, question_id, box)
     select $1, 'incident-management-basics', 'q' || n, 2 from generate_series(1, 3) n`,
    [ben.id],
  );
  const told = await found();
  expect(told).toMatchObject([
    { personId: ada.id, title: '3 questions wait for you this week', path: '/program/training' },
  ]);
  expect((await ada.browser.call(readRefresher, {})).questions).toHaveLength(3);
  await transaction(server.db, async (tx) => queueNotices(tx, told, await readNowMs(tx)));
  expect(await found()).toEqual([]);
  await server.clock.set('2027-05-06T09:30:00Z');
  expect(await found()).toEqual([]);
  await server.clock.set('2027-05-10T09:30:00Z');
  expect((await found()).map(({ personId }) => personId)).toEqual([ada.id, ben.id]);
});

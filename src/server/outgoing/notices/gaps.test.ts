import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { noticesByClock } from './by-clock.ts';
import { loadReaders } from './settings-store.ts';

test('a gap that has lasted for more than a week is told once a week, however often it is looked at', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  await worldThrough(server).schedule('UTC', [
    {
      name: 'Weekly',
      rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 4 },
      startsOn: '2027-09-02',
      participants: [ada.id],
    },
  ]);
  const gapsAt = async (now: string) =>
    (await noticesByClock(server.db, await loadReaders(server.db, null), Date.parse(now))).flatMap(
      ({ kind, key, text }) => (kind === 'scheduleGap' && key.startsWith('gap ') ? { key, text } : []),
    );
  const [first] = await gapsAt('2027-08-24T12:00:00Z');
  expect(first!.text).toBe('For more than a week, and the next (UTC).');
  expect((await gapsAt('2027-08-24T12:01:00Z')).map(({ key }) => key)).toEqual([first!.key]);
  const [later] = await gapsAt('2027-08-31T12:00:00Z');
  expect(later!.key).not.toBe(first!.key);
  expect(later!.text).toMatch(/^For more than a week, until Thu 2 Sept?, 09:00 \(UTC\)\.$/);
});

test('a notice of a shift says when the shift ends, however long it is', async () => {
  const server = await startTestServer();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  await worldThrough(server).schedule('UTC', [
    {
      name: 'Weekly',
      rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 4 },
      startsOn: '2027-08-05',
      participants: [ada.id, grace.id],
    },
  ]);
  const readers = await loadReaders(server.db, null);
  const at = async (now: string, kind: string) =>
    (await noticesByClock(server.db, readers, Date.parse(now))).find((each) => each.kind === kind)?.text;
  expect(await at('2027-08-19T08:30:00Z', 'shiftSoon')).toMatch(/^Until Thu 26 Aug, 09:00 /);
  expect(await at('2027-08-19T09:10:00Z', 'shiftStarted')).toMatch(/^Until Thu 26 Aug, 09:00 /);
});

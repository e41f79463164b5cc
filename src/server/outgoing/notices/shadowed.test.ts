import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { worldOf } from '../../respond/pages/world-for-tests.ts';
import { doesAnybodyShadow } from '../../respond/schedules/shadows/shadows.ts';
import type { LoggedEvent } from '../event-log.ts';
import { noticesOf } from './from-events.ts';
import { type Notice, queueNotices } from './queue.ts';

test('a step that notifies whoever is on call tells their shadow, in words that ask for nothing, and one that does not tells nobody', async () => {
  const { db } = await createTestDatabase();
  const world = worldOf({ db } as never);
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  const layer = {
    name: 'Primary',
    rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
    startsOn: '2026-01-01',
    participants: [ada],
  };
  const scheduleId = await world.insert(
    `insert into schedules (slug, name, time_zone, definition) values ('daily', 'Daily', 'UTC', $1)`,
    [JSON.stringify({ layers: [layer] })],
  );
  await world.insert(
    `insert into schedule_shadows (schedule_id, person_id, starts_at, ends_at, created_by)
     values ($1, $2, evenkeel.now() - interval '1 day', evenkeel.now() + interval '1 day', 'Ada')`,
    [scheduleId, ben],
  );
  const policy = { steps: [{ targets: [{ kind: 'schedule', id: scheduleId }] }] };
  const pageId = await world.insert(
    `insert into pages (policy, title, severity, urgency, group_hash) values ($1, 'Checkout is down', 2, 'high', '\\x01')`,
    [JSON.stringify(policy)],
  );
  const after = async (personIds: number[]) => {
    const event = {
      ...{ id: 1, kind: 'page.advanced', subjectKind: 'page', subjectId: pageId },
      actor: { kind: 'system', name: 'Evenkeel' },
      data: { generation: 1, personIds, problems: [], stepIndex: 0, round: 0 },
    } as unknown as LoggedEvent;
    return noticesOf(db, event, {
      isChangedLater: () => false,
      nowMs: await readNowMs(db),
      hasShadows: await doesAnybodyShadow(db),
      gathered: [],
    });
  };
  expect(await after([ada])).toEqual([
    {
      ...{ personId: ben, kind: 'shadowedPage', key: `shadow ${pageId} 1`, path: `/pages/${pageId}` },
      title: 'You are shadowing Ada: Checkout is down',
      text: 'Ada was paged on Daily. You need not do anything. To take it yourself, open the page and acknowledge it.',
    },
  ]);
  expect(await after([])).toEqual([]);
  // Whoever heard of the page hears that somebody has it, also when both stand in one reading of the events.
  const acknowledged = async (gathered: Notice[], hasShadows = true) => {
    const event = {
      ...{ id: 2, kind: 'page.acknowledged', subjectKind: 'page', subjectId: pageId, data: {} },
      actor: { kind: 'person', personId: ada, name: 'Ada' },
    } as unknown as LoggedEvent;
    const ports = { isChangedLater: () => false, nowMs: await readNowMs(db), hasShadows, gathered };
    return (await noticesOf(db, event, ports)).map(({ personId, kind, title }) => [personId, kind, title]);
  };
  const heard = [[ben, 'shadowedPage', 'Ada acknowledged: Checkout is down']];
  const told = await after([ada]);
  expect(await acknowledged([])).toEqual([]);
  expect(await acknowledged(told)).toEqual(heard);
  await queueNotices(db, told, await readNowMs(db));
  expect(await acknowledged([])).toEqual(heard);
  expect(await acknowledged([], false)).toEqual([]);
});

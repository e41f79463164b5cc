import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../../test/harness/database.ts';
import type { Context } from '../../../platform/context.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { askPerson, ladder, worldOf } from '../../pages/world-for-tests.ts';
import { createSchedule } from '../actions.ts';
import { listOnCall } from '../on-call.ts';
import { readOverview } from '../overview.ts';
import { readTimeline } from '../timeline.ts';
import { addShadow, listShadows, removeShadow, shadowsOfNotified } from './shadows.ts';

const dayMs = 86_400_000;
const askSchedule = (id: number) => ({ kind: 'schedule' as const, id });

/** Ada is on call; Ben shadows the schedule for a week; a page asks it. */
async function adaWithShadow() {
  const { db, clock } = await createTestDatabase();
  const world = worldOf({ db } as never);
  const [ada, ben, cleo] = [await world.person('Ada'), await world.person('Ben'), await world.person('Cleo')];
  const ctx: Context = { db, actor: { kind: 'person', personId: ada, name: 'Ada', role: 'responder' } };
  const { id } = await createSchedule(ctx, {
    ...{ slug: 'daily', name: 'Daily', description: '', teamId: null, timeZone: 'UTC' },
    definition: {
      layers: [
        {
          name: 'Primary',
          rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
          startsOn: '2026-01-01',
          participants: [ada],
        },
      ],
    },
  });
  const span = (from: number, to: number) => ({
    startsAt: new Date(Date.now() + from * dayMs).toISOString(),
    endsAt: new Date(Date.now() + to * dayMs).toISOString(),
  });
  const shadow = await addShadow(ctx, id, { personId: ben, ...span(-1, 7) });
  const page = async (policy: object, kind = 'real') =>
    world.insert(
      `insert into pages (policy, title, severity, urgency, kind, group_hash)
       values ($1, 'Down', 2, 'high', $2, gen_random_uuid()::text::bytea)`,
      [JSON.stringify(policy), kind],
    );
  const told = async (pageId: number, notified: number[]) =>
    (await shadowsOfNotified(db, pageId, notified, await readNowMs(db))).map(({ personId }) => personId);
  return { db, clock, ctx, id, ada, ben, cleo, span, shadow, page, told };
}

test('a shadow stands with their schedule among all schedules, beside who is on call and never as one of them', async () => {
  const { ctx, id, ben, cleo, span } = await adaWithShadow();
  await addShadow(ctx, id, { personId: cleo, ...span(2, 3) });
  const [status] = (await listOnCall(ctx, { limit: 10 })).items;
  expect(status).toMatchObject({ now: { personName: 'Ada' }, alsoNow: [] });
  expect(status!.shadows).toEqual([{ personId: ben, personName: 'Ben' }]);
  const { startsAt: from, endsAt: to } = span(0, 7);
  const [schedule] = (await readOverview(ctx, { limit: 10, from, to })).items;
  expect(schedule!.shadows.map(({ personName }) => personName)).toEqual(['Ben', 'Cleo']);
  expect(new Set(schedule!.shifts.map(({ personName }) => personName))).toEqual(new Set(['Ada']));
  const later = { from: span(4, 7).startsAt, to };
  expect((await readOverview(ctx, { limit: 10, ...later })).items[0]!.shadows).toMatchObject([{ personName: 'Ben' }]);
});

test('a shadow is told of a page to whoever is on call, and of none that went to somebody else, to nobody or is a test', async () => {
  const { db, id, ada, ben, cleo, page, told } = await adaWithShadow();
  const asksSchedule = await page(ladder([askSchedule(id)]));
  expect(await shadowsOfNotified(db, asksSchedule, [ada], await readNowMs(db))).toEqual([
    { personId: ben, scheduleName: 'Daily', shadowedName: 'Ada' },
  ]);
  expect(await told(asksSchedule, [])).toEqual([]);
  expect(await told(asksSchedule, [cleo])).toEqual([]);
  expect(await told(asksSchedule, [ada, ben])).toEqual([]);
  expect(await told(await page(ladder([askPerson(ada)])), [ada])).toEqual([]);
  expect(await told(await page(ladder([askSchedule(id)]), 'test'), [ada])).toEqual([]);
});

test('a shadow is told only while they shadow and have access', async () => {
  const { db, ctx, id, ada, ben, cleo, span, shadow, page, told } = await adaWithShadow();
  const pageId = await page(ladder([askSchedule(id)]));
  const later = await addShadow(ctx, id, { personId: cleo, ...span(2, 3) });
  expect(await told(pageId, [ada])).toEqual([ben]);
  await db.query('update people set disabled_at = evenkeel.now() where id = $1', [ben]);
  expect(await told(pageId, [ada])).toEqual([]);
  await db.query('update people set disabled_at = null where id = $1', [ben]);
  await removeShadow(ctx, id, shadow.id);
  expect(await told(pageId, [ada])).toEqual([]);
  await expect(removeShadow(ctx, id, shadow.id)).rejects.toMatchObject({ code: 'state_conflict' });
  expect((await listShadows(ctx, id, { limit: 10 })).items).toMatchObject([{ id: later.id, personName: 'Cleo' }]);
  await removeShadow(ctx, id, later.id);
  expect((await listShadows(ctx, id, { limit: 10 })).items).toEqual([]);
});

test('a shadow of somebody unknown, of the past or of more than 400 days is refused, and so is one too many', async () => {
  const { ctx, id, ben, span } = await adaWithShadow();
  const refused = (input: { personId: number; startsAt: string; endsAt: string }, scheduleId = id) =>
    addShadow(ctx, scheduleId, input).then(
      () => 'added',
      ({ code }: { code: string }) => code,
    );
  expect(await refused({ personId: 4711, ...span(0, 1) })).toBe('invalid_input');
  expect(await refused({ personId: ben, ...span(-2, -1) })).toBe('invalid_input');
  expect(await refused({ personId: ben, ...span(0, 401) })).toBe('invalid_input');
  expect(await refused({ personId: ben, ...span(0, 1) }, id + 1)).toBe('not_found');
  for (let day = 10; day < 59; day += 1) await addShadow(ctx, id, { personId: ben, ...span(day, day + 1) });
  expect(await refused({ personId: ben, ...span(60, 61) })).toBe('state_conflict');
});

test('the timeline of a schedule has who shadows in its range, and the final shifts do not', async () => {
  const { ctx, id, ada, ben, cleo, span } = await adaWithShadow();
  await addShadow(ctx, id, { personId: cleo, ...span(20, 21) });
  const timeline = async (from: number, to: number) => {
    const { startsAt, endsAt } = span(from, to);
    return readTimeline(ctx, id, { from: startsAt, to: endsAt });
  };
  const now = await timeline(0, 10);
  expect(now.shadows).toMatchObject([{ personId: ben, personName: 'Ben' }]);
  expect(new Set(now.shifts.map(({ personId }) => personId))).toEqual(new Set([ada]));
  expect((await timeline(10, 30)).shadows).toMatchObject([{ personId: cleo }]);
});

test('nobody shadows a schedule twice at one time, and a shadow that was removed can be put back', async () => {
  const { ctx, id, ben, cleo, span, shadow } = await adaWithShadow();
  const twice = addShadow(ctx, id, { personId: ben, ...span(1, 20) });
  await expect(twice).rejects.toMatchObject({ code: 'state_conflict', detail: expect.stringContaining('already') });
  await addShadow(ctx, id, { personId: cleo, ...span(1, 20) });
  await removeShadow(ctx, id, shadow.id);
  await addShadow(ctx, id, { personId: ben, ...span(-1, 7) });
  expect((await listShadows(ctx, id, { limit: 10 })).items.map(({ personName }) => personName)).toEqual([
    'Ben',
    'Cleo',
  ]);
});

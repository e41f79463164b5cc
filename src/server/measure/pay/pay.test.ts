import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { updateService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { exportPaySheet, readPaySheet, updatePayRates } from '../../../contract/measure/pay.ts';
import { createOverride } from '../../../contract/respond/schedules/overrides.ts';

test('the sheet of a month pays the shifts as they were, by kind of hour, with covers and call-outs; others see their own only', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T00:00:00Z');
  const world = worldThrough(server);
  const ada = await world.personByMail('Ada', 'Europe/Berlin');
  const bo = await world.personByMail('Bo', 'Europe/Berlin');
  const rotation = { unit: 'week' as const, every: 1, handoffTime: '00:00', handoffWeekday: 1 };
  const schedule = await world.schedule('Europe/Berlin', [
    { name: 'Weeks', participants: [ada.id], startsOn: '2026-03-02', rotation },
  ]);
  // Bo covers the Sunday on which clocks go forward: 23 hours.
  await server.admin.call(createOverride, {
    params: { id: schedule.id },
    body: { personId: bo.id, startsAt: '2026-03-28T23:00:00Z', endsAt: '2026-03-29T22:00:00Z' },
  });
  const body = {
    ...{ currency: 'EUR', perShift: 0, roundToMinutes: 15 as const, rounding: 'up' as const },
    hourly: { weekday: 1, night: 2, weekend: 3, holiday: 5 },
    perCallOut: { weekday: 20, night: 40, weekend: 40, holiday: 80 },
  };
  await server.admin.call(updatePayRates, { body }, { ifMatch: 0 });
  await server.clock.set('2026-04-03T00:00:00Z');
  await server.db.query(
    `insert into pages (policy, title, severity, urgency, kind, group_hash, state, opened_at, acknowledged_at, acknowledged_by)
     values ('{}', 'Page', 2, 'high', 'real', '\\x01', 'acknowledged', '2026-03-29T10:00:00Z', '2026-03-29T10:01:00Z', $1)`,
    [{ kind: 'person', name: 'Bo', personId: bo.id }],
  );
  const query = { month: '2026-03' };
  const sheet = await server.admin.call(readPaySheet, { query });
  expect(sheet).toMatchObject({ isAll: true, isOver: true, currency: 'EUR' });
  const [first, second] = sheet.items;
  expect(second).toMatchObject({
    person: { name: 'Bo' },
    minutes: { weekday: 0, night: 0, weekend: 23 * 60, holiday: 0 },
    callOuts: { weekday: 0, night: 0, weekend: 1, holiday: 0 },
    ...{ standby: 69, forCallOuts: 40, total: 109 },
  });
  // From 2 March: 22 weekdays of 15 hours, their nights, and the weekends but for Bo's Sunday.
  expect(first).toMatchObject({
    person: { name: 'Ada' },
    minutes: { weekday: 22 * 15 * 60, night: 22 * 9 * 60, weekend: 7 * 24 * 60, holiday: 0 },
    total: 22 * 15 + 2 * 22 * 9 + 3 * 7 * 24,
  });
  const minutes = sheet.items.flatMap((item) => Object.values(item.minutes)).reduce((sum, each) => sum + each, 0);
  expect(minutes).toBe((30 * 24 - 1) * 60);
  expect(await server.admin.call(exportPaySheet, { query })).toContain(
    '2026-03,Bo,Europe/Berlin,1,0,0,1380,0,0,0,1,0,69,0,40,109,EUR',
  );
  const { browser } = await signInAs(server, 'responder', 'Cy');
  expect(await browser.call(readPaySheet, { query })).toMatchObject({ isAll: false, items: [] });
});

test('A call-out is of the team that owned the service when the page was opened: moving the service does not move its past', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-02T09:00:00Z');
  const { admin } = server;
  const world = worldThrough(server);
  const ada = await world.personByMail('Ada', 'UTC');
  const team = (slug: string) => admin.call(createTeam, { body: { slug, name: slug } });
  const [old, now] = [await team('old'), await team('now')];
  const service = await world.service(null);
  const move = async (teamId: number | null) => {
    const { slug, name } = service;
    await admin.call(updateService, { params: { id: service.id }, body: { slug, name, teamId } });
  };
  const page = (at: string) =>
    server.db.query(
      `insert into pages (policy, title, severity, urgency, kind, group_hash, state, opened_at, acknowledged_at, acknowledged_by,
         service_id)
       values ('{}', 'Page', 2, 'high', 'real', sha256(convert_to($1::text, 'UTF8')), 'acknowledged', $1::text::timestamptz,
         $1::text::timestamptz + interval '1 minute', $2, $3)`,
      [at, { kind: 'person', name: 'Ada', personId: ada.id }, service.id],
    );
  await move(old.id);
  await server.clock.set('2026-03-10T10:00:00Z');
  await page('2026-03-10T10:00:00Z');
  await server.clock.set('2026-03-11T10:00:00Z');
  await move(now.id);
  await page('2026-03-12T10:00:00Z');
  await page('2026-03-13T10:00:00Z');
  await server.clock.set('2026-03-20T00:00:00Z');
  await move(null);
  const callOuts = async (teamId?: number) =>
    (await admin.call(readPaySheet, { query: { month: '2026-03', ...(teamId && { teamId }) } })).items.map(
      (item) => item.callOuts.weekday,
    );
  expect([await callOuts(old.id), await callOuts(now.id), await callOuts()]).toEqual([[1], [2], [3]]);
});

import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as absences from '../../../contract/respond/schedules/absences.ts';
import { readOnCallOverview } from '../../../contract/respond/schedules/oncall.ts';
import { createSchedule, listSchedules } from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline, previewSchedule } from '../../../contract/respond/schedules/timeline.ts';
import { addResponder } from '../schedules/responder-for-tests.ts';

test('an absence takes nobody off call and shows which part of a shift needs cover; only one’s own is entered and removed', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-27T12:00:00Z');
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  await server.admin.call(createSchedule, {
    body: {
      slug: 'daily',
      name: 'Daily',
      timeZone: 'UTC',
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'day', every: 1, handoffTime: '08:00' },
            startsOn: '2026-03-25',
            participants: [ada.personId, ben.personId],
          },
        ],
      },
    },
  });
  // Ada has the 27th and the 29th.
  const body = { startsAt: '2026-03-28T12:00:00Z', endsAt: '2026-03-29T12:00:00Z', note: 'Holiday' };
  const made = await ada.client.call(absences.createAbsence, { body });
  expect(made).toMatchObject({ personName: 'Ada', note: 'Holiday' });
  const query = { from: '2026-03-28T00:00:00Z', to: '2026-03-31T00:00:00Z' };
  const seen = async () => (await server.admin.call(readOnCallOverview, { query })).items[0]!;
  expect((await seen()).absences).toMatchObject([
    { personName: 'Ada', startsAt: '2026-03-29T08:00:00.000Z', endsAt: '2026-03-29T12:00:00.000Z', note: 'Holiday' },
  ]);
  expect((await seen()).shifts.map(({ personName }) => personName)).toEqual(['Ada', 'Ben', 'Ada', 'Ben']);
  // The schedule's own screen and the preview of an edit name the shift as a whole, too.
  const away = [
    {
      ...{
        personName: 'Ada',
        startsAt: '2026-03-29T08:00:00.000Z',
        endsAt: '2026-03-29T12:00:00.000Z',
        note: 'Holiday',
      },
      ...{ shiftStartsAt: '2026-03-29T08:00:00.000Z', shiftEndsAt: '2026-03-30T08:00:00.000Z' },
    },
  ];
  const { items: schedules } = await server.admin.call(listSchedules, {});
  const { id: scheduleId, definition, timeZone } = schedules[0]!;
  const timeline = await server.admin.call(getTimeline, { params: { id: scheduleId }, query });
  expect(timeline.absences).toMatchObject(away);
  const preview = (participants: number[]) =>
    server.admin.call(previewSchedule, {
      body: { ...query, scheduleId, timeZone, definition: { layers: [{ ...definition.layers[0]!, participants }] } },
    });
  expect((await preview([ada.personId, ben.personId])).timeline.absences).toMatchObject(away);
  expect((await preview([ben.personId])).timeline.absences).toEqual([]);
  const params = { id: made.id };
  await expect(ben.client.call(absences.deleteAbsence, { params })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    ben.client.call(absences.createAbsence, { body: { ...body, personId: ada.personId } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await server.admin.call(absences.createAbsence, { body: { ...body, personId: ben.personId } });
  expect((await server.admin.call(absences.listAbsences, { query: { personId: ada.personId } })).items).toHaveLength(1);
  await ada.client.call(absences.deleteAbsence, { params });
  expect((await server.admin.call(absences.listAbsences, {})).items).toMatchObject([{ personName: 'Ben' }]);
});

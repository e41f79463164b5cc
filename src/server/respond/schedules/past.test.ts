import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { disablePerson, enablePerson } from '../../../contract/directory/people.ts';
import { createSchedule, updateSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline, previewSchedule } from '../../../contract/respond/schedules/timeline.ts';
import { addResponder } from './responder-for-tests.ts';

const rotation = { unit: 'day' as const, every: 1, handoffTime: '09:00' };

async function pastWeek() {
  const server = await startTestServer();
  await server.clock.set('2026-06-01T09:00:00Z');
  const [ann, ben, jo] = [
    await addResponder(server, 'Ann'),
    await addResponder(server, 'Ben'),
    await addResponder(server, 'Jo'),
  ].map(({ personId }) => personId) as [number, number, number];
  const body = (participants: number[], change = {}) => ({
    slug: 'days',
    name: 'Days',
    timeZone: 'UTC',
    definition: { layers: [{ name: 'Days', rotation, startsOn: '2026-05-01', participants }] },
    ...change,
  });
  const { id, feedPath } = await server.admin.call(createSchedule, { body: body([ann, ben]) });
  const timeline = (from: string, to: string) =>
    server.admin.call(getTimeline, { params: { id }, query: { from, to } });
  const past = async () => {
    const { shifts, layers, gaps, hours } = await timeline('2026-05-25T00:00:00Z', '2026-06-05T09:00:00Z');
    return { shifts, layers, gaps, hours };
  };
  await server.clock.set('2026-06-05T09:00:00Z');
  return { server, id, ann, ben, jo, body, past, timeline, feedPath };
}

test('the past of a schedule stays what it was through every change, and before it existed there was nobody', async () => {
  const { server, id, ann, ben, jo, body, past, timeline } = await pastWeek();
  const before = await past();
  expect(before.shifts[0]).toMatchObject({ personId: null, endsAt: expect.stringMatching(/^2026-06-01T09:0/) });
  expect(before.shifts.slice(1).map(({ personId }) => personId)).toHaveLength(4);
  expect(before.gaps).toEqual([]);
  const update = (change: ReturnType<typeof body>) =>
    server.admin.call(updateSchedule, { params: { id }, body: change });

  const changes: [string, () => Promise<unknown>][] = [
    ['somebody new', () => update(body([jo, ann, ben]))],
    ['another zone', () => update(body([jo, ann, ben], { timeZone: 'Asia/Tokyo' }))],
    ['Ben disabled', () => server.admin.call(disablePerson, { params: { id: ben } })],
    ['no layers', () => update(body([ann], { definition: { layers: [] } }))],
    ['Ben enabled again', () => server.admin.call(enablePerson, { params: { id: ben } })],
  ];
  for (const [name, change] of changes) {
    await change();
    const after = await past();
    expect({ ...after, layers: [] }, name).toEqual({ ...before, layers: [] });
    expect(
      after.layers.find((layer) => layer.name === 'Days'),
      name,
    ).toEqual(before.layers[0]);
    await server.clock.advance('1 hour');
  }
  const ahead = await timeline('2026-06-06T00:00:00Z', '2026-06-08T00:00:00Z');
  expect(ahead.shifts).toMatchObject([{ personId: null, gap: 'uncovered' }]);
});

test('a preview of another definition shows the past as it was', async () => {
  const { server, id, jo, body, past } = await pastWeek();
  const before = await past();
  const { timeline } = await server.admin.call(previewSchedule, {
    body: {
      from: '2026-05-25T00:00:00Z',
      to: '2026-06-07T00:00:00Z',
      scheduleId: id,
      timeZone: 'UTC',
      definition: body([jo]).definition,
    },
  });
  const until = timeline.shifts.filter(({ startsAt }) => startsAt < '2026-06-05T09:00:00.000Z');
  expect(until).toEqual(before.shifts);
  expect(timeline.shifts.at(-1)).toMatchObject({ personId: jo });
});

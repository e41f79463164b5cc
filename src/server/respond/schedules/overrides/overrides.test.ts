import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../../test/harness/server.ts';
import { listOnCall, readMyOnCall } from '../../../../contract/respond/schedules/oncall.ts';
import {
  createOverride,
  deleteOverride,
  listOverrides,
  takeOver,
} from '../../../../contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { getTimeline } from '../../../../contract/respond/schedules/timeline.ts';
import { addResponder } from '../responder-for-tests.ts';

/** A daily rotation in Berlin with handoff at 09:00, begun on 27 March 2026. */
async function dailySchedule(server: TestServer, participants: (number | null)[], slug = 'daily') {
  const { id } = await server.admin.call(createSchedule, {
    body: {
      slug,
      name: `Schedule ${slug}`,
      timeZone: 'Europe/Berlin',
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
            startsOn: '2026-03-27',
            participants,
          },
        ],
      },
    },
  });
  return id;
}

test('who is on call changes hands by the clock of the schedule, across the night of the clock change', async () => {
  const server = await startTestServer();
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  await dailySchedule(server, [ada.personId, ben.personId]);
  const status = async () => {
    const { now, until, next } = (await server.admin.call(listOnCall, {})).items[0]!;
    return [now.personName, until, next?.personName];
  };
  await server.clock.set('2026-03-28T09:00:00Z');
  expect(await status()).toEqual(['Ben', '2026-03-29T07:00:00.000Z', 'Ada']);
  await server.clock.set('2026-03-29T06:59:30Z');
  expect(await status()).toEqual(['Ben', '2026-03-29T07:00:00.000Z', 'Ada']);
  await server.clock.advance('1 minute');
  expect(await status()).toEqual(['Ada', '2026-03-30T07:00:00.000Z', 'Ben']);
});

test('a responder takes over now until the running shift ends, and it shows at once', async () => {
  const server = await startTestServer();
  const [ada, ben, cleo] = [
    await addResponder(server, 'Ada'),
    await addResponder(server, 'Ben'),
    await addResponder(server, 'Cleo'),
  ];
  const id = await dailySchedule(server, [ada.personId, ben.personId]);
  await server.clock.set('2026-03-27T12:00:00Z');
  const made = await cleo.client.call(takeOver, { params: { id }, body: { reason: 'Ada is ill' } });
  expect(made).toMatchObject({ personName: 'Cleo', endsAt: '2026-03-28T08:00:00.000Z', createdBy: 'Cleo' });
  expect((await server.admin.call(listOnCall, {})).items[0]).toMatchObject({
    now: { personName: 'Cleo', layer: 'override' },
    until: '2026-03-28T08:00:00.000Z',
    next: { personName: 'Ben' },
  });
  expect(await cleo.client.call(readMyOnCall, {})).toMatchObject({
    current: [{ scheduleId: id, layer: 'override', endsAt: '2026-03-28T08:00:00.000Z' }],
    next: [],
  });
  await expect(cleo.client.call(takeOver, { params: { id }, body: {} })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await expect(server.admin.call(takeOver, { params: { id }, body: {} })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const events = await server.db.query("select actor->>'name' as name from events where kind = 'override.created'");
  expect(events.rows).toEqual([{ name: 'Cleo' }]);
});

test('a shift without an end in sight is taken over until a time that is named', async () => {
  const server = await startTestServer();
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  const id = await dailySchedule(server, [ada.personId]);
  await server.clock.set('2026-04-01T12:00:00Z');
  await expect(ben.client.call(takeOver, { params: { id }, body: {} })).rejects.toMatchObject({
    errors: [{ path: 'body.until' }],
  });
  const until = '2026-04-01T18:00:00.000Z';
  expect(await ben.client.call(takeOver, { params: { id }, body: { until } })).toMatchObject({
    endsAt: until,
  });
});

test('the past of overrides stays as it was', async () => {
  const server = await startTestServer();
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  const id = await dailySchedule(server, [ada.personId]);
  await server.clock.set('2026-04-01T12:00:00Z');
  const put = (startsAt: string, endsAt: string) =>
    ada.client.call(createOverride, { params: { id }, body: { personId: ben.personId, startsAt, endsAt } });
  await expect(put('2026-03-31T12:00:00Z', '2026-04-01T11:00:00Z')).rejects.toMatchObject({
    errors: [{ path: 'body.endsAt' }],
  });
  const running = await put('2026-03-31T12:00:00Z', '2026-04-02T12:00:00Z');
  expect(Date.parse(running.startsAt)).toBeGreaterThanOrEqual(Date.parse('2026-04-01T12:00:00Z'));
  const ahead = await put('2026-04-05T12:00:00Z', '2026-04-06T12:00:00Z');
  const ids = async () =>
    (await ada.client.call(listOverrides, { params: { id } })).items.map((override) => override.id);
  expect(await ids()).toEqual([running.id, ahead.id]);

  await server.clock.advance('1 hour');
  for (const { id: overrideId } of [running, ahead]) {
    await ada.client.call(deleteOverride, { params: { id, overrideId } });
  }
  expect(await ids()).toEqual([]);
  const { overrides } = await ada.client.call(getTimeline, {
    params: { id },
    query: { from: '2026-04-01T00:00:00Z', to: '2026-04-10T00:00:00Z' },
  });
  expect(overrides).toMatchObject([{ id: running.id, startsAt: running.startsAt }]);
  expect(Date.parse(overrides[0]!.endsAt) - Date.parse(running.startsAt)).toBeCloseTo(3_600_000, -5);
  await expect(ada.client.call(deleteOverride, { params: { id, overrideId: running.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('nobody is put on call who does not exist or is deactivated', async () => {
  const server = await startTestServer();
  const [ada, gone] = [await addResponder(server, 'Ada'), await addResponder(server, 'Gone')];
  const id = await dailySchedule(server, [ada.personId]);
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [gone.personId]);
  for (const personId of [gone.personId, 999_999]) {
    await expect(
      ada.client.call(createOverride, {
        params: { id },
        body: { personId, startsAt: '2100-01-01T00:00:00Z', endsAt: '2100-01-02T00:00:00Z' },
      }),
    ).rejects.toMatchObject({ errors: [{ path: 'body.personId' }] });
  }
});

test('a person reads their own shifts: the one that runs whole, and the next of each schedule', async () => {
  const server = await startTestServer();
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  const first = await dailySchedule(server, [ada.personId, ben.personId], 'first');
  const second = await dailySchedule(server, [ben.personId, ada.personId, null], 'second');
  await dailySchedule(server, [ben.personId], 'third');
  await server.clock.set('2026-03-27T12:00:00Z');
  expect(await ada.client.call(readMyOnCall, {})).toMatchObject({
    current: [{ scheduleId: first, startsAt: '2026-03-27T08:00:00.000Z', endsAt: '2026-03-28T08:00:00.000Z' }],
    next: [
      { scheduleId: second, startsAt: '2026-03-28T08:00:00.000Z', endsAt: '2026-03-29T07:00:00.000Z' },
      { scheduleId: first, startsAt: '2026-03-29T07:00:00.000Z' },
    ],
  });
  expect((await ben.client.call(readMyOnCall, {})).current).toContainEqual(
    expect.objectContaining({ scheduleName: 'Schedule third', endsAt: null }),
  );
});

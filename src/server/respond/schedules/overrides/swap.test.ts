import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../../test/harness/server.ts';
import { deleteOverride, swapShifts } from '../../../../contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { getTimeline } from '../../../../contract/respond/schedules/timeline.ts';
import { addResponder } from '../responder-for-tests.ts';

/** Ada and Ben in turns of a day in Berlin, handed over at 09:00; Ada has the 27th of March 2026, Ben the 28th. */
async function twoInTurns(server: TestServer) {
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  const { id } = await server.admin.call(createSchedule, {
    body: {
      slug: 'daily',
      name: 'Daily',
      timeZone: 'Europe/Berlin',
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
            startsOn: '2026-03-27',
            participants: [ada.personId, ben.personId],
          },
        ],
      },
    },
  });
  const onCall = async (from: string, to: string) => {
    const { shifts } = await server.admin.call(getTimeline, { params: { id }, query: { from, to } });
    return shifts.map(({ personName, endsAt }) => `${personName} until ${endsAt}`);
  };
  return { id, ada, ben, onCall };
}

/** The last one crosses the night in which the clocks go forward. */
const days = {
  friday: { startsAt: '2026-03-27T08:00:00Z', endsAt: '2026-03-28T08:00:00Z' },
  saturday: { startsAt: '2026-03-28T08:00:00Z', endsAt: '2026-03-29T07:00:00Z' },
};
const weekend = ['2026-03-27T08:00:00Z', '2026-03-29T07:00:00Z'] as const;

test('two people trade a shift each, and taking back one of the overrides gives one shift back', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-26T12:00:00Z');
  const { id, ada, ben, onCall } = await twoInTurns(server);
  const body = {
    first: { personId: ada.personId, ...days.friday },
    second: { personId: ben.personId, ...days.saturday },
    reason: 'A concert',
  };
  const { overrides } = await ada.client.call(swapShifts, { params: { id }, body });
  expect(overrides).toMatchObject([
    { personName: 'Ben', startsAt: '2026-03-27T08:00:00.000Z', reason: 'A concert', createdBy: 'Ada' },
    { personName: 'Ada', endsAt: '2026-03-29T07:00:00.000Z', reason: 'A concert', createdBy: 'Ada' },
  ]);
  expect(await onCall(...weekend)).toEqual([
    'Ben until 2026-03-28T08:00:00.000Z',
    'Ada until 2026-03-29T07:00:00.000Z',
  ]);
  // What was traded away is not theirs to trade again.
  await expect(ada.client.call(swapShifts, { params: { id }, body })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await ben.client.call(deleteOverride, { params: { id, overrideId: overrides[0]!.id } });
  expect(await onCall(...weekend)).toEqual([
    'Ada until 2026-03-28T08:00:00.000Z',
    'Ada until 2026-03-29T07:00:00.000Z',
  ]);
});

test('of a running shift what is left is traded, and what is over stays', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-26T12:00:00Z');
  const { id, ada, ben, onCall } = await twoInTurns(server);
  await server.clock.set('2026-03-27T12:00:00Z');
  const body = {
    first: { personId: ada.personId, ...days.friday },
    second: { personId: ben.personId, ...days.saturday },
  };
  const { overrides } = await ben.client.call(swapShifts, { params: { id }, body });
  const [before, after] = await onCall(...weekend);
  expect(before).toBe(`Ada until ${overrides[0]!.startsAt}`);
  expect(after).toBe('Ben until 2026-03-28T08:00:00.000Z');
});

test('a swap that is none is refused and changes nothing', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-26T12:00:00Z');
  const { id, ada, ben, onCall } = await twoInTurns(server);
  const swap = (first: object, second: object) =>
    ada.client.call(swapShifts, { params: { id }, body: { first, second } as never });
  const [adas, bens] = [
    { personId: ada.personId, ...days.friday },
    { personId: ben.personId, ...days.saturday },
  ];
  const before = await onCall(...weekend);
  await expect(swap(adas, { ...bens, personId: ada.personId })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(swap(adas, { ...bens, startsAt: '2026-03-28T07:00:00Z' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(swap(adas, { ...bens, endsAt: '2026-03-29T08:00:00Z' })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await expect(swap(adas, { ...bens, endsAt: '2027-12-01T08:00:00Z' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(swap(adas, { ...bens, startsAt: bens.endsAt, endsAt: bens.startsAt })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await server.clock.set('2026-03-28T09:00:00Z');
  await expect(swap(adas, bens)).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await onCall(...weekend)).toEqual(before);
});

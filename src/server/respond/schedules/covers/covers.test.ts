import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../../test/harness/smtp-sink.ts';
import * as covers from '../../../../contract/respond/schedules/covers.ts';
import { listOverrides, takeOver } from '../../../../contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { getTimeline, type Shift } from '../../../../contract/respond/schedules/timeline.ts';
import { worldOf } from '../../pages/world-for-tests.ts';
import { addResponder } from '../responder-for-tests.ts';

/** Ada has the day from 08:00 UTC on 28 March 2026, Ben and Cleo the two after it; it is the day before. */
async function threeInTurns(options: TestServerOptions = {}) {
  const server: TestServer = await startTestServer(options);
  await server.clock.set('2026-03-27T06:00:00Z');
  const [ada, ben, cleo, dan] = [
    await addResponder(server, 'Ada'),
    await addResponder(server, 'Ben'),
    await addResponder(server, 'Cleo'),
    await addResponder(server, 'Dan'),
  ];
  const { id } = await server.admin.call(createSchedule, {
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
            participants: [ada.personId, ben.personId, cleo.personId],
          },
        ],
      },
    },
  });
  const shift = { startsAt: '2026-03-28T08:00:00Z', endsAt: '2026-03-29T08:00:00Z' };
  const ask = (who: object = { kind: 'rota' }, by = ada) =>
    by.client.call(covers.requestCover, {
      body: { scheduleId: id, ...shift, reason: 'Wedding', ask: who as { kind: 'rota' } },
    });
  const onCall = async () => {
    const query = { from: shift.startsAt, to: shift.endsAt };
    const { shifts } = await server.admin.call(getTimeline, { params: { id }, query });
    // Not the moments between two calls.
    const lasts = (one: Shift) => Date.parse(one.endsAt) - Date.parse(one.startsAt) > 60_000;
    return shifts.filter(lasts).map(({ personName }) => personName);
  };
  return { ...server, scheduleId: id, ada, ben, cleo, dan, ask, onCall };
}

test('the first of the rota to accept takes the shift by an override with the reason; the next one hears who has it', async () => {
  const { ada, ben, cleo, dan, ask, onCall, admin, scheduleId } = await threeInTurns();
  const made = await ask();
  expect(made).toMatchObject({ state: 'open', personName: 'Ada', asked: [{ name: 'Ben' }, { name: 'Cleo' }] });
  expect(await onCall()).toEqual(['Ada']);
  const params = { id: made.id };
  await expect(dan.client.call(covers.acceptCover, { params })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(ada.client.call(covers.acceptCover, { params })).rejects.toMatchObject({ code: 'forbidden' });
  const both = await Promise.allSettled([ben, cleo].map(({ client }) => client.call(covers.acceptCover, { params })));
  const won = both.filter(({ status }) => status === 'fulfilled');
  expect(won).toHaveLength(1);
  const { acceptedByName } = await admin.call(covers.getCoverRequest, { params });
  expect(await onCall()).toEqual([acceptedByName]);
  const { items } = await admin.call(listOverrides, { params: { id: scheduleId } });
  expect(items).toMatchObject([{ personName: acceptedByName, reason: 'Covers for Ada: Wedding' }]);
  const lost = both.find((one) => one.status === 'rejected') as PromiseRejectedResult;
  expect(lost.reason).toMatchObject({ code: 'state_conflict', detail: `${acceptedByName} has taken this shift.` });
});

test('a shift is asked for by whoever has it, once; a withdrawn request gives nobody the shift', async () => {
  const { ben, ask, onCall, ada } = await threeInTurns();
  await expect(ask({ kind: 'rota' }, ben)).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(ask({ kind: 'person', personId: ada.personId })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(ask({ kind: 'team' })).rejects.toMatchObject({ code: 'invalid_input' });
  const { id } = await ask({ kind: 'person', personId: ben.personId });
  await expect(ask()).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(ben.client.call(covers.withdrawCover, { params: { id } })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await ada.client.call(covers.withdrawCover, { params: { id } })).toMatchObject({ state: 'withdrawn' });
  await expect(ben.client.call(covers.acceptCover, { params: { id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect(await onCall()).toEqual(['Ada']);
});

test('who asks and withdraws all the time is stopped before the mailboxes of the others are full', async () => {
  const { ask, ada, clock } = await threeInTurns();
  for (let asked = 0; asked < 20; asked += 1) {
    const { id } = await ask();
    await ada.client.call(covers.withdrawCover, { params: { id } });
  }
  await expect(ask()).rejects.toMatchObject({ code: 'too_many_requests' });
  await clock.advance('61 minutes');
  expect((await ask()).state).toBe('open');
});

test('whoever manages schedules withdraws a request, automation without a person too', async () => {
  const { ask, admin } = await threeInTurns();
  const { id } = await ask();
  expect(await admin.call(covers.withdrawCover, { params: { id } })).toMatchObject({ state: 'withdrawn' });
});

test('a shift that has changed hands since is not given away, and one that runs is covered from now on', async () => {
  const { ben, cleo, ask, onCall, scheduleId, clock } = await threeInTurns();
  const { id } = await ask();
  await clock.set('2026-03-28T12:00:00Z');
  const { endsAt } = await cleo.client.call(takeOver, {
    params: { id: scheduleId },
    body: { until: '2026-03-28T13:00:00Z' },
  });
  await expect(ben.client.call(covers.acceptCover, { params: { id } })).rejects.toMatchObject({
    code: 'state_conflict',
    detail: 'The schedule has changed: Ada no longer has this whole shift.',
  });
  await clock.set(endsAt);
  await ben.client.call(covers.acceptCover, { params: { id } });
  expect(await onCall()).toEqual(['Ada', 'Cleo', 'Ben']);
  await clock.set('2026-03-29T09:00:00Z');
  await expect(ben.client.call(covers.acceptCover, { params: { id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('who is asked gets a mail and a reminder a day before; who asked hears that all declined, and who accepted', async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  const asked = await threeInTurns({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { ada, ben, cleo, clock, ask } = asked;
  const world = worldOf(asked);
  for (const [person, address] of [
    [ada, 'ada@example.org'],
    [ben, 'ben@example.org'],
    [cleo, 'cleo@example.org'],
  ] as const)
    await world.email(person.personId, address);
  // Beside the notices of shifts, which have switches of their own.
  const sent = () => sink.mails.filter(({ text }) => !text?.includes('/me/notices'));
  const mails = () =>
    sent()
      .map(({ to, subject }) => `${/<(.*)>/.exec([to].flat()[0]!.text)?.[1]}: ${subject}`)
      .toSorted();
  const { id } = await ask();
  const question = 'Can you cover Ada’s shift on Daily?';
  await eventually(() => sent().length === 2);
  expect(mails()).toEqual([`ben@example.org: ${question}`, `cleo@example.org: ${question}`]);
  expect(sent()[0]!.text).toContain('Reason: Wedding');
  expect(sent()[0]!.text).toMatch(new RegExp(`/c/${id}\\.\\d+\\.[\\w-]{22}\\n`));
  await cleo.client.call(covers.declineCover, { params: { id } });
  await clock.set('2026-03-27T08:00:30Z');
  await eventually(() => sent().length === 4);
  expect(mails().slice(0, 2)).toEqual([
    'ada@example.org: Nobody covers your shift on Daily yet',
    `ben@example.org: ${question}`,
  ]);
  expect(mails()).toContain('ben@example.org: Reminder: can you cover Ada’s shift on Daily?');
  await ben.client.call(covers.declineCover, { params: { id } });
  await eventually(() => mails().includes('ada@example.org: Nobody can cover your shift on Daily'));
  await ben.client.call(covers.acceptCover, { params: { id } });
  await eventually(() => mails().includes('ada@example.org: Ben covers your shift on Daily'));
  expect(sent()).toHaveLength(6);
});

import { expect, test } from 'vitest';
import { getPage, listPages } from '../../src/contract/respond/pages/page.ts';
import { eventually } from '../harness/eventually.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

// In Berlin the night of 28 March 2027 has no hour from two to three, and that of 31 October 2027 has it twice.
const nights = [
  {
    name: 'forward',
    alertAt: '2027-03-28T00:50:00Z',
    stepAt: '2027-03-28T01:05:00Z',
    handoffAt: '2027-03-28T01:00:00Z',
  },
  {
    name: 'back',
    alertAt: '2027-10-31T00:50:00Z',
    stepAt: '2027-10-31T01:05:00Z',
    handoffAt: '2027-10-31T02:00:00Z',
  },
];

test.each(
  nights,
)('nobody acknowledges in the night the clock goes $name: the second step asks a quarter of an hour later whoever is on call by the clock on the wall', async ({
  alertAt,
  stepAt,
  handoffAt,
}) => {
  const receiver = stopAfterTest(await startReceiver());
  const smtp = stopAfterTest(await startSmtpSink());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url } });
  const world = worldThrough(server);
  const ada = await world.personByMail('Ada');
  const ben = await world.personByWebhook('Ben', receiver);
  const cleo = await world.personByWebhook('Cleo', receiver);
  await server.clock.set(new Date(Date.parse(alertAt) - 60_000).toISOString());
  // Ben has the shift that ends at three in the morning by the clock on the wall, Cleo the one after it.
  const schedule = await world.schedule('Europe/Berlin', [
    {
      name: 'Nights',
      rotation: { unit: 'day', every: 1, handoffTime: '03:00' },
      startsOn: dayBefore(alertAt),
      participants: [ben.id, cleo.id],
    },
  ]);
  const source = await world.paging([askPerson(ada), { kind: 'schedule', id: schedule.id }], 900);

  await server.clock.set(alertAt);
  expect(await sendEvent(source, { key: 'checkout', title: 'Nobody can pay' })).toBe(202);
  await eventually(() => smtp.mails.find(({ subject }) => subject?.includes('Nobody can pay')));
  const [opened] = (await server.admin.call(listPages, { query: { limit: 10 } })).items;
  const page = () => server.admin.call(getPage, { params: { id: opened!.id } });
  const lateness = Date.parse((await page()).nextStepAt!) - Date.parse(stepAt);
  expect(lateness).toBeGreaterThanOrEqual(0);
  expect(lateness).toBeLessThan(15_000);

  await server.clock.set(new Date(Date.parse(stepAt) - 5_000).toISOString());
  expect(receiver.pages()).toEqual([]);
  await server.clock.set(new Date(Date.parse(stepAt) + 20_000).toISOString());
  await eventually(() => receiver.pages().length > 0);
  const isAfterHandoff = Date.parse(stepAt) >= Date.parse(handoffAt);
  expect(receiver.pages().map(({ path }) => path)).toEqual([isAfterHandoff ? cleo.path : ben.path]);
  expect((await page()).notifications).toHaveLength(2);
}, 60_000);

/** The handoff of the day before starts the turn of the first participant. */
const dayBefore = (instant: string) => new Date(Date.parse(instant) - 86_400_000).toISOString().slice(0, 10);

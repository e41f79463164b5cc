import type { ParsedMail } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../../test/harness/smtp-sink.ts';
import { declareIncident } from '../../../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../../../contract/respond/incidents/roles.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { worldOf } from '../../pages/world-for-tests.ts';

/** Without the notices of roles that were given. */
const remindersOf = (mails: ParsedMail[]) => mails.filter(({ subject }) => subject?.includes('update is due'));

test('who speaks for an update gets one mail when it is due; the commander where nobody holds that role', async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, clock } = server;
  const world = worldOf(server);
  const [ada, bo] = [await world.person('Ada'), await world.person('Bo')];
  await world.email(ada, 'ada@example.org');
  await world.email(bo, 'bo@example.org');
  const { id } = await admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2 } });
  const give = (role: 'commander' | 'communications', personId: number) =>
    admin.call(takeIncidentRole, { params: { id }, body: { role, personId } });
  await give('commander', ada);
  await give('communications', bo);
  await clock.advance('16 minutes');
  const reminders = () => remindersOf(sink.mails);
  await eventually(() => reminders().length === 1);
  expect(reminders()[0]).toMatchObject({ subject: 'INC-1 (SEV2): The next public update is due' });
  expect([reminders()[0]!.to].flat()[0]!.text).toContain('bo@example.org');
  expect(reminders()[0]!.text).toContain('/incidents/1');
  await clock.advance('15 minutes');
  await eventually(() => reminders().length === 2);
  expect([reminders()[1]!.to].flat()[0]!.text).toContain('ada@example.org');
});

test('a reminder that the mail server cannot take waits for it, and one that is refused for good is told in the room', async () => {
  const sink = await startSmtpSink();
  const port = Number(new URL(sink.url).port);
  await sink.stop();
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, clock, db } = server;
  const world = worldOf(server);
  const ada = await world.person('Ada');
  await world.email(ada, 'ada@example.org');
  const { id } = await admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2 } });
  await admin.call(takeIncidentRole, { params: { id }, body: { role: 'commander', personId: ada } });
  await clock.advance('16 minutes');
  const waiting = () =>
    db.query("select from reminder_mails where state = 'pending' and attempts > 0 and outcome is not null");
  await eventually(async () => (await waiting()).rowCount! > 0);

  const back = await startSmtpSink(port);
  onTestFinished(() => back.stop());
  await clock.advance('3 minutes');
  await eventually(() => remindersOf(back.mails).length > 0);
  expect(remindersOf(back.mails)[0]).toMatchObject({ subject: 'INC-1 (SEV2): The next public update is due' });

  back.setRefusing(true);
  await clock.advance('30 minutes');
  await eventually(async () => {
    const { items } = await admin.call(listIncidentTimeline, { params: { id }, query: { order: 'oldest-first' } });
    return items.some(({ text }) => text.startsWith('A reminder could not be sent to Ada: '));
  });
});

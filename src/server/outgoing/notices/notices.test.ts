import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { type SignedInPerson, signInAs } from '../../../../test/harness/people.ts';
import { startReceiver } from '../../../../test/harness/receiver.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { type SmtpSink, startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { addContactMethodOf } from '../../../contract/directory/contact-methods.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import { changeMe } from '../../../contract/directory/session.ts';
import { type NoticeKind, readMyNoticeSettings, replaceMyNoticeSettings } from '../../../contract/outgoing/notices.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { addIncidentTask } from '../../../contract/respond/incidents/tasks.ts';
import { acknowledgePage, createPage, reassignPage } from '../../../contract/respond/pages/responses.ts';
import { writeHandoffNote } from '../../../contract/respond/schedules/handoff-notes.ts';
import { createOverride } from '../../../contract/respond/schedules/overrides.ts';
import { row } from '../../platform/db/database.ts';

/** A notice passes three loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

async function startWithMail(environment: Record<string, string> = {}) {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url, ...environment } });
  // At noon, so that no quiet hours of UTC are near.
  await server.clock.set('2027-05-05T12:00:00Z');
  return { server, smtp };
}

const to = ({ mails }: SmtpSink, { email }: SignedInPerson) =>
  mails.filter(
    (mail) => [mail.to].flat().some((each) => each?.text.includes(email)) && !mail.subject?.includes('invit'),
  );
const noticesTo = (smtp: SmtpSink, person: SignedInPerson) =>
  to(smtp, person).filter(({ text }) => text?.includes('/me/notices'));

/** Until the minute in which notices gather is over. */
async function aMinuteLater(server: TestServer) {
  await eventually(async () => {
    const left = await row<{ isRead: boolean }>(
      server.db,
      `select not exists (select from events e, notice_cursor c where (e.tx, e.id) > (c.tx, c.event_id)) as is_read`,
    );
    return left?.isRead;
  });
  await server.clock.advance('61 seconds');
}

async function choose(
  person: SignedInPerson,
  part: Partial<Record<NoticeKind, boolean>>,
  contactMethodId: number | null = null,
) {
  const { kinds, quietHours } = await person.browser.call(readMyNoticeSettings, {});
  const changed = Object.entries(part).map(([kind, isOn]) => [kind, { isOn, contactMethodId }]);
  await person.browser.call(replaceMyNoticeSettings, {
    body: { kinds: { ...kinds, ...Object.fromEntries(changed) }, quietHours },
  });
}

const addMail = (server: TestServer, { id, email }: SignedInPerson) =>
  server.admin.call(addContactMethodOf, {
    params: { id },
    body: { channel: 'email', label: 'Mail', settings: { address: email }, verified: true },
  });

const pageSomebody = ({ browser }: SignedInPerson, { id }: SignedInPerson, title: string) =>
  browser.call(createPage, { body: { target: { kind: 'person', id }, title } });

async function giveTask(by: SignedInPerson, to: SignedInPerson, title: string, incidentId?: number) {
  const id = incidentId ?? (await by.browser.call(declareIncident, { body: { title: 'Checkout', severity: 3 } })).id;
  await by.browser.call(addIncidentTask, { params: { id }, body: { title, ownerId: to.id } });
  return id;
}

test('a role and a task are told in one mail, with a link to the switch, and not to who gave them', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  const id = await giveTask(ada, grace, 'Call the bank');
  await ada.browser.call(takeIncidentRole, { params: { id }, body: { role: 'scribe', personId: grace.id } });
  await giveTask(ada, ada, 'Mine', id);
  await aMinuteLater(server);
  await eventually(() => noticesTo(smtp, grace).length > 0);
  const [mail] = noticesTo(smtp, grace);
  expect(mail!.subject).toContain('2 notices: Ada gave you a task in INC-');
  expect(mail!.text).toContain('Call the bank');
  expect(mail!.text).toContain('Ada gave you a role in INC-');
  expect(noticesTo(smtp, grace)).toHaveLength(1);
  expect(noticesTo(smtp, ada)).toEqual([]);
});

test('what a person switched off is not sent, and what is disabled meanwhile is not sent either', async () => {
  const { server, smtp } = await startWithMail();
  const people = [];
  for (const name of ['Ada', 'Grace', 'Kay', 'Joan']) people.push(await signInAs(server, 'responder', name));
  const [ada, grace, kay, joan] = people as [SignedInPerson, SignedInPerson, SignedInPerson, SignedInPerson];
  await choose(grace, { taskGiven: false });
  const id = await giveTask(ada, grace, 'Not told');
  await giveTask(ada, kay, 'Gone', id);
  await giveTask(ada, joan, 'Told', id);
  await server.admin.call(disablePerson, { params: { id: kay.id } });
  await aMinuteLater(server);
  await eventually(() => noticesTo(smtp, joan).length === 1);
  expect([...noticesTo(smtp, grace), ...noticesTo(smtp, kay)]).toEqual([]);
});

test('at night a notice waits for the morning of its reader', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  await grace.browser.call(changeMe, { body: { timeZone: 'Asia/Tokyo' } });
  await server.clock.set('2027-05-05T16:00:00Z');
  await giveTask(ada, grace, 'Call the bank');
  await aMinuteLater(server);
  const due = await row<{ dueAt: Date }>(server.db, 'select due_at from notices where person_id = $1', [grace.id]);
  expect(due?.dueAt.toISOString()).toBe('2027-05-05T23:00:00.000Z');
  expect(noticesTo(smtp, grace)).toEqual([]);
  await server.clock.set('2027-05-05T23:00:01Z');
  await eventually(() => noticesTo(smtp, grace).length === 1);
});

test('a notice goes by the contact method that was chosen, and what a dead node was sending is sent again', async () => {
  const { server, smtp } = await startWithMail();
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  const ada = await signInAs(server, 'responder', 'Ada');
  const { id, browser, contactMethodId, path } = await worldThrough(server).personByWebhook('Grace', receiver);
  const grace = { id, browser, email: '' };
  await choose(grace, { taskGiven: true }, contactMethodId);
  await giveTask(ada, grace, 'Call the bank');
  await aMinuteLater(server);
  const messages = () => receiver.messages.filter((each) => each.type === 'message' && each.path === path);
  await eventually(() => messages().length === 1);
  expect(smtp.mails.filter(({ text }) => text?.includes('/me/notices'))).toEqual([]);
  await eventually(
    async () => (await row<{ state: string }>(server.db, 'select state from notice_messages'))?.state === 'sent',
  );
  await server.db.query(`update notice_messages set state = 'sending', finished_at = null, lease_token = gen_random_uuid(),
    lease_until = evenkeel.now() - interval '1 second'`);
  await eventually(() => messages().length === 2);
  expect(messages()[1]!.id).toBe(messages()[0]!.id);
});

test('whoever was notified of a page by a message that stays learns who acknowledged it, at night as well', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  await server.clock.set('2027-05-05T02:00:00Z');
  await addMail(server, grace);
  const page = await pageSomebody(ada, grace, 'Checkout is down');
  await eventually(() => to(smtp, grace).some(({ subject }) => subject?.includes('Checkout is down')));
  await eventually(
    async () =>
      (await row<{ sent: boolean }>(server.db, 'select bool_or(sent_at is not null) as sent from notifications'))?.sent,
  );
  await ada.browser.call(acknowledgePage, { params: { id: page.id } });
  await aMinuteLater(server);
  await eventually(() =>
    noticesTo(smtp, grace).some(({ subject }) => subject === 'Ada acknowledged: Checkout is down'),
  );
  expect(noticesTo(smtp, ada)).toEqual([]);
});

test('whoever was notified of a page that is reassigned learns that, and whoever is notified instead does not', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  const linus = await signInAs(server, 'responder', 'Linus');
  for (const person of [grace, linus]) await addMail(server, person);
  const page = await pageSomebody(ada, grace, 'Checkout is down');
  const isSentTo = ({ id }: SignedInPerson) =>
    eventually(
      async () =>
        (
          await row<{ sent: boolean }>(
            server.db,
            'select bool_or(sent_at is not null) as sent from notifications where person_id = $1',
            [id],
          )
        )?.sent,
    );
  await isSentTo(grace);
  const target = { kind: 'person' as const, id: linus.id };
  await ada.browser.call(reassignPage, { params: { id: page.id }, body: { target } });
  await isSentTo(linus);
  await aMinuteLater(server);
  await eventually(() => noticesTo(smtp, grace).some(({ subject }) => subject === 'Ada reassigned: Checkout is down'));
  expect(noticesTo(smtp, linus)).toEqual([]);
});

test('a shift is announced a day and an hour before, in the time of the reader, once, and a change of it at once', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  for (const person of [ada, grace]) await addMail(server, person);
  await grace.browser.call(changeMe, { body: { timeZone: 'Europe/Berlin' } });
  const schedule = await worldThrough(server).schedule('UTC', [
    {
      name: 'Weekly',
      rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 4 },
      startsOn: '2027-04-29',
      participants: [ada.id, grace.id],
    },
  ]);
  const told = (person: SignedInPerson, words: string) =>
    noticesTo(smtp, person).filter(({ text }) => text?.includes(words));
  await eventually(async () => row(server.db, `select from notices where kind = 'shiftTomorrow'`));
  await server.clock.advance('61 seconds');
  await eventually(() => told(grace, 'begins Thu 6 May, 11:00').length === 1);
  await server.admin.call(createOverride, {
    params: { id: schedule.id },
    body: { personId: ada.id, startsAt: '2027-05-07T09:00:00Z', endsAt: '2027-05-08T09:00:00Z', reason: 'Wedding' },
  });
  await aMinuteLater(server);
  await eventually(
    () => told(grace, 'No longer yours: Fri 7 May, 11:00 to Sat 8 May, 11:00 (Europe/Berlin)').length === 1,
  );
  expect(told(ada, 'Now yours: Fri 7 May, 09:00').length).toBe(1);
}, 90_000);

test('whoever comes on call gets the note of the shift before with the notice that theirs begins, once', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  await choose(grace, { shiftStarted: true });
  const { id } = await worldThrough(server).schedule('UTC', [
    {
      name: 'Weekly',
      rotation: { unit: 'week', every: 1, handoffTime: '13:00', handoffWeekday: 3 },
      startsOn: '2027-04-28',
      participants: [ada.id, grace.id],
    },
  ]);
  await ada.browser.call(writeHandoffNote, { params: { id }, body: { text: 'The disk of db-2 fills up.' } });
  await server.clock.set('2027-05-05T13:00:05Z');
  await eventually(async () => row(server.db, `select from notices where kind = 'handoffNote'`));
  await server.clock.advance('61 seconds');
  await eventually(() => noticesTo(smtp, grace).length > 0);
  const [mail] = noticesTo(smtp, grace);
  expect(mail!.text).toContain('You are on call on Schedule');
  expect(mail!.text).toContain('Handoff note from Ada for your shift on Schedule\nThe disk of db-2 fills up.');
  const told = await row<{ count: number }>(
    server.db,
    `select count(*)::int as count from notices where kind = 'handoffNote'`,
  );
  expect(told?.count).toBe(1);
  expect(noticesTo(smtp, ada).filter(({ text }) => text?.includes('Handoff note'))).toEqual([]);
}, 90_000);

test('five hundred notices that wait do not hold up a page', async () => {
  const { server, smtp } = await startWithMail();
  const [ada, grace] = [await signInAs(server, 'responder', 'Ada'), await signInAs(server, 'responder', 'Grace')];
  await addMail(server, grace);
  await server.db.query(`insert into notice_messages (person_id) select $1 from generate_series(1, 500)`, [grace.id]);
  await server.db.query(
    `insert into notices (person_id, kind, key, title, path, due_at, expires_at, message_id)
     select $1, 'taskGiven', 'flood ' || id, 'Flood', '/', evenkeel.now(), evenkeel.now() + interval '1 day', id from notice_messages`,
    [grace.id],
  );
  await pageSomebody(ada, grace, 'Checkout is down');
  await eventually(() => to(smtp, grace).some(({ subject }) => subject?.includes('Checkout is down')));
  const noticesBefore = smtp.mails.filter(({ subject }) => subject === 'Flood').length;
  expect(noticesBefore).toBeLessThan(500);
});

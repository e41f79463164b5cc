import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import * as contract from '../../../contract/program/outside/review-invitations.ts';
import { createReview, updateReview } from '../../../contract/program/reviews.ts';
import { rows, transaction } from '../../platform/db/database.ts';
import { settleRestoredInvitations } from './restore-store.ts';

/** An invitation passes a loop that rests between its looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

const outside = { name: 'Cleo "the <boss>"', department: 'Sales', email: 'Cleo@example.org' };
const meeting = {
  startsAt: '2027-05-20T09:00:00Z',
  endsAt: '2027-05-20T10:00:00Z',
  place: 'Room 7, "north"; 2nd floor',
};

async function start() {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url } });
  await server.clock.set('2027-05-10T12:00:00Z');
  const ada = await signInAs(server, 'viewer', 'Ada');
  const { id } = await server.admin.call(createReview, { body: { year: 2027, quarter: 2 } });
  const params = { id };
  const attend = (attendees: object[]) =>
    server.admin.call(updateReview, { params, body: { attendees: attendees as never } });
  const set = (body = meeting) => server.admin.call(contract.replaceReviewMeeting, { params, body });
  const invite = () => server.admin.call(contract.inviteToReview, { params });
  const read = () => server.admin.call(contract.readReviewMeeting, { params });
  const mails = (address: string) =>
    smtp.mails.filter(
      ({ to, subject }) =>
        [to].flat().some((one) => one?.text.toLowerCase().includes(address)) && subject?.includes('Quarterly review'),
    );
  const entryOf = (mail: ReturnType<typeof mails>[number]) => {
    const text = mail.attachments.find(({ contentType }) => contentType.includes('calendar'))!.content.toString();
    const unfolded = text.replace(/\r?\n[ \t]/g, '');
    const value = (name: string) => new RegExp(`^${name}[^:\\r\\n]*:(.*)$`, 'm').exec(unfolded)?.[1]?.trim();
    return {
      text: unfolded,
      method: value('METHOD'),
      uid: value('UID'),
      sequence: value('SEQUENCE'),
      start: value('DTSTART'),
    };
  };
  const linkIn = (text: string | undefined) => {
    const found = /https?:\/\/[^/\s]+(\/review\/[^\s"<]+)/.exec(text ?? '');
    if (!found) throw new Error(`No link in: ${text}`);
    return server.url + found[1];
  };
  const press = (url: string, fields: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return { server, ada, params, attend, set, invite, read, mails, entryOf, linkIn, press };
}

test('attendees with and without an account get a calendar entry, its changes and its end under one id', async () => {
  const { server, ada, params, attend, set, invite, read, mails, entryOf } = await start();
  await attend([{ personId: ada.id }, outside, { name: 'Nobody knows how', department: 'Legal' }]);
  await expect(invite()).rejects.toMatchObject({ code: 'state_conflict' });
  expect(await set()).toMatchObject({ uninvited: ['Ada', outside.name], unreachable: ['Nobody knows how'] });
  const invited = await invite();
  expect(invited.invitations).toMatchObject([
    { name: 'Ada', isOutside: false, answer: null },
    { name: outside.name, department: 'Sales', isOutside: true },
  ]);
  expect(invited.uninvited).toEqual([]);
  const first = await eventually(() => mails('cleo@')[0]);
  await eventually(() => mails(ada.email)[0]);
  expect(first.subject).toBe('Quarterly review 2027-Q2');
  const entry = entryOf(first);
  expect(entry).toMatchObject({ method: 'REQUEST', sequence: '0', start: '20270520T090000Z' });
  expect(entry.text).toContain('LOCATION:Room 7\\, "north"\\; 2nd floor');
  // Asking again invites nobody twice.
  await invite();

  await set({ ...meeting, startsAt: '2027-05-20T08:00:00Z' });
  const second = await eventually(() => mails('cleo@')[1]);
  expect(second.subject).toBe('Changed: Quarterly review 2027-Q2');
  expect(entryOf(second)).toMatchObject({
    method: 'REQUEST',
    uid: entry.uid,
    sequence: '1',
    start: '20270520T080000Z',
  });
  await server.admin.call(contract.cancelReviewMeeting, { params });
  const last = await eventually(() => mails('cleo@')[2]);
  expect(last.subject).toBe('Cancelled: Quarterly review 2027-Q2');
  expect(entryOf(last)).toMatchObject({ method: 'CANCEL', uid: entry.uid, sequence: '2' });
  expect((await read()).canceledAt).not.toBeNull();
  expect(mails('cleo@')).toHaveLength(3);
});

test('the link shows the review, reading changes nothing, the latest answer counts, and a revoked one is dead', async () => {
  const { server, params, attend, set, invite, read, mails, entryOf, linkIn, press } = await start();
  await attend([outside]);
  await set();
  await invite();
  const mail = await eventually(() => mails('cleo@')[0]);
  const link = linkIn(mail.text);
  const page = await fetch(link);
  const html = await page.text();
  expect(html).toContain('Quarterly review 2027-Q2');
  expect(html).toContain('What the goals came to');
  expect(html).toContain('Will you be there?');
  expect(html).toContain('For Cleo &quot;the &lt;boss&gt;&quot;.');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect((await read()).invitations[0]!.answer).toBeNull();

  expect((await press(`${link}/answer`, { answer: 'maybe' })).status).toBe(303);
  expect((await read()).invitations[0]!.answer).toBeNull();
  await press(`${link}/answer`, { answer: 'no' });
  await press(`${link}/answer`, { answer: 'yes' });
  expect((await read()).invitations[0]!.answer).toBe('yes');
  const told = await rows<{ actor: { name: string }; data: { answer: string } }>(
    server.db,
    "select actor, data from events where kind = 'review.invitationAnswered' order by id",
  );
  expect(told.map(({ actor, data }) => [actor.name, data.answer])).toEqual([
    [outside.name, 'no'],
    [outside.name, 'yes'],
  ]);
  const token = link.split('/').at(-1)!;
  for (const forged of [link.replace(/review\/\d+/, 'review/9'), link.replace(token, `${token.slice(0, -4)}AAAA`)])
    expect((await fetch(forged)).status).toBe(404);

  const invitationId = (await read()).invitations[0]!.id;
  await server.admin.call(contract.revokeReviewInvitation, { params: { ...params, invitationId } });
  expect((await fetch(link)).status).toBe(404);
  expect((await press(`${link}/answer`, { answer: 'no' })).status).toBe(404);
  const ended = await eventually(() => mails('cleo@')[1]);
  expect(entryOf(ended).method).toBe('CANCEL');
  expect((await read()).invitations).toMatchObject([{ answer: 'yes', revokedAt: expect.any(String) }]);
});

test('a link ends a month after the meeting, a viewer invites nobody, and a restore sends nothing', async () => {
  const { server, ada, params, attend, set, invite, mails, linkIn } = await start();
  await attend([outside]);
  await expect(ada.browser.call(contract.inviteToReview, { params })).rejects.toMatchObject({ code: 'forbidden' });
  await set();
  await invite();
  const link = linkIn((await eventually(() => mails('cleo@')[0])).text);
  await server.clock.set('2027-06-19T09:59:00Z');
  expect((await fetch(link)).status).toBe(200);
  await server.clock.set('2027-06-19T10:01:00Z');
  expect((await fetch(link)).status).toBe(404);
  await server.db.query(
    `update review_mails set state = 'pending', finished_at = null, due_at = evenkeel.now() + interval '1 hour'`,
  );
  expect(await transaction(server.db, settleRestoredInvitations)).toEqual([
    'Waiting invitations to quarterly reviews, which will not be sent: 1.',
  ]);
});

import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { createDecision, updateDecision } from '../../../contract/program/decisions.ts';
import { createReview, holdReview, sendReviewMinutes, updateReview } from '../../../contract/program/reviews.ts';
import { rows } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { noticesByClock } from './by-clock.ts';
import { loadReaders } from './settings-store.ts';

/** A notice passes several loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

test('The owner of a decision is told when given it, before it is due and each week while it is overdue', async () => {
  const server = await startTestServer();
  const { admin, clock } = server;
  await clock.set('2027-05-05T12:00:00Z');
  const sam = await signInAs(server, 'responder', 'Sam');
  const { id: reviewId } = await admin.call(createReview, { body: { year: 2027, quarter: 2 } });
  const { id } = await admin.call(createDecision, {
    body: { reviewId, text: 'Widen the pool', ownerId: sam.id, dueOn: '2027-05-20' },
  });
  await admin.call(createDecision, { body: { reviewId, text: 'Nobody owns it', dueOn: '2027-05-20' } });
  const given = await eventually(async () => {
    const found = await rows<{ personId: number; title: string; text: string; path: string }>(
      server.db,
      "select person_id, title, text, path from notices where kind = 'decisionGiven'",
    );
    return found.length > 0 && found;
  });
  expect(given).toEqual([
    {
      personId: sam.id,
      title: expect.stringContaining('made you the owner of a decision of a quarterly review'),
      ...{ text: 'Widen the pool', path: `/program/reviews/${reviewId}` },
    },
  ]);

  const told = async () => {
    const nowMs = await readNowMs(server.db);
    const found = await noticesByClock(server.db, await loadReaders(server.db, null), nowMs);
    return found.filter(({ kind }) => kind === 'decisionDue').map(({ title, key }) => ({ title, key }));
  };
  await clock.set('2027-05-16T12:00:00Z');
  expect(await told()).toEqual([]);
  await clock.set('2027-05-17T12:00:00Z');
  const [ahead] = await told();
  expect(ahead?.title).toBe('A decision of yours is due on 20 May 2027');
  // The same until that day is over, so it is told once.
  await clock.set('2027-05-20T12:00:00Z');
  expect(await told()).toEqual([ahead]);
  await clock.set('2027-05-21T12:00:00Z');
  const [overdue] = await told();
  expect(overdue?.title).toBe('A decision of yours is overdue since 20 May 2027');
  await clock.set('2027-05-28T12:00:00Z');
  const [again] = await told();
  expect([again?.title, again?.key === overdue?.key]).toEqual([overdue?.title, false]);
  await admin.call(updateDecision, { params: { id }, body: { state: 'done' } });
  expect(await told()).toEqual([]);
});

test('The minutes of a review that was held are mailed to the attendees who have an account', async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const { admin, clock } = server;
  await clock.set('2027-05-05T12:00:00Z');
  const sam = await signInAs(server, 'viewer', 'Sam');
  const review = await admin.call(createReview, { body: { year: 2027, quarter: 2 } });
  const params = { id: review.id };
  const send = () => admin.call(sendReviewMinutes, { params });
  await expect(send()).rejects.toMatchObject({ code: 'state_conflict' });
  await admin.call(holdReview, { params });
  await expect(send()).rejects.toMatchObject({ code: 'state_conflict' });
  await admin.call(updateReview, {
    params,
    body: { attendees: [{ personId: sam.id, department: 'Support' }, { name: 'Kim' }], notes: 'The pilot goes on.' },
  });
  await admin.call(createDecision, { body: { reviewId: review.id, text: 'Widen the pool' } });
  expect(await send()).toEqual({ sentTo: ['Sam'], withoutAccount: ['Kim'] });
  // It waits a minute for what else there is to tell.
  await eventually(async () => (await rows(server.db, "select from notices where kind = 'reviewMinutes'")).length > 0);
  await clock.advance('2 minutes');
  const mail = await eventually(() => sink.mails.find(({ subject }) => subject?.includes('Minutes of')));
  expect(mail.subject).toContain('Minutes of the quarterly review 2027-Q2');
  for (const words of [
    '- Widen the pool (no owner)',
    '- Sam (Support)',
    'The pilot goes on.',
    `/program/reviews/${review.id}`,
  ])
    expect(mail.text).toContain(words);
});

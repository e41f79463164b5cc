import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as decisions from '../../../contract/program/decisions.ts';
import * as reviews from '../../../contract/program/reviews.ts';

async function begin() {
  const server = await startTestServer();
  await server.clock.set('2026-02-02T09:00:00Z');
  return server;
}

const review = async ({ admin }: TestServer, quarter: 1 | 2 | 3 | 4, scope: object = {}) =>
  admin.call(reviews.createReview, { body: { year: 2026, quarter, ...scope } });
const decide = async ({ admin }: TestServer, reviewId: number, text: string, more: object = {}) =>
  admin.call(decisions.createDecision, { body: { reviewId, text, ...more } });
const textsOf = (found: readonly { text: string; state: string }[]) =>
  found.map(({ text, state }) => `${text}: ${state}`);

test('A review begins with what the one before decided and what is still open from earlier ones, of its own scope', async () => {
  const server = await begin();
  const { admin, clock } = server;
  const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop' } });
  const [first, ofTeam] = [await review(server, 1), await review(server, 1, { teamId: team.id })];
  await decide(server, ofTeam.id, 'Of the team');
  const kept = await decide(server, first.id, 'Kept open');
  const done = await decide(server, first.id, 'Done at once');
  await admin.call(decisions.updateDecision, { params: { id: done.id }, body: { state: 'done' } });
  await clock.set('2026-05-04T09:00:00Z');
  const second = await review(server, 2);
  expect(textsOf(second.earlierDecisions)).toEqual(['Kept open: open', 'Done at once: done']);
  await decide(server, second.id, 'Of the second');
  await clock.set('2026-08-03T09:00:00Z');
  const third = await review(server, 3);
  expect(textsOf(third.earlierDecisions)).toEqual(['Of the second: open', 'Kept open: open']);

  // It follows until the review is held, and stays as it stood then.
  await admin.call(decisions.updateDecision, {
    params: { id: kept.id },
    body: { state: 'dropped', reason: 'Too dear' },
  });
  const shown = async () =>
    textsOf((await admin.call(reviews.getReview, { params: { id: third.id } })).earlierDecisions);
  expect(await shown()).toEqual(['Of the second: open']);
  await admin.call(reviews.holdReview, { params: { id: third.id } });
  const { items } = await admin.call(decisions.listDecisions, { query: { reviewId: second.id } });
  await admin.call(decisions.updateDecision, { params: { id: items[0]!.id }, body: { state: 'done' } });
  expect(await shown()).toEqual(['Of the second: open']);
});

test('An overdue decision is on the agenda, and is overdue by the day of the review’s time zone', async () => {
  const server = await begin();
  const { admin, clock } = server;
  const first = await review(server, 1, { timeZone: 'Pacific/Auckland' });
  const { id } = await decide(server, first.id, 'Widen the pool', { dueOn: '2026-05-03' });
  // Ten in the evening of the third in Auckland, then two in the morning of the fourth.
  await clock.set('2026-05-03T10:00:00Z');
  const isOverdue = async () => (await admin.call(decisions.getDecision, { params: { id } })).isOverdue;
  expect(await isOverdue()).toBe(false);
  await clock.set('2026-05-03T14:00:00Z');
  expect(await isOverdue()).toBe(true);
  const second = await review(server, 2);
  expect(second.composed.topics).toContain('1 of 1 open decision of earlier reviews is overdue.');
  const overdue = await admin.call(decisions.listDecisions, { query: { state: 'overdue' } });
  expect(overdue.items.map((decision) => decision.id)).toEqual([id]);
});

test('Decisions are listed by their day, page by page, those without a day last', async () => {
  const server = await begin();
  const { admin } = server;
  const { id } = await review(server, 1);
  for (const dueOn of [null, '2026-06-01', '2026-03-01', null, '2026-03-01'])
    await decide(server, id, `Due ${dueOn}`, { dueOn });
  const seen: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.call(decisions.listDecisions, { query: { limit: 2, ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ dueOn }) => dueOn));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['2026-03-01', '2026-03-01', '2026-06-01', null, null]);
});

test('Its owner completes, drops and reopens a decision; the rest is for whoever manages the program', async () => {
  const server = await begin();
  const { id: reviewId } = await review(server, 1);
  const grace = await signInAs(server, 'viewer', 'Grace');
  const alan = await signInAs(server, 'responder', 'Alan');
  const { id } = await decide(server, reviewId, 'Widen the pool', { ownerId: grace.id });
  const change = (who: typeof grace, body: object) =>
    who.browser.call(decisions.updateDecision, { params: { id }, body });
  await expect(change(alan, { state: 'done' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(change(grace, { text: 'Something else' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(change(grace, { state: 'dropped' })).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await change(grace, { state: 'done' })).toMatchObject({ state: 'done', finishedBy: { name: 'Grace' } });
  expect(await change(grace, { state: 'open' })).toMatchObject({ state: 'open', finishedAt: null });
  await expect(
    server.admin.call(decisions.createDecision, { body: { reviewId: 999_999, text: 'Nowhere' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('What an older node writes as decisions of a review is kept, once', async () => {
  const server = await begin();
  const { id } = await review(server, 1);
  const write = (texts: string[]) =>
    server.db.query('update evenkeel.quarterly_reviews set decisions = $2 where id = $1', [id, JSON.stringify(texts)]);
  await write(['One', 'Two']);
  await write(['One', 'Two', 'Three']);
  const { items } = await server.admin.call(decisions.listDecisions, { query: { reviewId: id } });
  expect(textsOf(items)).toEqual(['One: open', 'Two: open', 'Three: open']);
});

test('Attendees are known by id or address, once each; without a department they have that of a team', async () => {
  const server = await begin();
  const { admin } = server;
  const { id } = await review(server, 1);
  const grace = await signInAs(server, 'responder', 'Grace');
  await admin.call(createTeam, { body: { slug: 'support', name: 'Support', memberIds: [grace.id] } });
  const { rows } = await server.db.query('select email from evenkeel.people where id = $1', [grace.id]);
  const write = (attendees: object[]) => admin.call(reviews.updateReview, { params: { id }, body: { attendees } });
  const email = String(rows[0].email).toUpperCase();
  const { attendees } = await write([
    { personId: grace.id },
    { name: 'G.', email },
    { name: 'Sam', department: 'Legal', email: 'sam@example.org' },
  ]);
  expect(attendees).toEqual([
    { name: 'Grace', department: 'Support', personId: grace.id, email: null },
    { name: 'Sam', department: 'Legal', personId: null, email: 'sam@example.org' },
  ]);
  await expect(write([{ personId: 999_999 }])).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(write([{ department: 'Legal' }])).rejects.toMatchObject({ code: 'invalid_input' });
});

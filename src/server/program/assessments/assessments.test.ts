import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { sharedServer } from '../../../../test/harness/server.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as questions from '../../../contract/program/assessment-questions.ts';
import * as contract from '../../../contract/program/assessments.ts';

const server = sharedServer();

type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7;
let count = 0;

/** A team of its own with a draft, so that tests do not meet in the one draft of the whole. */
async function teamWithDraft() {
  const { admin, db } = await server();
  const slug = `assessed-${++count}`;
  const team = await admin.call(createTeam, { body: { slug, name: `Assessed ${count}` } });
  const draft = await admin.call(contract.startAssessment, { body: { teamId: team.id } });
  return { admin, db, team, slug, draft, params: { id: draft.id } };
}

const questionOf = (assessment: contract.Assessment, id: string) =>
  assessment.areas.flatMap((area) => area.questions).find((question) => question.id === id)!;

test('votes stay hidden from others until they are revealed; then their median counts until something is agreed on', async () => {
  const { admin, draft } = await teamWithDraft();
  const vera = (await signInAs(await server(), 'viewer')).browser;
  const jo = (await signInAs(await server(), 'responder')).browser;
  const params = { id: draft.id, questionId: 'severity-agreed' };
  const vote = (by: typeof vera, level: Level | null) =>
    by.call(contract.voteInAssessment, { params, body: { level, comment: '' } });
  await vote(vera, 2);
  const seen = questionOf(await vote(jo, 1), params.questionId);
  expect(seen).toMatchObject({ voteCount: 2, myVote: { level: 1 }, votes: null, rated: null });

  const revealed = await admin.call(contract.revealVotes, {
    params: { id: draft.id },
    body: { questionId: params.questionId },
  });
  const shown = questionOf(revealed, params.questionId);
  expect(shown.votes!.map(({ level }) => level).sort()).toEqual([1, 2]);
  expect(shown).toMatchObject({ rated: 1, isAgreed: false });
  await expect(vote(vera, 5)).rejects.toMatchObject({ code: 'state_conflict' });

  const agreed = await admin.call(contract.rateAssessment, { params, body: { level: 2 } });
  expect(questionOf(agreed, params.questionId)).toMatchObject({ rated: 2, isAgreed: true, level: 2 });
});

test('a vote can be taken back, and a token has none', async () => {
  const { admin, draft } = await teamWithDraft();
  const jo = (await signInAs(await server(), 'responder')).browser;
  const params = { id: draft.id, questionId: 'runbooks-used' };
  await jo.call(contract.voteInAssessment, { params, body: { level: 3 } });
  const after = await jo.call(contract.voteInAssessment, { params, body: { level: null } });
  expect(questionOf(after, params.questionId)).toMatchObject({ voteCount: 0, myVote: null });
  await expect(admin.call(contract.voteInAssessment, { params, body: { level: 3 } })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(
    jo.call(contract.voteInAssessment, { params: { ...params, questionId: 'no-such' }, body: { level: 3 } }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('completing counts the votes that nobody revealed, and shows who voted what', async () => {
  const { admin, draft, params } = await teamWithDraft();
  for (const level of [4, 6, 7] as const) {
    const voter = (await signInAs(await server(), 'responder')).browser;
    await voter.call(contract.voteInAssessment, {
      params: { ...params, questionId: 'runbooks-used' },
      body: { level },
    });
  }
  const completed = await admin.call(contract.completeAssessment, { params });
  // Rated 6 by the median, but nothing in the data of the team says so.
  expect(questionOf(completed, 'runbooks-used')).toMatchObject({ rated: 6, level: 2, capReason: 'No evidence' });
  expect(questionOf(completed, 'runbooks-used').votes).toHaveLength(3);
  expect(await admin.call(contract.getAssessment, { params: { id: draft.id } })).toMatchObject({ overall: 2 });
});

test('a session takes everybody to one question, and ends with the assessment', async () => {
  const { admin, params } = await teamWithDraft();
  const led = await admin.call(contract.setSessionQuestion, { params, body: { questionId: 'value-cost' } });
  expect(led.sessionQuestion).toBe('value-cost');
  await admin.call(contract.rateAssessment, { params: { ...params, questionId: 'value-cost' }, body: { level: 1 } });
  expect((await admin.call(contract.completeAssessment, { params })).sessionQuestion).toBeNull();
});

test('a team has drafts, figures and a history of its own', async () => {
  const first = await teamWithDraft();
  const second = await teamWithDraft();
  const { admin } = first;
  await expect(admin.call(contract.startAssessment, { body: { teamId: first.team.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await admin.call(createService, {
    body: { slug: `service-of-${first.slug}`, name: 'Own service', teamId: first.team.id },
  });
  const path = async (id: number) =>
    questionOf(await admin.call(contract.getAssessment, { params: { id } }), 'on-call-path').evidence;
  expect(await path(first.draft.id)).toMatchObject({ n: 1, value: 0 });
  expect(await path(second.draft.id)).toMatchObject({ n: 0, value: null });

  const questionId = 'on-call-path';
  await admin.call(contract.rateAssessment, { params: { id: first.draft.id, questionId }, body: { level: 7 } });
  const completed = await admin.call(contract.completeAssessment, { params: { id: first.draft.id } });
  expect(questionOf(completed, questionId)).toMatchObject({
    level: 2,
    capReason: 'Level 3 needs at least 80%; the data show 0%',
  });
  const listed = async (scope: 'organisation' | number) =>
    (await admin.call(contract.listAssessments, { query: { scope } })).items.map(({ id }) => id);
  expect(await listed(first.team.id)).toEqual([first.draft.id]);
  expect(await listed('organisation')).not.toContain(first.draft.id);

  const ladder = await admin.call(contract.readMaturityLadder, { query: { teamId: first.team.id } });
  expect(ladder.levels.map(({ percent }) => percent)).toEqual([14, 29, 43, 57, 71, 86, 100]);
  const names = ['Initial', 'Developing', 'Defined', 'Managed', 'Optimized', 'Leading', 'Transformative'];
  expect(ladder.levels.map(({ name }) => name)).toEqual(names);
  // Each level says what it means and how one recognises it, in words of its own.
  expect(new Set(ladder.levels.flatMap(({ meaning, sign }) => [meaning, sign])).size).toBe(14);
  expect(ladder.here).toMatchObject({ level: 2, assessmentId: first.draft.id });
  expect(ladder.next).toMatchObject({
    level: 3,
    areasNeeded: 1,
    areas: [
      {
        key: 'on-call',
        missing: expect.arrayContaining([expect.objectContaining({ asks: 'at least 80%', isShown: false, rated: 7 })]),
      },
    ],
  });
});

test('a question of one’s own is asked in drafts, kept by what was completed, and can be archived and restored', async () => {
  const { admin, params } = await teamWithDraft();
  await expect(
    admin.call(questions.createAssessmentQuestion, { body: { area: 'runbooks', ask: 'Tested?', evidence: 'made-up' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const own = await admin.call(questions.createAssessmentQuestion, {
    body: { area: 'runbooks', ask: 'Is a restore rehearsed each quarter?' },
  });
  const questionId = `own-${own.id}`;
  const rated = await admin.call(contract.rateAssessment, { params: { ...params, questionId }, body: { level: 5 } });
  expect(questionOf(rated, questionId)).toMatchObject({ rated: 5, level: 2, capReason: 'No evidence', evidence: null });
  await admin.call(contract.completeAssessment, { params });

  await admin.call(questions.updateAssessmentQuestion, {
    params: { id: own.id },
    body: { area: 'training', ask: 'Is a restore rehearsed each month?', evidence: 'drills-last-90-days' },
  });
  const kept = await admin.call(contract.getAssessment, { params });
  expect(questionOf(kept, questionId)).toMatchObject({ ask: 'Is a restore rehearsed each quarter?', evidence: null });

  const later = await teamWithDraft();
  expect(questionOf(later.draft, questionId)).toMatchObject({ ask: 'Is a restore rehearsed each month?' });
  await admin.call(questions.archiveAssessmentQuestion, { params: { id: own.id } });
  const asked = async () => questionOf(await admin.call(contract.getAssessment, { params: later.params }), questionId);
  expect(await asked()).toBeUndefined();
  await admin.call(questions.restoreAssessmentQuestion, { params: { id: own.id } });
  expect(await asked()).toBeDefined();
});

test('what was completed before evidence could contradict a rating keeps its level', async () => {
  const { admin, db, params, team } = await teamWithDraft();
  await admin.call(createService, { body: { slug: `kept-${count}`, name: 'Kept', teamId: team.id } });
  await admin.call(contract.rateAssessment, { params: { ...params, questionId: 'on-call-path' }, body: { level: 6 } });
  await db.query('update assessments set scoring_rules = 1 where id = $1', [params.id]);
  const completed = await admin.call(contract.completeAssessment, { params });
  expect(questionOf(completed, 'on-call-path')).toMatchObject({ level: 6, capReason: null });
});

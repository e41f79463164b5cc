import { describe, expect, it } from 'vitest';
import { courses } from './courses/all-courses.ts';
import { certificateExpiresAt, certificateState, missingBefore, questionsToAsk, scoreQuiz } from './training.ts';

const day = 86_400_000;
const [basics] = courses;
const rightAnswers = (course: (typeof courses)[number]) =>
  Object.fromEntries(course.quiz.map((question) => [question.id, question.right]));

describe('courses', () => {
  it.each(courses.map((course) => [course.title, course] as const))('%s has enough to read and to ask', (_, course) => {
    const words = course.text.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(150);
    expect(words).toBeLessThanOrEqual(260);
    expect(course.quiz.length).toBeGreaterThanOrEqual(6);
    expect(new Set(course.quiz.map((question) => question.id)).size).toBe(course.quiz.length);
    for (const question of course.quiz) {
      expect(question.options.length).toBeGreaterThanOrEqual(3);
      expect(question.options[question.right]).toBeDefined();
      expect(new Set(question.options).size).toBe(question.options.length);
    }
  });

  it('begin with the first step of all', () => {
    expect(basics?.quiz[0]?.ask).toContain('first step in implementing incident management');
    expect(basics?.quiz[0]?.options[basics.quiz[0].right]).toContain('Assess');
  });

  it('only ask for courses that exist and come before them', () => {
    courses.forEach((course, index) => {
      const before = courses.slice(0, index).map((earlier) => earlier.key);
      for (const key of course.after) expect(before).toContain(key);
    });
    expect(missingBefore(courses[4]!, ['incident-management-basics'])).toEqual(['on-call-responder']);
  });

  it('are not given away by where the right option stands', () => {
    const places = courses.flatMap((course) => course.quiz.map((question) => question.right));
    expect(new Set(places).size).toBeGreaterThanOrEqual(3);
  });

  it('ask without telling the answer', () => {
    expect(Object.keys(questionsToAsk(basics!)[0]!)).toEqual(['id', 'ask', 'options']);
  });
});

describe('a quiz', () => {
  it('is passed from 80% on', () => {
    const course = { ...basics!, quiz: basics!.quiz.slice(0, 5) };
    const answers = rightAnswers(course);
    expect(scoreQuiz(course, answers)).toMatchObject({ right: 5, asked: 5, passed: true });
    const oneWrong = { ...answers, baseline: 0 };
    expect(scoreQuiz(course, oneWrong)).toMatchObject({ right: 4, passed: true, wrongQuestionIds: ['baseline'] });
    expect(scoreQuiz(course, { ...oneWrong, measures: 3 })).toMatchObject({ right: 3, passed: false });
  });

  it('counts missing and odd answers as wrong', () => {
    expect(scoreQuiz(basics!, {})).toMatchObject({ right: 0, passed: false });
    expect(scoreQuiz(basics!, { 'first-step': 99 }).right).toBe(0);
    expect(scoreQuiz({ ...basics!, quiz: [] }, {}).passed).toBe(false);
  });
});

describe('a certificate', () => {
  it('is valid for a year, and warns a month before', () => {
    const passedAt = 1_800_000_000_000;
    const end = certificateExpiresAt(passedAt);
    expect(end - passedAt).toBe(365 * day);
    expect([
      certificateState(passedAt, end - 31 * day),
      certificateState(passedAt, end - 30 * day),
      certificateState(passedAt, end),
    ]).toEqual(['valid', 'expires-soon', 'expired']);
  });
});

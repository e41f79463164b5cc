/** Quizzes: which questions of a course's bank are asked, how they are asked, and which answers are right. */
import type { CourseHead, CourseQuestion } from '../../contract/program/documents.ts';
import { seededRandom, seedOf, shuffled } from '../seeded-random.ts';

type Bank = CourseHead['quiz'];

/** The texts of options, or a number. */
export type Answer = string | readonly string[] | number;
export type Answers = Readonly<Record<string, Answer>>;

/** What decides a draw: the same of these draw the same quiz, so nothing is kept between asking and marking. */
export type DrawnFor = {
  personId: number;
  courseKey: string;
  /** The version of the course. */
  version: number;
  /** How often this person has handed in this quiz before. */
  attempt: number;
};

export type DrawnQuestion = {
  question: CourseQuestion;
  /** As they are shown; none for a number. */
  options: string[];
};

/**
 * Draws `ask` questions of the bank. Options are put in order of their letters before they are shuffled: how they stand
 * in the file, which for `order` is the answer, has no say in how they are shown.
 */
export function drawQuiz(
  { ask, questions }: Bank,
  { personId, courseKey, version, attempt }: DrawnFor,
): DrawnQuestion[] {
  const random = seededRandom(seedOf(`${personId} ${courseKey} ${version} ${attempt}`));
  return shuffled(questions, random)
    .slice(0, ask)
    .map((question) => ({
      question,
      options: question.kind === 'number' ? [] : shuffled([...new Set(question.options)].sort(), random),
    }));
}

/** A question as it is asked: nothing in it tells the answer. */
export function asAsked({ question, options }: DrawnQuestion) {
  const { id, kind, ask } = question;
  return { id, kind, ask, options, unit: question.kind === 'number' ? question.unit : '' };
}

/** An answer that is right. */
export function rightAnswer(question: CourseQuestion): Answer {
  return question.kind === 'order' ? question.options : question.right;
}

export function isRight(question: CourseQuestion, answer: Answer | undefined): boolean {
  switch (question.kind) {
    case 'one':
      return answer === question.right;
    case 'several':
      return isList(answer) && sameTexts([...new Set(answer)].sort(), [...new Set(question.right)].sort());
    case 'order':
      return isList(answer) && sameTexts(answer, question.options);
    case 'number':
      return typeof answer === 'number' && Math.abs(answer - question.right) <= question.within + 1e-9;
  }
}

const isList = (answer: Answer | undefined): answer is readonly string[] => Array.isArray(answer);

function sameTexts(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, place) => text === others[place]);
}

/** Share of right answers needed to pass. */
export const passShare = 0.8;

export type QuizResult = {
  right: number;
  asked: number;
  /** 0–1. */
  share: number;
  passed: boolean;
  /** Ids of the questions that were answered right. */
  rightIds: Set<string>;
};

/** A question left out, or answered with what is no answer to it, counts as wrong; answers to what was not asked do not count. */
export function scoreQuiz(drawn: readonly DrawnQuestion[], answers: Answers): QuizResult {
  const given = new Map(Object.entries(answers));
  const rightIds = new Set(
    drawn.filter(({ question }) => isRight(question, given.get(question.id))).map(({ question }) => question.id),
  );
  const [right, asked] = [rightIds.size, drawn.length];
  return {
    right,
    asked,
    share: asked === 0 ? 0 : right / asked,
    passed: asked > 0 && right >= Math.ceil(passShare * asked - 1e-9),
    rightIds,
  };
}

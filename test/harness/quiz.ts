import { readFile } from 'node:fs/promises';
import type { Client } from '../../src/client/client.ts';
import { readQuiz, takeQuiz } from '../../src/contract/program/training.ts';
import { type Answer, rightAnswer } from '../../src/domain/program/quiz.ts';
import { parseFile } from '../../src/server/program/documents/parse.ts';

/** A course as it comes with the product. */
export async function shippedCourse(key: string) {
  const read = parseFile('course', await readFile(`content/courses/${key}.md`, 'utf8'));
  if (Array.isArray(read)) throw new Error(`${key}: ${read[0]!.message}`);
  return read;
}

/** The quiz of a shipped course as it is asked next, with right answers to all questions but the first `wrong` ones. */
export async function answersFor(caller: Pick<Client, 'call'>, key: string, wrong = 0) {
  const { questions: bank } = (await shippedCourse(key)).head.quiz;
  const { version, attempt, questions } = await caller.call(readQuiz, { params: { key } });
  const answers = Object.fromEntries(
    questions.slice(wrong).map(({ id }) => [id, rightAnswer(bank.find((one) => one.id === id)!)]),
  ) as Record<string, Exclude<Answer, readonly string[]> | string[]>;
  return { version, attempt, questions, answers };
}

/** Hands in a quiz with all answers right but so many. */
export async function handIn(caller: Pick<Client, 'call'>, key: string, wrong = 0) {
  const { questions: _, ...body } = await answersFor(caller, key, wrong);
  return caller.call(takeQuiz, { params: { key }, body });
}

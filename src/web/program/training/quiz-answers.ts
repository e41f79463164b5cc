import type { AskedQuestion } from '../../../contract/program/training.ts';

export type Answer = string | string[] | number;
export type Answers = Record<string, Answer>;

/** What was kept in this browser; nothing where it cannot be read. */
export function parseAnswers(text: string | null): Answers {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Answers) : {};
  } catch {
    return {};
  }
}

/** The answer to a question as it is asked now; null where none was given, or not to these options. */
export function answerTo({ id, kind, options }: AskedQuestion, answers: Answers): Answer | null {
  const answer = Object.hasOwn(answers, id) ? answers[id]! : null;
  const isList = Array.isArray(answer) && answer.every((text) => options.includes(text));
  switch (kind) {
    case 'one':
      return typeof answer === 'string' && options.includes(answer) ? answer : null;
    case 'several':
      return isList && answer.length > 0 ? answer : null;
    case 'order':
      // The order that is shown is an answer.
      return isList && new Set(answer).size === options.length ? answer : options;
    case 'number':
      return typeof answer === 'number' ? answer : null;
  }
}

/** The answers to what is asked now. */
export function answersTo(questions: readonly AskedQuestion[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const answer = answerTo(question, answers);
      return answer === null ? [] : [[question.id, answer] as const];
    }),
  );
}

/** `list` with the entry at `place` one further up or down. */
export function movedBy(list: readonly string[], place: number, by: -1 | 1): string[] {
  const moved = [...list];
  const [entry] = moved.splice(place, 1);
  moved.splice(place + by, 0, entry!);
  return moved;
}

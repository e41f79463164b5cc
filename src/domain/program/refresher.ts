/** Questions of passed courses that come back: answered right they come ever later, answered wrong the week after (Leitner). */
import type { CourseQuestion } from '../../contract/program/documents.ts';
import { seedOf } from '../seeded-random.ts';

export const questionsPerWeek = 3;

/** After how many weeks a question comes back, by its box from 1. */
const weeksOfBox = [1, 2, 4, 8, 16] as const;

export type Known = { courseKey: string; version: number; question: CourseQuestion };
export type Refreshed = { courseKey: string; questionId: string; box: number; answeredAt: Date };

/** Weeks of UTC from Monday to Monday, counted from one in 1969. */
export const weekOf = (at: Date) => Math.floor((at.getTime() / 86_400_000 + 3) / 7);

/** @param box null for a question that was not asked before */
export function boxAfter(box: number | null, isRight: boolean): number {
  return isRight ? Math.min((box ?? 1) + 1, weeksOfBox.length) : 1;
}

const dueWeek = ({ box, answeredAt }: Refreshed) => weekOf(answeredAt) + weeksOfBox[box - 1]!;

/**
 * What is left to ask of this week's three: what is due, the shakiest first, then what was never asked, in an order of
 * this person and week. Answering one leaves the others as they are.
 */
export function drawRefresher(
  known: readonly Known[],
  refreshed: readonly Refreshed[],
  { personId, now }: { personId: number; now: Date },
): Known[] {
  const week = weekOf(now);
  const left = questionsPerWeek - refreshed.filter(({ answeredAt }) => weekOf(answeredAt) === week).length;
  const before = new Map(refreshed.map((one) => [`${one.courseKey} ${one.questionId}`, one]));
  return known
    .map((one) => {
      const key = `${one.courseKey} ${one.question.id}`;
      const asked = before.get(key);
      const isDue = !asked || dueWeek(asked) <= week;
      return { one, isDue, box: asked?.box ?? weeksOfBox.length + 1, dice: seedOf(`${personId} ${week} ${key}`) };
    })
    .filter(({ isDue }) => isDue)
    .sort((one, other) => one.box - other.box || one.dice - other.dice)
    .slice(0, Math.max(0, left))
    .map(({ one }) => one);
}

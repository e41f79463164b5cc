import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxAfter, drawRefresher, type Known, questionsPerWeek, type Refreshed, weekOf } from './refresher.ts';

const week = 7 * 86_400_000;
const monday = Date.UTC(2026, 0, 5);
const known = (count: number): Known[] =>
  Array.from({ length: count }, (_, at) => ({
    courseKey: at % 2 === 0 ? 'scribe' : 'basics',
    version: 1,
    question: { id: `q-${at}`, kind: 'order', ask: 'In which order?', options: ['a', 'b'], because: 'Because.' },
  }));

/** Answers what is drawn, week after week, one by one; what was asked in each week. */
function live(count: number, weeks: number, isRight: (questionId: string, week: number) => boolean) {
  let refreshed: Refreshed[] = [];
  return Array.from({ length: weeks }, (_, number) => {
    const now = new Date(monday + number * week + 3_600_000);
    const asked: string[] = [];
    for (;;) {
      const drawn = drawRefresher(known(count), refreshed, { personId: 7, now });
      if (drawn.length === 0) return asked;
      const { courseKey, question } = drawn[0]!;
      const before = refreshed.find(({ questionId }) => questionId === question.id);
      refreshed = [
        ...refreshed.filter((one) => one !== before),
        {
          ...{ courseKey, questionId: question.id, answeredAt: now },
          box: boxAfter(before?.box ?? null, isRight(question.id, number)),
        },
      ];
      asked.push(question.id);
    }
  });
}

it('asks three questions a week at most, each once, and the others stay when one is answered', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.func(fc.boolean()), (count, isRight) => {
      for (const asked of live(count, 12, isRight)) {
        expect(asked.length).toBeLessThanOrEqual(questionsPerWeek);
        expect(new Set(asked).size).toBe(asked.length);
      }
    }),
  );
  const now = new Date(monday);
  const [first, ...others] = drawRefresher(known(20), [], { personId: 7, now });
  const answered = { courseKey: first!.courseKey, questionId: first!.question.id, box: 2, answeredAt: now };
  expect(drawRefresher(known(20), [answered], { personId: 7, now })).toEqual(others);
});

it('asks again the week after what was answered wrong, and ever later what was answered right', () => {
  const weeksOf = (isRight: boolean) =>
    live(1, 40, () => isRight).flatMap((asked, number) => (asked.length > 0 ? [number] : []));
  expect(weeksOf(true)).toEqual([0, 2, 6, 14, 30]);
  expect(weeksOf(false).slice(0, 4)).toEqual([0, 1, 2, 3]);
});

it('comes to every question in time when all are answered right', () => {
  expect(new Set(live(30, 80, () => true).flat()).size).toBe(30);
});

it('begins its weeks on Monday', () => {
  expect(weekOf(new Date(monday))).toBe(weekOf(new Date(monday - 1)) + 1);
  expect(weekOf(new Date(monday + week - 1))).toBe(weekOf(new Date(monday)));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CourseHead, CourseQuestion } from '../../contract/program/documents.ts';
import { type Answer, asAsked, drawQuiz, isRight, passShare, rightAnswer, scoreQuiz } from './quiz.ts';

const text = fc.stringMatching(/^[a-z]{3,12}$/);
const options = fc.uniqueArray(text, { minLength: 2, maxLength: 8 });
const because = fc.constant('Because.');
const question = (id: string): fc.Arbitrary<CourseQuestion> => {
  const base = { id: fc.constant(id), ask: text, because };
  return fc.oneof(
    options.chain((all) =>
      fc.record({
        ...base,
        kind: fc.constant('one' as const),
        options: fc.constant(all),
        right: fc.constantFrom(...all),
      }),
    ),
    options.chain((all) =>
      fc.record({
        ...base,
        kind: fc.constant('several' as const),
        options: fc.constant(all),
        right: fc.subarray(all, { minLength: 1 }),
      }),
    ),
    fc.record({ ...base, kind: fc.constant('order' as const), options }),
    fc.record({
      ...base,
      kind: fc.constant('number' as const),
      right: fc.integer({ min: 0, max: 1_000 }),
      within: fc.constantFrom(0, 0.5, 5),
      unit: fc.constant('minutes'),
    }),
  );
};
const bank: fc.Arbitrary<CourseHead['quiz']> = fc.integer({ min: 6, max: 20 }).chain((count) =>
  fc.record({
    ask: fc.integer({ min: 6, max: count }),
    questions: fc.tuple(...Array.from({ length: count }, (_, at) => question(`q-${at}`))),
  }),
);
const drawnFor = fc.record({
  personId: fc.integer({ min: 1, max: 1_000_000 }),
  courseKey: text,
  version: fc.integer({ min: 1, max: 50 }),
  attempt: fc.integer({ min: 0, max: 50 }),
});

describe('a draw', () => {
  it('asks as many questions of the bank as it should, each once, with all its options', () => {
    fc.assert(
      fc.property(bank, drawnFor, (quiz, who) => {
        const drawn = drawQuiz(quiz, who);
        expect(drawn).toHaveLength(quiz.ask);
        expect(new Set(drawn.map(({ question: { id } }) => id)).size).toBe(quiz.ask);
        for (const { question, options } of drawn) {
          expect(quiz.questions).toContain(question);
          const all = question.kind === 'number' ? [] : question.options;
          expect([...options].sort()).toEqual([...all].sort());
        }
      }),
    );
  });

  it('shows an option once, however often the file says it', () => {
    const question = {
      id: 'twice',
      kind: 'one',
      ask: 'Which?',
      options: ['A', 'B', 'A'],
      right: 'A',
      because: 'So.',
    } as const;
    const [drawn] = drawQuiz(
      { ask: 1, questions: [{ ...question, options: [...question.options] }] },
      { personId: 1, courseKey: 'course', version: 1, attempt: 0 },
    );
    expect(drawn!.options.toSorted()).toEqual(['A', 'B']);
  });

  it('is the same each time for the same person, course, version and attempt', () => {
    fc.assert(
      fc.property(bank, drawnFor, (quiz, who) => {
        expect(drawQuiz(quiz, who)).toEqual(drawQuiz(structuredClone(quiz), { ...who }));
      }),
    );
  });

  it('shows no more than the file would with its options in any other order, and another right answer', () => {
    fc.assert(
      fc.property(bank, drawnFor, (quiz, who) => {
        const other = {
          ...quiz,
          questions: quiz.questions.map((one): CourseQuestion => {
            if (one.kind === 'number') return { ...one, right: one.right + 1, because: 'Otherwise.' };
            const reversed = [...one.options].reverse();
            if (one.kind === 'one') return { ...one, options: reversed, right: reversed[0]! };
            if (one.kind === 'several') return { ...one, options: reversed, right: reversed.slice(0, 1) };
            return { ...one, options: reversed };
          }),
        };
        expect(drawQuiz(other, who).map(asAsked)).toEqual(drawQuiz(quiz, who).map(asAsked));
      }),
    );
  });

  it('differs from attempt to attempt, from person to person and from version to version', () => {
    const questions = Array.from({ length: 20 }, (_, at) => ({
      ...{ id: `q-${at}`, ask: 'How many?', because: 'Because.', kind: 'number' as const },
      ...{ right: at, within: 0, unit: '' },
    }));
    const idsFor = (who: Partial<Parameters<typeof drawQuiz>[1]>) =>
      drawQuiz({ ask: 8, questions }, { personId: 1, courseKey: 'scribe', version: 1, attempt: 0, ...who })
        .map(({ question }) => question.id)
        .join();
    const draws = [{}, { attempt: 1 }, { attempt: 2 }, { personId: 2 }, { version: 2 }].map(idsFor);
    expect(new Set(draws).size).toBe(draws.length);
  });
});

/** An answer that looks like one and is wrong. */
function wrongAnswer(question: CourseQuestion): Answer {
  switch (question.kind) {
    case 'one':
      return question.options.find((option) => option !== question.right)!;
    case 'several':
      return question.right.length === 1 ? [] : question.right.slice(1);
    case 'order':
      return [...question.options].reverse();
    case 'number':
      return question.right + question.within + 1;
  }
}

describe('marking', () => {
  it('counts exactly the right answers, and passes from four fifths on', () => {
    fc.assert(
      fc.property(bank, drawnFor, fc.infiniteStream(fc.boolean()), (quiz, who, coins) => {
        const drawn = drawQuiz(quiz, who);
        const rights = drawn.map(() => coins.next().value as boolean);
        const answers = drawn.map(
          ({ question }, at) => [question.id, rights[at] ? rightAnswer(question) : wrongAnswer(question)] as const,
        );
        const result = scoreQuiz(drawn, Object.fromEntries(answers));
        const expected = rights.filter(Boolean).length;
        expect(result).toMatchObject({ right: expected, asked: quiz.ask, passed: expected / quiz.ask >= passShare });
        expect([...result.rightIds]).toEqual(drawn.filter((_, at) => rights[at]).map(({ question }) => question.id));
      }),
    );
  });

  it('takes what was left out, what was not asked and what is no answer as wrong, whatever it is', () => {
    const answer = fc.oneof(text, fc.array(text), fc.double(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(bank, drawnFor, fc.dictionary(text, answer), (quiz, who, answers) => {
        expect(scoreQuiz(drawQuiz(quiz, who), answers).right).toBe(0);
      }),
    );
    expect(scoreQuiz([], {}).passed).toBe(false);
    fc.assert(
      fc.property(question('constructor'), (one) => {
        expect(scoreQuiz([{ question: one, options: [] }], {}).right).toBe(0);
      }),
    );
  });

  it('takes several in any order, an order in one only, and a number that is near enough', () => {
    const asked = { id: 'q', ask: 'Which?', because: 'Because.', options: ['a', 'b', 'c'] };
    const several: CourseQuestion = { ...asked, kind: 'several', right: ['a', 'c'] };
    expect([['c', 'a'], ['a', 'c', 'c'], ['a'], ['a', 'b', 'c']].map((given) => isRight(several, given))).toEqual([
      ...[true, true, false, false],
    ]);
    const order: CourseQuestion = { ...asked, kind: 'order' };
    expect(
      [
        ['a', 'b', 'c'],
        ['a', 'c', 'b'],
        ['a', 'b'],
      ].map((given) => isRight(order, given)),
    ).toEqual([...[true, false, false]]);
    const { options: _, ...plain } = asked;
    const number: CourseQuestion = { ...plain, kind: 'number', right: 0.3, within: 0.1, unit: 'days' };
    expect([0.2, 0.4, 0.41, Number.NaN].map((given) => isRight(number, given))).toEqual([true, true, false, false]);
  });
});

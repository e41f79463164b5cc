import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, barText, highestProven } from './evidence-bars.ts';
import { nextLevelOf } from './ladder.ts';
import {
  type EvidenceKey,
  type MaturityLevel,
  maturityLevels,
  maturityQuestions,
  percentOf,
  practiceAreas,
} from './model.ts';
import { changesBetween, scoreAssessment } from './score.ts';

/** Figures that show just what the top level asks. */
const proof = Object.fromEntries(
  maturityQuestions.map((question) => [question.evidence, { value: barOf(question.evidence, 7)!, n: 50 }]),
) as Record<EvidenceKey, { value: number; n: number }>;
const rate = (level: MaturityLevel) => maturityQuestions.map((question) => ({ questionId: question.id, level }));
const proved = (key: EvidenceKey, figure: { value: number; n: number }) => {
  const asked = maturityQuestions.find(({ evidence }) => evidence === key)!;
  const { areas } = scoreAssessment([{ questionId: asked.id, level: 7 }], { [key]: figure });
  return areas.flatMap(({ questions }) => questions).find(({ question }) => question.id === asked.id)!;
};

describe('the maturity model', () => {
  it('has seven levels in order and two or three questions per area', () => {
    expect(maturityLevels.map((level) => level.level)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const area of practiceAreas) {
      const count = maturityQuestions.filter((question) => question.area === area.key).length;
      expect(count, area.key).toBeGreaterThanOrEqual(2);
      expect(count, area.key).toBeLessThanOrEqual(3);
    }
    expect(new Set(maturityQuestions.map((question) => question.id)).size).toBe(maturityQuestions.length);
  });
});

describe('an assessment', () => {
  it('counts a rating without evidence as level 2 at most', () => {
    const score = scoreAssessment(rate(5), {});
    expect(score.overall).toBe(2);
    expect(
      score.areas
        .flatMap((area) => area.questions)
        .every((question) => question.capReason === 'No evidence' && question.rated === 5),
    ).toBe(true);
    expect(scoreAssessment(rate(1), {}).overall).toBe(1);
    const noRows = { ...proof, 'median-first-post-seconds': { value: 300, n: 0 } };
    const communication = scoreAssessment(rate(4), noRows).areas.find((area) => area.key === 'communication');
    expect(communication?.questions.map((question) => question.level)).toEqual([2, 4]);
    expect(communication?.level).toBe(3);
  });

  it('takes the median of the areas and names the two weakest', () => {
    const ratings = rate(4).map((rating) => {
      if (rating.questionId.startsWith('runbooks')) return { ...rating, level: 1 as const };
      return rating.questionId.startsWith('value') ? { ...rating, level: 2 as const } : rating;
    });
    const score = scoreAssessment(ratings, proof);
    expect(score).toMatchObject({ overall: 4, weakest: ['runbooks', 'value'], answered: maturityQuestions.length });
  });

  it('says nothing where nothing was answered', () => {
    expect(scoreAssessment([], proof)).toMatchObject({ overall: null, weakest: [], answered: 0 });
  });

  it('shows what moved between two', () => {
    const before = scoreAssessment(rate(2), proof);
    const after = scoreAssessment(
      rate(2).map((rating) => (rating.questionId.startsWith('on-call') ? { ...rating, level: 5 as const } : rating)),
      proof,
    );
    expect(changesBetween(before, after)).toEqual([{ key: 'on-call', from: 2, to: 5 }]);
  });

  it('never rises when a rating falls', () => {
    const level = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<MaturityLevel>;
    fc.assert(
      fc.property(
        fc.array(level, { minLength: maturityQuestions.length, maxLength: maturityQuestions.length }),
        fc.nat(maturityQuestions.length - 1),
        (levels, place) => {
          const ratings = maturityQuestions.map((question, index) => ({
            questionId: question.id,
            level: levels[index] ?? 1,
          }));
          const lowered = ratings.map((rating, index) => (index === place ? { ...rating, level: 1 as const } : rating));
          expect(scoreAssessment(lowered, proof).overall ?? 0).toBeLessThanOrEqual(
            scoreAssessment(ratings, proof).overall ?? 0,
          );
        },
      ),
    );
  });
});

describe('evidence', () => {
  it('that contradicts a rating caps it, and says why', () => {
    expect(proved('share-postmortems-on-time', { value: 0, n: 10 })).toMatchObject({
      rated: 7,
      level: 2,
      capReason: 'Level 3 needs at least 50%; the data show 0%',
    });
    expect(proved('coverage-gap-hours-next-30-days', { value: 5, n: 2 })).toMatchObject({
      level: 3,
      capReason: 'Level 4 needs none; the data show 5 hours',
    });
    expect(proved('median-acknowledge-seconds', { value: 240, n: 40 })).toMatchObject({
      level: 4,
      capReason: 'Level 5 needs at most 3 minutes; the data show 4 minutes',
    });
  });

  it('of a few cases contradicts only what it can rule out', () => {
    // Three of four: the interval (Wilson, 95%) reaches from 30% to 95%.
    expect(proved('share-declared-within-target', { value: 0.75, n: 4 })).toMatchObject({ level: 7, capReason: null });
    expect(proved('share-declared-within-target', { value: 0.75, n: 100 }).level).toBe(4);
    expect(proved('median-acknowledge-seconds', { value: 4000, n: 9 }).level).toBe(7);
    expect(proved('median-acknowledge-seconds', { value: 4000, n: 10 }).level).toBe(2);
  });

  it('never counts for less when it gets better, nor is harder on fewer cases', () => {
    const keys = maturityQuestions.map(({ evidence }) => evidence);
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (key, one, other, n) => {
          const isLessBetter = barText(key, 3)!.startsWith('at most') || barText(key, 4) === 'none';
          const scale = key.startsWith('share') || key.startsWith('recurrence') ? 1 : 5000;
          const [worse, better] = [one * scale, other * scale].sort((left, right) =>
            isLessBetter ? right - left : left - right,
          ) as [number, number];
          expect(highestProven(key, { value: better, n })!).toBeGreaterThanOrEqual(
            highestProven(key, { value: worse, n })!,
          );
          expect(highestProven(key, { value: worse, n: 1 })!).toBeGreaterThanOrEqual(
            highestProven(key, { value: worse, n })!,
          );
        },
      ),
    );
  });

  it('does not change what was scored by the rules of then', () => {
    const figure = { 'share-postmortems-on-time': { value: 0, n: 10 } };
    const rating = [{ questionId: 'learning-postmortems', level: 7 as const }];
    const levelBy = (rules: 1 | 2) =>
      scoreAssessment(rating, figure, { rules }).areas.find(({ key }) => key === 'learning')!.level;
    expect([levelBy(1), levelBy(2)]).toEqual([7, 2]);
  });

  it('is missing for a question of one’s own without a figure', () => {
    const questions = [{ id: 'own-1', area: 'runbooks' as const, ask: 'Do we test restores?', evidence: null }];
    const score = scoreAssessment([{ questionId: 'own-1', level: 5 }], proof, { questions });
    expect(score).toMatchObject({ overall: 2, answered: 1, asked: 1 });
  });
});

describe('the ladder', () => {
  it('has the percentages of the model', () => {
    expect(maturityLevels.map(({ level }) => percentOf(level))).toEqual([14, 29, 43, 57, 71, 86, 100]);
  });

  it('says what the next level needs: how many areas, and in each what keeps it down', () => {
    const ratings = rate(3).map((rating) =>
      ['severity', 'detection', 'on-call', 'war-room'].some((area) => rating.questionId.startsWith(area))
        ? { ...rating, level: 4 as const }
        : rating,
    );
    const now = { ...proof, 'share-postmortems-on-time': { value: 0.5, n: 20 } };
    const next = nextLevelOf(scoreAssessment(ratings, proof), now)!;
    expect(next).toMatchObject({ level: 4, areasNeeded: 2 });
    expect(next.areas.map(({ key }) => key)).not.toContain('severity');
    const learning = next.areas.find(({ key }) => key === 'learning')!;
    expect(learning.missing.map(({ question, asks, isShown }) => [question.id, asks, isShown])).toEqual([
      ['learning-postmortems', 'at least 80%', false],
      ['learning-items', 'at least 70%', true],
      ['learning-recurrence', 'at most 20%', true],
    ]);
  });

  it('ends at the top, and begins with the first rating', () => {
    expect(nextLevelOf(scoreAssessment(rate(7), proof), proof)).toBeNull();
    expect(nextLevelOf(scoreAssessment([], proof), proof)).toBeNull();
  });

  it('names a number of areas that lifts the whole, and one fewer does not', () => {
    const level = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<MaturityLevel>;
    fc.assert(
      fc.property(fc.array(level, { minLength: 10, maxLength: 10 }), (levels) => {
        const ratings = (of: readonly MaturityLevel[]) =>
          maturityQuestions.map(({ id, area }) => ({
            questionId: id,
            level: of[practiceAreas.findIndex(({ key }) => key === area)]!,
          }));
        const score = scoreAssessment(ratings(levels), proof);
        const next = nextLevelOf(score, proof);
        if (next === null) return;
        const raise = (count: number) => {
          const raised = next.areas.slice(0, count).map(({ key }) => key);
          return scoreAssessment(
            ratings(levels.map((each, place) => (raised.includes(practiceAreas[place]!.key) ? next.level : each))),
            proof,
          ).overall!;
        };
        expect(raise(next.areasNeeded)).toBeGreaterThanOrEqual(next.level);
        expect(raise(next.areasNeeded - 1)).toBeLessThan(next.level);
      }),
    );
  });
});

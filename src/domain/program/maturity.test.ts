import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, scoreAssessment } from './maturity.ts';
import {
  type EvidenceKey,
  type MaturityLevel,
  maturityLevels,
  maturityQuestions,
  practiceAreas,
} from './maturity-model.ts';

const proof = Object.fromEntries(
  maturityQuestions.map((question) => [question.evidence, { value: 1, n: 5 }]),
) as Record<EvidenceKey, { value: number; n: number }>;
const rate = (level: MaturityLevel) =>
  maturityQuestions.map((question) => ({ questionId: question.id, level, comment: null }));

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
      score.areas.flatMap((area) => area.questions).every((question) => question.capped && question.rated === 5),
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
            comment: null,
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

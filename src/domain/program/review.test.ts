import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { scoreCard, scoreDrill } from './drills/score.ts';
import { composeReview, quarterPeriod, type ReviewFacts } from './review.ts';
import { facilitatorText, participantText } from './scenario-text.ts';

const near = (centre: number, count: number) => Array.from({ length: count }, (_, index) => centre + (index % 5) - 2);
const nothing = { value: null, n: 0, values: [] };
const restore = (before: number[], after: number[]): ReviewFacts['measures'][number] => ({
  key: 'restore',
  name: 'Time to restore',
  unit: 'seconds',
  better: 'lower',
  baseline: { value: 1, n: before.length, values: before },
  current: { value: 1, n: after.length, values: after },
  previous: nothing,
});
const facts: ReviewFacts = {
  measures: [restore(near(100, 12), near(50, 12))],
  goals: [],
  mistakes: [],
  assessments: [],
  drills: { held: 1, meanShare: 0.7 },
  training: { people: 10, certified: 8, expiringSoon: 0 },
  actionItems: { open: 3, overdue: 0 },
  decisions: { open: 1, overdue: 0 },
  recurrences: [],
  money: null,
  participants: ['Support'],
};

describe('the quarterly review', () => {
  it('says better or worse only where the data carries it', () => {
    const verdict = (measure: ReviewFacts['measures'][number]) =>
      composeReview({ ...facts, measures: [measure] }).rows[0]?.verdict;
    expect(verdict(restore(near(100, 12), near(50, 12)))).toBe('better');
    expect(verdict(restore(near(50, 12), near(100, 12)))).toBe('worse');
    expect(verdict(restore(near(100, 5), near(50, 12)))).toBe('cannot-tell');
    expect(verdict({ ...restore([], []), baseline: null })).toBe('no-baseline');
    const share = {
      ...{ key: 's', name: 'Completed', unit: 'share' as const, better: 'higher' as const },
      previous: nothing,
    };
    expect(
      verdict({ ...share, baseline: { value: 0.2, n: 50, values: [] }, current: { value: 0.9, n: 50, values: [] } }),
    ).toBe('better');
    expect(
      verdict({ ...share, baseline: { value: 0.5, n: 4, values: [] }, current: { value: 1, n: 4, values: [] } }),
    ).toBe('cannot-tell');
    // As on the Measures screen: nothing is claimed of fewer than ten on each side.
    expect(
      verdict({ ...share, baseline: { value: 0, n: 4, values: [] }, current: { value: 1, n: 4, values: [] } }),
    ).toBe('cannot-tell');
  });

  it('sets the quarter against the one before as well, by the same rule', () => {
    const row = (previous: number[]) =>
      composeReview({
        ...facts,
        measures: [
          {
            ...restore([], near(50, 12)),
            previous: { value: previous[0] ?? null, n: previous.length, values: previous },
          },
        ],
      }).rows[0]!;
    expect(row(near(100, 12)).previous).toMatchObject({ n: 12, verdict: 'better' });
    expect(row(near(100, 9)).previous).toMatchObject({ n: 9, verdict: 'cannot-tell' });
    expect(row([]).previous).toEqual({
      value: null,
      n: 0,
      verdict: 'no-baseline',
      explanation: 'Nothing happened in the quarter before.',
    });
  });

  it('has nothing to talk about when all is well', () => {
    expect(composeReview(facts).topics).toEqual([]);
  });

  it('puts what presses on the agenda', () => {
    const { topics, maturityStep } = composeReview({
      ...facts,
      actionItems: { open: 3, overdue: 2 },
      decisions: { open: 3, overdue: 1 },
      recurrences: [{ key: 'INC-9', earlierKey: 'INC-2', earlierItemOpen: true }],
      goals: [{ name: 'Faster', state: 'behind', share: 0.1 }],
      drills: { held: 0, meanShare: null },
      assessments: [
        { at: 2, overall: 4, weakest: ['value'] },
        { at: 1, overall: 2, weakest: [] },
      ],
      participants: [],
    });
    expect(topics).toEqual([
      'INC-9 repeated INC-2; an action item from that incident is still open.',
      '1 of 3 open decisions of earlier reviews is overdue.',
      '2 of 3 open action items are overdue.',
      'The goal “Faster” is behind.',
      'No drills were held.',
      'No other department takes part.',
    ]);
    expect(maturityStep).toBe(2);
  });

  it('cuts quarters in the zone asked for', () => {
    const { from, to } = quarterPeriod({ year: 2026, quarter: 1 }, 'Europe/Berlin');
    expect([new Date(from).toISOString(), new Date(to).toISOString()]).toEqual([
      '2025-12-31T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
    ]);
  });

  it('of a thousand organisations in which nothing changed, claims a change in fewer than one in twenty', () => {
    const random = seededRandom(20_270_101);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    /** Durations as incidents have them: skewed, and now and then several of one bad day that are alike. */
    const durations = () => {
      const values: number[] = [];
      const count = 10 + Math.floor(random() * 30);
      while (values.length < count) {
        const size = random() < 0.15 ? 2 + Math.floor(random() * 3) : 1;
        const day = 2_400 * Math.exp(normal());
        for (let one = 0; one < size && values.length < count; one++) values.push(day * Math.exp(0.2 * normal()));
      }
      return values;
    };
    const share = () => {
      const n = 10 + Math.floor(random() * 30);
      return { value: Array.from({ length: n }, () => random()).filter((one) => one < 0.7).length / n, n, values: [] };
    };
    let claimed = 0;
    for (let organisation = 0; organisation < 1_000; organisation++) {
      const { rows } = composeReview({
        ...facts,
        measures: [
          restore(durations(), durations()),
          {
            ...{ key: 's', name: 'Completed', unit: 'share', better: 'higher', previous: nothing },
            ...{ baseline: share(), current: share() },
          },
        ],
      });
      if (rows.some(({ verdict }) => verdict === 'better' || verdict === 'worse')) claimed++;
    }
    expect(claimed).toBeLessThanOrEqual(50);
  });

  it('sees a change that is large: restoring in a third of the time, most of the time', () => {
    const random = seededRandom(7);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const durations = (typical: number) => Array.from({ length: 40 }, () => typical * Math.exp(normal()));
    const seen = Array.from({ length: 100 }, () => {
      const measures = [restore(durations(3_600), durations(1_200))];
      return composeReview({ ...facts, measures }).rows[0]!.verdict;
    });
    expect(seen.filter((verdict) => verdict === 'better').length).toBeGreaterThan(60);
    expect(seen).not.toContain('worse');
  });
});

describe('drills', () => {
  it('tell participants the situation, and the facilitator what is really wrong', () => {
    const story = '## The situation\nA.\n### Since when\nB.\n## What they do not know\nC.\n## For the facilitator\nD.';
    expect(participantText(story)).toBe('A.\n\nSince when:\nB.');
    expect(facilitatorText(story)).toBe('D.');
    expect([participantText('The disk is full.'), facilitatorText('The disk is full.')]).toEqual([
      '',
      'The disk is full.',
    ]);
  });

  it('tell participants what they know as plain text, with the name of that part and without marks', () => {
    const story = '## The situation\n\nIt is **late**.\n\n\n## What participants know\n\n- That it is a test.\n';
    expect(participantText(story)).toBe('It is late.\n\nWhat participants know:\n- That it is a test.');
  });

  it('are scored on what came up, and name what to practise next', () => {
    const score = scoreDrill({ commander: 3, roles: 1, severity: 0, handover: null });
    expect(score).toMatchObject({ points: 4, possible: 9, weakest: ['severity', 'roles'] });
    expect(score.unmarked).not.toContain('handover');
    expect(score.unmarked).toHaveLength(scoreCard.length - 4);
    expect(scoreDrill({}).share).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { guessSeverity } from './severity-guess.ts';

describe('the guess of a severity', () => {
  it('says nothing before a question is answered', () => {
    expect(guessSeverity({ reach: null, pace: null, isDataAtRisk: false })).toBeNull();
  });

  it('is the worst when data is at risk, whatever else was answered', () => {
    expect(guessSeverity({ reach: 'low', pace: 'low', isDataAtRisk: true })).toBe(1);
  });

  it('follows who feels it and how fast it gets worse', () => {
    const of = (reach: 'high' | 'medium' | 'low', pace: 'high' | 'medium' | 'low') =>
      guessSeverity({ reach, pace, isDataAtRisk: false });
    expect([of('high', 'high'), of('high', 'low'), of('medium', 'low'), of('low', 'low')]).toEqual([1, 2, 3, 4]);
  });

  it('takes the middle for a question left open', () => {
    expect(guessSeverity({ reach: 'medium', pace: null, isDataAtRisk: false })).toBe(2);
    expect(guessSeverity({ reach: null, pace: 'low', isDataAtRisk: false })).toBe(3);
  });
});

import { expect, test } from 'vitest';
import type { DurationMeasure } from '../../contract/measure/measures.ts';
import { durationTitle, intervalText, shareText, shareTitle } from './figure-text.ts';

const cannotTell = { verdict: 'cannot-tell' as const, explanation: '' };
const figures = {
  n: 12,
  medianSeconds: 600,
  p90Seconds: 900,
  meanSeconds: 700,
  interval: null,
  isEnoughForTrend: true,
  previous: { n: 12, medianSeconds: 1_800 },
  trend: cannotTell,
  rowsHref: '',
};
const measure = (trend: (typeof figures)['trend'] | { verdict: 'lower'; explanation: string }): DurationMeasure => ({
  key: 'restore',
  shortName: 'MTTR',
  name: 'Time to restore',
  definition: '',
  fromInstant: 'impactStartedAt',
  toInstant: 'resolvedAt',
  all: figures,
  bySeverity: [{ ...figures, severity: 1, trend }],
  unusableCount: 0,
  points: [],
});

test('a chart claims a finding only when the numbers allow it', () => {
  expect(durationTitle(measure(cannotTell))).toBe('Time to restore by severity');
  expect(durationTitle(measure({ verdict: 'lower', explanation: '' }))).toBe(
    'SEV1: median time to restore fell from 30 min to 10 min',
  );
  const share = { share: 0.9, previous: { share: 0.5 }, trend: cannotTell };
  expect(shareTitle('Completed postmortems', share)).toBe('Completed postmortems');
  expect(shareTitle('Completed postmortems', { ...share, trend: { verdict: 'higher' } })).toBe(
    'Completed postmortems rose from 50% to 90%',
  );
});

test('nothing counted is a dash and never a zero', () => {
  expect(shareText(null)).toBe('–');
  expect(shareText(0)).toBe('0%');
  expect(shareText(1 / 3)).toBe('33.3%');
  expect(intervalText(null, shareText)).toBe('too few for an interval');
});

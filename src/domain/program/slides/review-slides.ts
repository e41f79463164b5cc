import type { ComposedReview, Review, ReviewedGoal } from '../../../contract/program/reviews.ts';
import { daysText, dayText } from '../../time/day-text.ts';
import { moneyRangeText } from '../cost/money-text.ts';
import { type GoalUnit, goalStateText, pointText, valueText } from '../goals/value-text.ts';
import { maturityLevels } from '../maturity/model.ts';
import { decisionText, type MinutedDecision } from '../minutes.ts';
import { scopeText } from '../review-scope.ts';
import { type Deck, type Slide, type SlideChart, said } from './slide.ts';

type Goal = ComposedReview['goals'][number];
export type FoundGoal = Goal & ReviewedGoal;

/** Reviews that were composed before goals had findings keep them without. */
export function hasFinding(goal: Goal): goal is FoundGoal {
  return goal.finding !== undefined && goal.points !== undefined;
}

/** A quarterly review as slides, from its frozen numbers. */
export function reviewDeck(review: Review, decided: readonly MinutedDecision[]): Deck {
  const { composed, earlierDecisions, timeZone } = review;
  const { goals, money, topics, questions } = composed;
  const scope = scopeText(review);
  const day = (instant: string) => dayText(Date.parse(instant), timeZone);
  const source = `Source: quarterly review ${review.key} of ${scope}; numbers as of ${day(review.composedAt)}.`;
  const slides: (Slide | false)[] = [
    said('title', `Quarterly review ${review.key}: ${scope}`, [
      `${daysText(Date.parse(composed.from), Date.parse(composed.to), timeZone)}; numbers as of ${day(review.composedAt)}.`,
    ]),
    earlierDecisions.length > 0 &&
      said('earlier', 'What we decided last time', earlierDecisions.map(decisionText), [
        'As it stood when this review was held, or as it stands now where it was not.',
      ]),
    ...goals.filter(hasFinding).map((goal) => goalSlide(goal, timeZone)),
    measuresSlide(composed, timeZone),
    money !== null && moneySlide(money),
    topics.length > 0 && said('topics', 'What to talk about', topics),
    decided.length > 0
      ? said('decisions', 'What we decided', decided.map(decisionText))
      : said('questions', 'What to decide', questions),
  ];
  return {
    name: `Quarterly review ${review.key}`,
    footer: `Quarterly review ${review.key}: ${scope}`,
    slides: slides.filter((slide) => slide !== false).map((slide) => ({ ...slide, notes: [...slide.notes, source] })),
  };
}

function goalSlide(goal: FoundGoal, timeZone: string): Slide {
  const { baseline, current, unit, target, dueAt, points, by, finding } = goal;
  const day = (instant: string) => dayText(Date.parse(instant), timeZone);
  const days = (period: { from: string; to: string }) =>
    daysText(Date.parse(period.from), Date.parse(period.to), timeZone);
  const isCounted = unit === 'seconds' || unit === 'share';
  const size = (n: number) => (unit === 'level' ? '' : ` (n = ${n})`);
  return {
    key: `goal-${goal.id}`,
    title: finding.sentence.startsWith(goal.measureName)
      ? finding.sentence
      : `${goal.measureName}${goal.scopeName ? ` of ${goal.scopeName}` : ''}. ${finding.sentence}`,
    lines: [
      `${goal.name}: ${goalStateText(goal)}`,
      `Target: ${valueText(target, unit)} by ${day(dueAt)}`,
      baseline
        ? `Baseline: ${valueText(baseline.value, unit)}${size(baseline.n)}`
        : 'No baseline was frozen, so no change can be shown',
      `This quarter: ${valueText(current.value, unit)}${size(current.n)}`,
    ],
    chart: goalChart(goal),
    notes: [
      `${goal.measureName} of ${goal.scopeName ?? 'the whole organisation'}; ${goal.better} is better.`,
      `This quarter: ${days(current)}${size(current.n)}.`,
      baseline ? `Baseline: ${days(baseline)}${size(baseline.n)}, frozen.` : 'There is no baseline.',
      ...(points.length > 0
        ? [
            `By ${by}: ${points
              .map(({ name, value, n }) => `${pointText(name, by)} ${valueText(value, unit)}${size(n)}`)
              .join('; ')}.`,
          ]
        : []),
      ...(isCounted ? ['Below ten cases on a side nothing is claimed: it says “cannot tell”.'] : []),
      ...(unit === 'count' ? ['A count shows no trend by itself, so none is claimed.'] : []),
    ],
  };
}

function goalChart({ unit, measureName, target, baseline, points, by }: FoundGoal): SlideChart | null {
  if (points.every(({ value }) => value === null)) return null;
  const flat = (value: number) => points.map(() => charted(value, unit));
  return {
    kind: 'line',
    axis: { seconds: `${measureName}, minutes`, share: measureName, level: 'Level', count: measureName }[unit],
    format: unit === 'share' ? 'percent' : 'number',
    max: unit === 'share' ? 1 : unit === 'level' ? maturityLevels.length : null,
    labels: points.map(({ name, n }) => `${pointText(name, by)}${unit === 'level' ? '' : ` (n ${n})`}`),
    series: [
      { name: measureName, values: points.map(({ value }) => charted(value, unit)), look: 'points' },
      { name: 'Target', values: flat(target), look: 'flat' },
      ...(baseline?.value == null ? [] : [{ name: 'Baseline', values: flat(baseline.value), look: 'dashes' as const }]),
    ],
  };
}

/** Durations in minutes: whoever edits the values of the chart reads them as people say them. */
function charted(value: number, unit: GoalUnit): number;
function charted(value: number | null, unit: GoalUnit): number | null;
function charted(value: number | null, unit: GoalUnit): number | null {
  if (value === null) return null;
  return unit === 'seconds' ? Math.round((value / 60) * 100) / 100 : Math.round(value * 10_000) / 10_000;
}

function measuresSlide({ rows, baseline }: ComposedReview, timeZone: string): Slide {
  const claims = rows.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  return said(
    'measures',
    claims.length === 0
      ? 'No measure has changed by more than chance against the baseline'
      : claims.map(({ name, verdict }) => `${name}: ${verdict}`).join('; '),
    rows.flatMap(({ name, finding }) => (finding ? [withName(name, finding)] : [])),
    [
      baseline
        ? `Baseline: ${baseline.teamName ?? 'all teams'}, ${daysText(Date.parse(baseline.from), Date.parse(baseline.to), baseline.timeZone ?? timeZone)}, frozen.`
        : 'There is no baseline, so no change can be shown.',
      ...rows.map(
        ({ name, unit, current, currentN, baseline: before, baselineN, explanation }) =>
          `${name}: ${valueText(current, unit)} (n = ${currentN}), baseline ${valueText(before, unit)} (n = ${baselineN}). ${explanation}`,
      ),
    ],
  );
}

/** Some findings name their measure already. */
function withName(name: string, finding: string): string {
  return finding.startsWith(name) ? finding : `${name}. ${finding}`;
}

function moneySlide({ saved, cost, currency, findings, assumptions }: NonNullable<ComposedReview['money']>): Slide {
  return said(
    'money',
    saved
      ? `Saved ${moneyRangeText(saved, currency)}`
      : 'Cannot tell yet what was saved: no severity has changed by more than the uncertainty',
    [`The program cost ${moneyRangeText(cost, currency)}.`, ...(findings ?? []), ...assumptions],
    ['Money is counted only where the time to restore of a severity has changed by more than the uncertainty.'],
  );
}

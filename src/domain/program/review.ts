import { Temporal } from 'temporal-polyfill';
import { compareMedians, compareShares, type TrendVerdict } from '../measure/uncertainty.ts';
import type { Mistake } from './checks/mistakes.ts';
import { counted } from './counted.ts';
import { findingOf, type Side, type Verdict } from './finding.ts';
import type { GoalState } from './goals/goals.ts';
import type { ReturnAnswer } from './roi.ts';

export type Quarter = {
  year: number;
  /** 1–4. */
  quarter: 1 | 2 | 3 | 4;
};

/** Its instants, epoch milliseconds; `to` is excluded. */
export function quarterPeriod({ year, quarter }: Quarter, zone: string): { from: number; to: number } {
  const first = Temporal.PlainDate.from({ year, month: (quarter - 1) * 3 + 1, day: 1 });
  return {
    from: first.toZonedDateTime(zone).epochMilliseconds,
    to: first.add({ months: 3 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

export function quarterBefore({ year, quarter }: Quarter): Quarter {
  return quarter === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: (quarter - 1) as 1 | 2 | 3 };
}

/** One measure now, in the baseline and in the quarter before. `values` are the single durations behind a median; empty for shares and counts. */
export type ReviewMeasure = {
  key: string;
  name: string;
  unit: 'seconds' | 'count' | 'share';
  better: 'lower' | 'higher';
  current: Side;
  baseline: Side | null;
  previous: Side;
};

export type ReviewFacts = {
  measures: readonly ReviewMeasure[];
  goals: readonly { name: string; state: GoalState; share: number | null }[];
  mistakes: readonly Mistake[];
  assessments: readonly { at: number; overall: number | null; weakest: readonly string[] }[];
  drills: { held: number; meanShare: number | null };
  training: { people: number; certified: number; expiringSoon: number };
  actionItems: { open: number; overdue: number };
  /** Of earlier reviews of the scope. */
  decisions: { open: number; overdue: number };
  recurrences: readonly { key: string; earlierKey: string; earlierItemOpen: boolean }[];
  money: ReturnAnswer | null;
  /** Departments present besides engineering. */
  participants: readonly string[];
};

export type ReviewRow = {
  key: string;
  name: string;
  unit: ReviewMeasure['unit'];
  current: number | null;
  currentN: number;
  baseline: number | null;
  baselineN: number;
  verdict: Verdict;
  explanation: string;
  /** The verdict as a sentence with its numbers. */
  finding: string;
  /** The quarter before, and this one against it. */
  previous: { value: number | null; n: number; verdict: Verdict; explanation: string };
};

export type Review = {
  rows: ReviewRow[];
  goals: ReviewFacts['goals'];
  mistakes: readonly Mistake[];
  /** Level of the last assessment minus the one before; null when there are not two. */
  maturityStep: number | null;
  weakestAreas: readonly string[];
  money: ReturnAnswer | null;
  /** What the meeting should talk about, most pressing first. */
  topics: string[];
  /** Decisions the meeting should end with. */
  decisions: readonly string[];
};

const decisions: readonly string[] = [
  'Which goals do we keep, change or abandon?',
  'Which practice area comes next?',
  'Which overdue action items get time, and which do we deliberately drop?',
  'Does the program keep its budget and its sponsor?',
  'When is the next review?',
];

function verdictOf(verdict: TrendVerdict, better: 'lower' | 'higher'): ReviewRow['verdict'] {
  if (verdict === 'cannot-tell') return 'cannot-tell';
  return verdict === better ? 'better' : 'worse';
}

const oneDigit = (count: number) => Math.round(count * 10) / 10;

function rowOf(measure: ReviewMeasure): ReviewRow {
  const { key, name, unit, better, current, baseline, previous } = measure;
  const earlier = previous.value === null ? null : previous;
  return {
    ...{ key, name, unit },
    current: current.value,
    currentN: current.n,
    baseline: baseline?.value ?? null,
    baselineN: baseline?.n ?? 0,
    ...comparison(measure, baseline, 'There is no baseline to compare with.'),
    finding: findingOf({ key, name, unit, better, before: baseline, now: current }).sentence,
    previous: {
      ...{ value: previous.value, n: previous.n },
      ...comparison(measure, earlier, 'Nothing happened in the quarter before.'),
    },
  };
}

function comparison({ unit, better, current }: ReviewMeasure, before: Side | null, without: string) {
  if (before === null || before.value === null) return { verdict: 'no-baseline' as const, explanation: without };
  if (current.value === null)
    return { verdict: 'cannot-tell' as const, explanation: 'Nothing happened in this period.' };
  if (unit === 'seconds') {
    const trend = compareMedians(before.values, current.values);
    return { verdict: verdictOf(trend.verdict, better), explanation: trend.explanation };
  }
  if (unit === 'share') {
    const casesOf = ({ value, n }: Side) => ({ count: (value ?? 0) * n, of: n });
    const trend = compareShares(casesOf(before), casesOf(current));
    return { verdict: verdictOf(trend.verdict, better), explanation: trend.explanation };
  }
  return {
    verdict: 'cannot-tell' as const,
    explanation: `${oneDigit(before.value)} before, ${oneDigit(current.value)} now; a count alone shows no trend.`,
  };
}

function topicsOf(facts: ReviewFacts, rows: readonly ReviewRow[]): string[] {
  const topics = facts.mistakes.map((mistake) => `${mistake.name}: ${mistake.because}`);
  for (const again of facts.recurrences) {
    const open = again.earlierItemOpen ? '; an action item from that incident is still open' : '';
    topics.push(`${again.key} repeated ${again.earlierKey}${open}.`);
  }
  if (facts.decisions.overdue > 0)
    topics.push(
      `${facts.decisions.overdue} of ${counted(facts.decisions.open, 'open decision')} of earlier reviews ${facts.decisions.overdue === 1 ? 'is' : 'are'} overdue.`,
    );
  if (facts.actionItems.overdue > 0)
    topics.push(`${facts.actionItems.overdue} of ${facts.actionItems.open} open action items are overdue.`);
  for (const row of rows.filter((one) => one.verdict === 'worse')) topics.push(`${row.name} got worse.`);
  for (const goal of facts.goals.filter((one) => one.state === 'behind' || one.state === 'missed'))
    topics.push(`The goal “${goal.name}” is ${goal.state}.`);
  if (facts.drills.held === 0) topics.push('No drills were held.');
  if (facts.training.expiringSoon > 0)
    topics.push(`${counted(facts.training.expiringSoon, 'certificate expires', 'certificates expire')} soon.`);
  if (facts.participants.length === 0) topics.push('No other department takes part.');
  return topics;
}

/** Composes a quarterly review. Every number comes from the facts; nothing is claimed that they do not carry. */
export function composeReview(facts: ReviewFacts): Review {
  const rows = facts.measures.map(rowOf);
  const assessments = [...facts.assessments].sort((left, right) => left.at - right.at);
  const last = assessments.at(-1);
  const previous = assessments.at(-2);
  const bothRated = last?.overall != null && previous?.overall != null;
  return {
    rows,
    goals: facts.goals,
    mistakes: facts.mistakes,
    maturityStep: bothRated ? (last?.overall ?? 0) - (previous?.overall ?? 0) : null,
    weakestAreas: last?.weakest ?? [],
    money: facts.money,
    topics: topicsOf(facts, rows),
    decisions,
  };
}

import { figuresOf as durationFiguresOf } from '../measure/durations.ts';
import { compareMedians } from '../measure/uncertainty.ts';
import { type Severity, severityLabel } from '../severity.ts';
import type { PeriodFigures } from './figures.ts';
import { findingOf } from './finding.ts';
import {
  type CostAssumptions,
  minutesSaved,
  type ProgramCost,
  type Range,
  type ReturnAnswer,
  returnOf,
} from './roi.ts';

/** As people write it down: money in minor units (cents) of the currency, people and hours as they are. */
export type WrittenCosts = {
  currency: string;
  severities: readonly { severity: Severity; downtimePerHour: Range; responders: Range }[];
  responderHour: Range;
  program: { hours: Range; hour: Range; other: Range };
};

/** How many minor units make one unit of the currency: 100 for EUR, 1 for JPY. */
export function minorUnits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return 10 ** (maximumFractionDigits ?? 2);
}

function scaled(range: Range, factor: number): Range {
  return { low: range.low * factor, expected: range.expected * factor, high: range.high * factor };
}

const zero: Range = { low: 0, expected: 0, high: 0 };

/** In whole units of the currency, so that the assumptions read as people say them. */
function inUnits(costs: WrittenCosts, unit: number): { assumptions: CostAssumptions; programCost: ProgramCost } {
  const bySeverity = (pick: (row: WrittenCosts['severities'][number]) => Range) => {
    const of = (severity: Severity) => {
      const row = costs.severities.find((candidate) => candidate.severity === severity);
      return row ? pick(row) : zero;
    };
    return { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5) };
  };
  return {
    assumptions: {
      currency: costs.currency,
      downtimePerHour: bySeverity((row) => scaled(row.downtimePerHour, 1 / unit)),
      responderHour: scaled(costs.responderHour, 1 / unit),
      responders: bySeverity((row) => row.responders),
    },
    programCost: {
      hours: costs.program.hours,
      hourCost: scaled(costs.program.hour, 1 / unit),
      other: scaled(costs.program.other, 1 / unit),
    },
  };
}

const sideOf = (seconds: readonly number[]) => ({
  value: durationFiguresOf(seconds).median,
  n: seconds.length,
  values: seconds,
});

/** What a period saved against the baseline and what the program cost, in minor units; ranges, with the assumptions. */
export function moneyOf(
  baseline: Pick<PeriodFigures, 'restoreBySeverity'>,
  current: Pick<PeriodFigures, 'restoreBySeverity'>,
  costs: WrittenCosts,
): ReturnAnswer & { currency: string; findings: string[] } {
  const unit = minorUnits(costs.currency);
  const secondsOf = (period: typeof baseline, severity: Severity) =>
    period.restoreBySeverity.find((row) => row.severity === severity)?.seconds ?? [];
  const answer = returnOf({
    ...inUnits(costs, unit),
    bySeverity: costs.severities.map(({ severity }) => {
      const before = secondsOf(baseline, severity);
      const after = secondsOf(current, severity);
      return {
        severity,
        minutesSaved: minutesSaved(durationFiguresOf(before), durationFiguresOf(after)),
        isShown: compareMedians(before, after).verdict !== 'cannot-tell',
      };
    }),
  });
  const findings = costs.severities.flatMap(({ severity }) => {
    const [before, now] = [sideOf(secondsOf(baseline, severity)), sideOf(secondsOf(current, severity))];
    const name = `Time to restore ${severityLabel(severity)}`;
    const found = findingOf({ key: 'restore', name, unit: 'seconds', better: 'lower', before, now });
    return found.verdict === 'better' || found.verdict === 'worse' ? [found.sentence] : [];
  });
  const inMinor = (range: Range): Range => {
    const exact = scaled(range, unit);
    return { low: Math.round(exact.low), expected: Math.round(exact.expected), high: Math.round(exact.high) };
  };
  return {
    ...answer,
    findings,
    currency: costs.currency,
    saved: answer.saved && inMinor(answer.saved),
    cost: inMinor(answer.cost),
    net: answer.net && inMinor(answer.net),
    notShown: answer.notShown && { ...answer.notShown, saved: inMinor(answer.notShown.saved) },
  };
}

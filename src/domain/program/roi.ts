import type { DurationFigures } from '../measure/durations.ts';
import { type Severity, severityLabel } from '../severity.ts';

/** An estimate is never a single number. `low` ≤ `expected` ≤ `high`. */
export type Range = {
  low: number;
  expected: number;
  high: number;
};

/** Everything in one currency. */
export type CostAssumptions = {
  currency: string;
  /** Lost per hour of impact, by severity. */
  downtimePerHour: Record<Severity, Range>;
  /** Loaded cost of one responder hour. */
  responderHour: Range;
  /** People who work on one incident, by severity. */
  responders: Record<Severity, Range>;
};

export type ProgramCost = {
  hours: Range;
  hourCost: Range;
  /** Licences, machines, trainers, in the same currency. */
  other: Range;
};

export const zeroRange: Range = { low: 0, expected: 0, high: 0 };

function addRanges(left: Range, right: Range): Range {
  return { low: left.low + right.low, expected: left.expected + right.expected, high: left.high + right.high };
}

/** Product of two ranges of which the first may be negative. */
function multiplyRanges(left: Range, right: Range): Range {
  const corners = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
  return { low: Math.min(...corners), expected: left.expected * right.expected, high: Math.max(...corners) };
}

/**
 * Minutes of impact saved in a period against the baseline: difference of the medians times the number of incidents now, with
 * the 95% intervals of both medians as bounds. Negative when it got slower; null when either side has no incidents.
 */
export function minutesSaved(baseline: DurationFigures, current: DurationFigures): Range | null {
  if (baseline.median === null || current.median === null) return null;
  const before = baseline.medianInterval ?? { low: baseline.median, high: baseline.median };
  const after = current.medianInterval ?? { low: current.median, high: current.median };
  const minutes = (difference: number) => (difference * current.n) / 60;
  return {
    low: minutes(before.low - after.high),
    expected: minutes(baseline.median - current.median),
    high: minutes(before.high - after.low),
  };
}

export type ReturnFacts = {
  /** `isShown`: the data carries that the times differ; without it a saving is a guess. */
  bySeverity: readonly { severity: Severity; minutesSaved: Range | null; isShown: boolean }[];
  assumptions: CostAssumptions;
  programCost: ProgramCost;
};

export type ReturnAnswer = {
  /** From severities whose times have changed by more than the uncertainty; null: none has, so nothing is claimed. */
  saved: Range | null;
  cost: Range;
  /** saved − cost; null when nothing is claimed. */
  net: Range | null;
  /** saved ÷ cost; null when the program cost nothing. `low` sets the least saved against the most spent. */
  ratio: Range | null;
  /** What the medians of the other severities would come to, where the data cannot tell a change from chance. */
  notShown: { saved: Range; severities: Severity[] } | null;
  /** Every assumption in words, to be printed beside the number. */
  assumptions: string[];
  /** Severities left out because there is nothing to compare. */
  leftOut: Severity[];
};

const { format } = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

function rangeText({ low, expected, high }: Range, unit: string): string {
  if (low === high) return `${format(expected)} ${unit}`;
  return `${format(low)} to ${format(high)}, expected ${format(expected)} ${unit}`;
}

/** What the program saved against what it cost, as a range, with its assumptions. It claims no more than the medians do. */
export function returnOf(facts: ReturnFacts): ReturnAnswer {
  const { assumptions, programCost } = facts;
  let saved: Range | null = null;
  let notShown: ReturnAnswer['notShown'] = null;
  const leftOut: Severity[] = [];
  const lines: string[] = [];
  for (const { severity, minutesSaved: minutes, isShown } of facts.bySeverity) {
    if (minutes === null) {
      leftOut.push(severity);
      continue;
    }
    const hours: Range = { low: minutes.low / 60, expected: minutes.expected / 60, high: minutes.high / 60 };
    const people = multiplyRanges(assumptions.responders[severity], assumptions.responderHour);
    const amount = multiplyRanges(hours, addRanges(assumptions.downtimePerHour[severity], people));
    if (isShown) saved = addRanges(saved ?? zeroRange, amount);
    else {
      const others: NonNullable<ReturnAnswer['notShown']> = notShown ?? { saved: zeroRange, severities: [] };
      notShown = { saved: addRanges(others.saved, amount), severities: [...others.severities, severity] };
    }
    lines.push(
      `One hour of ${severityLabel(severity)} costs ${rangeText(assumptions.downtimePerHour[severity], assumptions.currency)}; ${rangeText(assumptions.responders[severity], 'people')} work on it.`,
    );
  }
  const cost = addRanges(multiplyRanges(programCost.hours, programCost.hourCost), programCost.other);
  lines.push(`One responder hour costs ${rangeText(assumptions.responderHour, assumptions.currency)}.`);
  lines.push(
    `The program cost ${rangeText(programCost.hours, 'hours')} and ${rangeText(programCost.other, assumptions.currency)} in other costs.`,
  );
  lines.push(
    'Time saved is the change in median restore time against the baseline, multiplied by the number of incidents in the period. Incidents that did not happen are not counted.',
  );
  return {
    saved,
    cost,
    net: saved && {
      low: saved.low - cost.high,
      expected: saved.expected - cost.expected,
      high: saved.high - cost.low,
    },
    ratio: saved && ratioOf(saved, cost),
    notShown,
    assumptions: lines,
    leftOut,
  };
}

function ratioOf(saved: Range, cost: Range): Range | null {
  if (cost.low <= 0 || cost.expected <= 0) return null;
  return {
    low: saved.low / (saved.low < 0 ? cost.low : cost.high),
    expected: saved.expected / cost.expected,
    high: saved.high / (saved.high < 0 ? cost.high : cost.low),
  };
}

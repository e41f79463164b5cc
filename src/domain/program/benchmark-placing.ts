/** Where this installation stands in a benchmark, where that can be said. Pure. */
import type { Benchmark } from './reference-values.ts';

/** Inclusive ends; more is better. */
type Band = { from: number; to: number };

export type OwnStanding = {
  /** Of the last completed assessment of the whole. */
  maturity: { level: number; name: string; on: string } | null;
  /** Return of the program by the last review whose data carry it. */
  returned: { low: number; high: number; review: string } | null;
};

export type Placing = {
  /** Null: it cannot be compared. */
  rank: string | null;
  /** What it is taken from, or why it cannot be compared. */
  because: string;
};

/** Words of the ladder that bands are written in, with the level that they describe there. */
const ladderWords: readonly [RegExp, number][] = [
  [/ad[ -]?hoc/i, 1],
  [/standardi[sz]ed/i, 3],
  [/optimi[sz]ed/i, 5],
];

/** `Level 1–2` → 1 to 2, `< 1×` → below 1, `> 5×` → above 5, `Standardised` → 3; null where nothing can be read. */
export function bandOf(text: string): Band | null {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  const [first, second] = numbers;
  if (first === undefined) {
    const word = ladderWords.find(([pattern]) => pattern.test(text));
    return word ? { from: word[1], to: word[1] } : null;
  }
  if (numbers.length > 2) return null;
  if (/[<≤]/.test(text)) return { from: Number.NEGATIVE_INFINITY, to: first };
  if (/[>≥]/.test(text)) return { from: first, to: Number.POSITIVE_INFINITY };
  const ends = [first, second ?? first].sort((left, right) => left - right);
  return { from: ends[0]!, to: ends[1]! };
}

const ranks = ['Low', 'Between low and median', 'Median', 'Between median and elite', 'Elite'] as const;

/** 0 for low to 4 for elite. Bounds that are written with < and > belong to what lies between. */
function rankOf(value: number, [low, median, elite]: readonly [Band, Band, Band]): number {
  const isElite = elite.to === Number.POSITIVE_INFINITY ? value > elite.from : value >= elite.from;
  if (isElite) return 4;
  if (value > median.to) return 3;
  if (value >= median.from) return 2;
  const isLow = low.from === Number.NEGATIVE_INFINITY ? value < low.to : value <= low.to;
  return isLow ? 0 : 1;
}

/** The place of what this installation has itself; nothing is guessed. */
export function placeOf(benchmark: Pick<Benchmark, 'measure' | 'low' | 'median' | 'elite'>, own: OwnStanding): Placing {
  const cannot = (because: string): Placing => ({ rank: null, because });
  const { measure } = benchmark;
  const isLevel = /maturity|adoption/i.test(measure);
  const isReturn = /\b(return|roi)\b/i.test(measure);
  if (!isLevel && !isReturn) return cannot(`Nothing here is measured as ${measure.toLowerCase()}.`);
  const bands = [benchmark.low, benchmark.median, benchmark.elite].map(bandOf);
  const [low, median, elite] = bands;
  if (!low || !median || !elite) return cannot('Its bands are words that no figure here answers.');
  if (!(low.to <= median.from && median.to <= elite.from)) return cannot('Its bands are not in order.');
  if (isLevel) {
    if (!own.maturity) return cannot('No assessment is completed yet.');
    const { level, name, on } = own.maturity;
    return { rank: ranks[rankOf(level, [low, median, elite])]!, because: `Level ${level} ${name}, assessed on ${on}` };
  }
  if (!own.returned) return cannot('No review has a return that the data carry.');
  const { low: least, high: most, review } = own.returned;
  const [worst, best] = [least, most].map((value) => ranks[rankOf(value, [low, median, elite])]!);
  return {
    rank: worst === best ? worst! : `${worst} to ${best!.toLowerCase()}`,
    because: `${factor(least)} to ${factor(most)} by the review of ${review}`,
  };
}

const factor = (value: number) => `${Math.round(value * 10) / 10}×`;

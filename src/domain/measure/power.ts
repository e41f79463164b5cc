import { percentileOfSorted } from './percentiles.ts';

/**
 * How many incidents each side of a comparison needs for a change of a fifth to be claimed four times out of five. Claimed
 * is what has 95% intervals that do not overlap, so it must exceed 1.96 times both standard errors together (Schenker and
 * Gentleman, On judging the significance of differences by examining the overlap between confidence intervals, 2001).
 */
const change = 0.2;
/** What a normal variable exceeds four times out of five, in standard deviations below its mean. */
const power = 0.8416;
const z = 1.96;
/** Fewer values say too little about how widely they spread. */
const leastForSpread = 10;

/**
 * For the median of durations, which spread by factors: the standard error of a median is √(π/2) σ/√n (David and Nagaraja,
 * Order Statistics, 2003), and σ is that of the logarithms, from their quartiles. Null where too little is known.
 */
export function neededForMedian(sorted: Float64Array): number | null {
  if (sorted.length < leastForSpread) return null;
  const logarithm = (share: number) => Math.log(Math.max(1, percentileOfSorted(sorted, share)!));
  const sigma = (logarithm(0.75) - logarithm(0.25)) / 1.349;
  const errorOfOne = Math.sqrt(Math.PI / 2) * sigma;
  return sigma === 0 ? null : needed(errorOfOne, errorOfOne, -Math.log(1 - change));
}

/** For a share that falls by a fifth of itself. Null where too little is known. */
export function neededForShare({ count, of }: { count: number; of: number }): number | null {
  if (of < leastForSpread || count === 0) return null;
  const share = count / of;
  const errorOf = (of1: number) => Math.sqrt(of1 * (1 - of1));
  return needed(errorOf(share), errorOf(share * (1 - change)), share * change);
}

function needed(oneError: number, otherError: number, difference: number): number {
  return Math.ceil(((z * (oneError + otherError) + power * Math.hypot(oneError, otherError)) / difference) ** 2);
}

/** ` About 640 incidents on each side are needed to see a 20% change.`; nothing where that is not known. */
export function neededText(count: number | null): string {
  if (count === null) return '';
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  const about = new Intl.NumberFormat('en-GB').format(Math.ceil(count / unit) * unit);
  return ` About ${about} incidents on each side are needed to see a 20% change.`;
}

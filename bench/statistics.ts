/** The value below which `part` (0 to 1) of the numbers lie. */
export function percentile(numbers: number[], part: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const median = (numbers: number[]): number => percentile(numbers, 0.5);

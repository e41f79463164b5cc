/**
 * The value below which a share (0–1) of the values lies, by linear interpolation between the two nearest ranks (the
 * definition of spreadsheets' PERCENTILE.INC and PostgreSQL's `percentile_cont`). Null without values. Needs no sorted input.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  return percentileOfSorted(sorted, share);
}

export function percentileOfSorted(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number | null {
  return percentile(values, 0.5);
}

/** Sums in order of size, so the result does not depend on the order given. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sum = [...values].sort((left, right) => left - right).reduce((total, value) => total + value, 0);
  return sum / values.length;
}

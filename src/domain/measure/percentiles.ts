/**
 * The value below which a share (0–1) of the values lies, by linear interpolation between the two nearest ranks (the
 * definition of spreadsheets' PERCENTILE.INC and PostgreSQL's `percentile_cont`). Null without values. Needs no sorted input.
 */
export function percentile(values: readonly number[], share: number): number | null {
  return percentileOfSorted(sortedNumbers(values), share);
}

/** A typed array sorts numbers as numbers and many times faster than a comparison function. */
export function sortedNumbers(values: readonly number[] | Float64Array): Float64Array {
  return new Float64Array(values).sort();
}

/** Of lists that are sorted each by itself: merging them costs a fraction of sorting them anew. */
export function mergedSorted(lists: readonly Float64Array[]): Float64Array {
  return lists.reduce(mergedTwo, new Float64Array(0));
}

function mergedTwo(left: Float64Array, right: Float64Array): Float64Array {
  if (left.length === 0) return right;
  const merged = new Float64Array(left.length + right.length);
  let [fromLeft, fromRight] = [0, 0];
  for (let place = 0; place < merged.length; place++) {
    const isLeft =
      fromRight === right.length || (fromLeft < left.length && (left[fromLeft] ?? 0) <= (right[fromRight] ?? 0));
    merged[place] = (isLeft ? left[fromLeft++] : right[fromRight++]) ?? 0;
  }
  return merged;
}

export function percentileOfSorted(sorted: readonly number[] | Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number | null {
  return percentile(values, 0.5);
}

export function meanOfSorted(sorted: Float64Array): number | null {
  if (sorted.length === 0) return null;
  return sorted.reduce((total, value) => total + value, 0) / sorted.length;
}

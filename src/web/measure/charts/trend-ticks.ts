const steps: Record<'seconds' | 'count', readonly number[]> = {
  seconds: [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 172_800, 604_800, 2_592_000],
  count: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000],
};

/** Round values from 0 up to the first that holds the largest one: at most five lines above 0, of shares quarters. */
export function trendTicks(largest: number, unit: 'seconds' | 'count' | 'share'): number[] {
  if (unit === 'share') return [0, 0.25, 0.5, 0.75, 1];
  const step = steps[unit].find((size) => size * 5 >= largest) ?? largest / 5;
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

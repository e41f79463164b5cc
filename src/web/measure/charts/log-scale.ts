/** A logarithmic axis for seconds: durations are skewed, so equal steps are equal factors. */
export type LogScale = { place: (seconds: number) => number; ticks: { seconds: number; label: string }[] };

const steps: readonly (readonly [number, string])[] = [
  [1, '1 s'],
  [10, '10 s'],
  [60, '1 min'],
  [300, '5 min'],
  [900, '15 min'],
  [3_600, '1 h'],
  [14_400, '4 h'],
  [86_400, '1 d'],
  [604_800, '1 wk'],
  [2_592_000, '30 d'],
  [31_536_000, '1 y'],
];

/**
 * The scale that holds all values between `start` and `end` (pixels), and the ticks on it, at least `gap` pixels apart.
 * Values below a second stand at a second.
 */
export function logScale(values: readonly number[], start: number, end: number, gap = 52): LogScale {
  const seen = values.map((value) => Math.max(1, value));
  const smallest = Math.min(...seen, 60);
  const largest = Math.max(...seen, 3_600);
  const first = steps.findLast(([seconds]) => seconds <= smallest)?.[0] ?? 1;
  const last = steps.find(([seconds]) => seconds >= largest)?.[0] ?? largest;
  const place = (seconds: number) =>
    start + ((Math.log(Math.max(1, seconds)) - Math.log(first)) / (Math.log(last) - Math.log(first))) * (end - start);
  const ticks: LogScale['ticks'] = [];
  for (const [seconds, label] of steps) {
    const before = ticks.at(-1);
    if (seconds < first || seconds > last || (before && place(seconds) - place(before.seconds) < gap)) continue;
    ticks.push({ seconds, label });
  }
  return { place, ticks };
}

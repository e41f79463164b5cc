const units = ['KB', 'MB', 'GB', 'TB'];

/** `118 MB`: two figures are enough to compare. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes / 1024, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${units[unit]}`;
}

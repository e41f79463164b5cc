/**
 * A moment as one person reads it: by their own clock, which is what they have at hand, and by the one of logs and
 * graphs, e.g. `29 Nov 2026, 02:14 GMT+5:30 (20:44 UTC)`. Every text that goes to one person says times by this;
 * machine fields keep ISO 8601.
 */
export function momentFor({ timeZone }: { timeZone: string }, at: Date): string {
  const zoned = at.toLocaleString('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return zoned.endsWith(' UTC') ? zoned : `${zoned} (${at.toISOString().slice(11, 16)} UTC)`;
}

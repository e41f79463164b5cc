/** The day of an instant by the clocks of a zone: `8 Jan 2027`. */
export function dayText(atMs: number, zone: string): string {
  if (Number.isNaN(atMs)) return '–';
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(atMs);
}

/** First and last day of a stretch of time, whose end belongs to it no more: `27 Sept 2026 to 10 Oct 2026`. */
export function daysText(fromMs: number, toMs: number, zone: string): string {
  return `${dayText(fromMs, zone)} to ${dayText(toMs - 1, zone)}`;
}

import { momentText } from './local-time.ts';
import type { Span } from './timeline/timeline-rows.ts';

/** Days off in words, where there is no axis to stand on. */
export function HolidayLine({ of, spans, zone }: { of: string; spans: readonly Span[]; zone: string }) {
  if (spans.length === 0) return null;
  const days = spans.map(({ startMs, personName }) => `${momentText(startMs, zone).slice(0, -6)}: ${personName}`);
  return (
    <p className="muted">
      Holidays of {of}: {days.join('. ')}.
    </p>
  );
}

import { spanText } from './local-time.ts';
import { gapWords, type Span } from './timeline/timeline-rows.ts';

/** Whose shift it is and when, by the clock of `zone`. */
export function ShiftWords({ span, zone }: { span: Span; zone: string }) {
  return (
    <p>
      <strong>{span.gap ? gapWords[span.gap].sentence : span.personName}</strong>
      <br />
      <span className="muted">
        {spanText(span.startMs, span.endMs, zone)} ({zone})
      </span>
      {span.reason && (
        <>
          <br />
          Reason: {span.reason}
        </>
      )}
      {span.away && (
        <>
          <br />
          Away: {span.away}
        </>
      )}
    </p>
  );
}

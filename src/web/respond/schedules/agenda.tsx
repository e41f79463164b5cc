import { spanText } from './local-time.ts';
import styles from './timeline/timeline.module.css';
import { gapWords, type Span } from './timeline/timeline-rows.ts';

type AgendaProps = { spans: readonly Span[]; zone: string; nowMs: number; pick: (span: Span, atMs: number) => void };

/** The final timeline as a list: for narrow screens. */
export function Agenda({ spans, zone, nowMs, pick }: AgendaProps) {
  return (
    <ol className={styles.agenda} aria-label="Shifts">
      {spans.map((span) => {
        const isRunning = span.startMs <= nowMs && nowMs < span.endMs;
        return (
          <li key={span.key}>
            <button
              type="button"
              className={styles.entry}
              data-gap={span.gap ?? undefined}
              data-running={isRunning || undefined}
              onClick={() => pick(span, isRunning ? nowMs : span.startMs)}
            >
              <strong>
                {span.gap ? `${gapWords[span.gap].word}: nobody on call` : span.personName}
                {isRunning && ' (now)'}
              </strong>
              <span className="muted">{spanText(span.startMs, span.endMs, zone)}</span>
              {span.reason && <span className="muted">Reason: {span.reason}</span>}
              {span.away && <span className={styles.away}>Away: {span.away}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

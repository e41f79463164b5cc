import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { initialsOf } from '../../../directory/person-mark.tsx';
import { type Day, dayWords, spanText } from '../local-time.ts';
import styles from './timeline.module.css';
import { gapWords, neighbour, type Span, type TimelineRow } from './timeline-rows.ts';

export type TimelineGridProps = {
  label: string;
  days: readonly Day[];
  /** The zone of the header and of all times in words. */
  zone: string;
  rows: readonly TimelineRow[];
  nowMs: number;
  /**
   * Opens a shift, with the moment that was pressed; by the keyboard, of a shift that runs now, else its start. Left out,
   * shifts only tell what they are.
   */
  pick?: (span: Span, atMs: number) => void;
};

/**
 * Who is on call when, drawn on one axis of days. Rows are rows of a grid: arrows move from shift to shift, Enter opens.
 * Everything sits at its share of the range, so that a day of 23 or 25 hours is as long as it is.
 */
export function TimelineGrid({ label, days, zone, rows, nowMs, pick }: TimelineGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const fromMs = days[0]!.startMs;
  const toMs = days.at(-1)!.endMs;
  const share = (ms: number) => ((Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs)) * 100;
  const tints = tintsOf(rows);
  const all = rows.flatMap(({ spans }) => spans);
  const stop = all.some(({ key }) => key === activeKey) ? activeKey : all[0]?.key;

  const onKeyDown = (event: KeyboardEvent) => {
    const key = (event.target as HTMLElement).dataset.span;
    const isOurs = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key);
    if (!key || !isOurs || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = neighbour(rows, key, event.key);
    if (next) grid.current?.querySelector<HTMLElement>(`[data-span="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <div className={styles.scroll}>
      {/* biome-ignore lint/a11y/useSemanticElements: spans lie on an axis of time, which a table has not */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        className={styles.grid}
        data-names={rows.some(({ kind }) => kind === 'schedule') ? 'wide' : undefined}
        data-days={days.length > 14 ? 'many' : days.length > 7 ? 'some' : undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onFocus={(event) => setActiveKey((event.target as HTMLElement).dataset.span ?? activeKey)}
      >
        <Header days={days} zone={zone} nowMs={nowMs} share={share} />
        {rows.map((row) => (
          <Fragment key={row.key ?? `${row.kind} ${row.name}`}>
            {row.group && (
              // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above
              <div role="row" className={styles.group}>
                {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above */}
                <span role="rowheader">{row.group}</span>
              </div>
            )}
            {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above */}
            <div role="row" className={styles.row} data-kind={row.kind}>
              {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above */}
              <span role="rowheader" className={styles.name}>
                {row.href ? <a href={row.href}>{row.name}</a> : row.name}
              </span>
              <div className={styles.track} role="presentation">
                <Ruler days={days} nowMs={nowMs} share={share} />
                {row.spans.length === 0 && (
                  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above
                  <span role="gridcell" className={styles.none}>
                    None
                  </span>
                )}
                {row.spans.map((span) => (
                  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: its content takes the focus
                  <span
                    key={span.key}
                    role="gridcell"
                    className={styles.cell}
                    style={{ left: `${share(span.startMs)}%`, width: `${share(span.endMs) - share(span.startMs)}%` }}
                  >
                    <SpanBox
                      span={span}
                      row={row}
                      zone={zone}
                      tint={tints.get(span.personId)}
                      isStop={span.key === stop}
                      nowMs={nowMs}
                      momentAt={(clientX, box) => {
                        const seen = { startMs: Math.max(span.startMs, fromMs), endMs: Math.min(span.endMs, toMs) };
                        const part = box.width > 0 ? (clientX - box.left) / box.width : 0;
                        return seen.startMs + Math.min(Math.max(part, 0), 0.999) * (seen.endMs - seen.startMs);
                      }}
                      pick={row.kind === 'holidays' || row.kind === 'shadows' ? undefined : pick}
                    />
                  </span>
                ))}
              </div>
            </div>
          </Fragment>
        ))}
      </div>
    </div>
  );
}

type HeaderProps = { days: readonly Day[]; zone: string; nowMs: number; share: (ms: number) => number };

function Header({ days, zone, nowMs, share }: HeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid
    <div role="row" className={styles.header}>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid */}
      <span role="columnheader" className={styles.name}>
        <span className="visually-hidden">Row</span>
      </span>
      <div className={styles.track} role="presentation">
        {days.map((day, index) => {
          const { weekday, date, narrow } = day.label
            ? { weekday: '', date: day.label, narrow: { above: '', number: day.label } }
            : dayWords(day, zone, index === 0);
          const isToday = day.startMs <= nowMs && nowMs < day.endMs;
          return (
            // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid
            <span
              key={day.date}
              role="columnheader"
              className={styles.day}
              data-weekend={day.isWeekend || undefined}
              aria-current={isToday ? 'date' : undefined}
              style={{ left: `${share(day.startMs)}%`, width: `${share(day.endMs) - share(day.startMs)}%` }}
            >
              <span className={styles.wide}>
                <span>{weekday}</span> <span>{date}</span>
              </span>
              <span className={styles.narrow} aria-hidden="true">
                <span>{narrow.above}</span>
                <span>{narrow.number}</span>
              </span>
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** Weekends, day lines and the present, behind the spans. */
function Ruler({ days, nowMs, share }: Omit<HeaderProps, 'zone'>) {
  const isNowShown = nowMs >= days[0]!.startMs && nowMs < days.at(-1)!.endMs;
  return (
    <svg className={styles.ruler} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {days.map((day) => (
        <g key={day.date}>
          {day.isWeekend && (
            <rect
              className={styles.weekend}
              x={share(day.startMs)}
              width={share(day.endMs) - share(day.startMs)}
              height="10"
            />
          )}
          <line className={styles.midnight} x1={share(day.startMs)} x2={share(day.startMs)} y2="10" />
        </g>
      ))}
      {isNowShown && <line className={styles.now} x1={share(nowMs)} x2={share(nowMs)} y2="10" />}
    </svg>
  );
}

type SpanBoxProps = {
  span: Span;
  row: TimelineRow;
  zone: string;
  tint: number | undefined;
  isStop: boolean;
  nowMs: number;
  momentAt: (clientX: number, box: DOMRect) => number;
  pick: TimelineGridProps['pick'] | undefined;
};

function SpanBox({ span, row, zone, tint, isStop, nowMs, momentAt, pick }: SpanBoxProps) {
  const times = spanText(span.startMs, span.endMs, zone);
  const why = span.gap && gapWords[span.gap];
  const who = why ? why.sentence : (span.personName ?? '');
  const isFinal = row.kind === 'final' || row.kind === 'schedule';
  const by = isFinal && span.layer ? `, ${span.layer === 'override' ? 'override' : `layer ${span.layer}`}` : '';
  const words = [
    `${who}, ${times}${by}`,
    ...(span.reason ? [`Reason: ${span.reason}`] : []),
    ...(span.away ? [`Away: ${span.away}`] : []),
    ...(row.zone && row.zone !== zone ? [`In ${row.zone}: ${spanText(span.startMs, span.endMs, row.zone)}`] : []),
  ].join('. ');
  const shared = {
    className: styles.span,
    'data-span': span.key,
    'data-gap': span.gap ?? undefined,
    'data-away': span.away ? true : undefined,
    'data-tint': tint,
    'data-tip': words,
    tabIndex: isStop ? 0 : -1,
  };
  const inside = why ? (
    <span className={styles.word}>{why.word}</span>
  ) : row.kind === 'holidays' ? (
    span.personName
  ) : (
    <>
      <span className={styles.full}>
        {span.away && '⚠ '}
        {span.personName}
      </span>
      <span className={styles.initials}>{initialsOf(span.personName ?? '?')}</span>
    </>
  );
  if (pick) {
    return (
      <button
        type="button"
        {...shared}
        onClick={({ detail, clientX, currentTarget }) => {
          const isRunning = span.startMs <= nowMs && nowMs < span.endMs;
          const isByKey = detail === 0;
          const resting = isRunning ? nowMs : span.startMs;
          pick(span, isByKey ? resting : momentAt(clientX, currentTarget.getBoundingClientRect()));
        }}
      >
        <span className="visually-hidden">
          {row.name}: {words}
        </span>
        <span aria-hidden="true">{inside}</span>
      </button>
    );
  }
  return (
    <span role="img" {...shared} aria-label={`${row.name}: ${words}`}>
      {inside}
    </span>
  );
}

const tintCount = 6;

/** Neighbours differ: each person gets the next tint in the order in which people appear. */
function tintsOf(rows: readonly TimelineRow[]): Map<number | null, number> {
  const tints = new Map<number | null, number>();
  for (const { personId } of rows.flatMap(({ spans }) => spans).sort((a, b) => (a.personId ?? 0) - (b.personId ?? 0))) {
    if (personId !== null && !tints.has(personId)) tints.set(personId, tints.size % tintCount);
  }
  return tints;
}

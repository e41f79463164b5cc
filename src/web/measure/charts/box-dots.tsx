import { severityLabel } from '../../../domain/severity.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import styles from './charts.module.css';
import { logScale } from './log-scale.ts';
import { useMarks } from './marks.ts';

export type BoxDotsRow = {
  severity: number;
  n: number;
  medianSeconds: number | null;
  p90Seconds: number | null;
  interval: { low: number; high: number } | null;
};
export type BoxDot = { key: string; href: string; severity: number; seconds: number; isImported: boolean };

const left = 44;
const rowHeight = 40;
/** Below this a box would pretend to know a shape. */
const leastForBox = 5;

/** Each incident as a dot, with a line for the median, a box for its 95% interval and a whisker to the 90th percentile. */
export function BoxDots({
  width,
  label,
  rows,
  dots,
}: {
  width: number;
  label: string;
  rows: BoxDotsRow[];
  dots: BoxDot[];
}) {
  const shown = rows.filter(({ n }) => n > 0);
  const { onKeyDown, markProps } = useMarks(dots.length);
  const { place, ticks } = logScale(
    [...dots.map((dot) => dot.seconds), ...shown.map((row) => row.p90Seconds ?? 1)],
    left,
    width - 12,
  );
  const bottom = shown.length * rowHeight;
  const inOrder = shown.flatMap((row) => dots.filter((dot) => dot.severity === row.severity));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      role="group"
      aria-label={label}
      className={styles.chart}
      width={width}
      height={bottom + 24}
      onKeyDown={onKeyDown}
    >
      {ticks.map((tick) => (
        <g key={tick.seconds}>
          <line className={styles.grid} x1={place(tick.seconds)} x2={place(tick.seconds)} y1={0} y2={bottom} />
          <text x={place(tick.seconds)} y={bottom + 16} textAnchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
      {shown.map((row, index) => (
        <g key={row.severity}>
          <text className={styles.strong} x={0} y={index * rowHeight + rowHeight / 2 + 4}>
            {severityLabel(row.severity)}
          </text>
          <RowBox row={row} middle={index * rowHeight + rowHeight / 2} place={place} />
        </g>
      ))}
      {inOrder.map((dot, index) => {
        const row = shown.findIndex(({ severity }) => severity === dot.severity);
        // Dots of the same length would hide each other, so they stand on three lines.
        const y = row * rowHeight + rowHeight / 2 + ((index % 3) - 1) * 8;
        const words = `${dot.key}, ${severityLabel(dot.severity)}: ${durationText(dot.seconds)}${dot.isImported ? ', imported' : ''}`;
        return (
          <a
            key={dot.key}
            href={dot.href}
            className={styles.mark}
            data-severity={dot.severity}
            aria-label={words}
            data-tip={words}
            {...markProps(index)}
          >
            <circle
              className={styles.dot}
              data-imported={dot.isImported || undefined}
              cx={place(dot.seconds)}
              cy={y}
              r={4.5}
            />
          </a>
        );
      })}
    </svg>
  );
}

function RowBox({ row, middle, place }: { row: BoxDotsRow; middle: number; place: (seconds: number) => number }) {
  if (row.n < leastForBox || row.medianSeconds === null) return null;
  const { low, high } = row.interval ?? { low: row.medianSeconds, high: row.medianSeconds };
  const at = place(row.medianSeconds);
  return (
    <g>
      <line className={styles.whisker} x1={place(low)} x2={place(row.p90Seconds ?? high)} y1={middle} y2={middle} />
      <rect
        className={styles.box}
        x={place(low)}
        y={middle - 12}
        width={Math.max(2, place(high) - place(low))}
        height={24}
        rx={3}
      />
      <line className={styles.median} x1={at} x2={at} y1={middle - 14} y2={middle + 14} />
    </g>
  );
}

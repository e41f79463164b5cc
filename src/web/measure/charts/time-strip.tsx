import { severityLabel } from '../../../domain/severity.ts';
import styles from './charts.module.css';
import { useMarks } from './marks.ts';

export type StripDot = { key: string; href: string; severity: number; at: string; words: string };

const left = 44;
const rowHeight = 28;

/** Things that happened at a moment, on one line for each severity. */
export function TimeStrip({
  width,
  label,
  from,
  to,
  dots,
}: {
  width: number;
  label: string;
  from: string;
  to: string;
  dots: StripDot[];
}) {
  const { onKeyDown, markProps } = useMarks(dots.length);
  const severities = [...new Set(dots.map(({ severity }) => severity))].sort();
  const inOrder = severities.flatMap((severity) => dots.filter((dot) => dot.severity === severity));
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const x = (at: string) => left + ((Date.parse(at) - start) / (end - start)) * (width - left - 10);
  const bottom = severities.length * rowHeight;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      role="group"
      aria-label={label}
      className={styles.chart}
      width={width}
      height={bottom + 20}
      onKeyDown={onKeyDown}
    >
      {severities.map((severity, index) => (
        <g key={severity}>
          <text className={styles.strong} x={0} y={index * rowHeight + 18}>
            {severityLabel(severity)}
          </text>
          <line className={styles.grid} x1={left} x2={width} y1={index * rowHeight + 14} y2={index * rowHeight + 14} />
        </g>
      ))}
      {inOrder.map((dot, index) => (
        <a
          key={dot.key}
          href={dot.href}
          className={styles.mark}
          data-severity={dot.severity}
          aria-label={dot.words}
          data-tip={dot.words}
          {...markProps(index)}
        >
          <circle className={styles.dot} cx={x(dot.at)} cy={severities.indexOf(dot.severity) * rowHeight + 14} r={6} />
        </a>
      ))}
      <text x={left} y={bottom + 14}>
        {day.format(start)}
      </text>
      <text x={width} y={bottom + 14} textAnchor="end">
        {day.format(end)}
      </text>
    </svg>
  );
}

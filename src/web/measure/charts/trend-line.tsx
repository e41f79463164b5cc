import styles from './charts.module.css';
import { useMarks } from './marks.ts';

export type TrendLinePoint = {
  name: string;
  n: number;
  value: number | null;
  interval: { low: number; high: number } | null;
  isEnough: boolean;
  href: string;
  words: string;
  center: number | null;
  limits: { low: number; high: number | null } | null;
  signal: string | null;
  /** Changes of practice in this stretch: what they are and where they are listed. */
  changes: { words: string; href: string } | null;
};

type TrendLineProps = {
  width: number;
  label: string;
  /** What the axes say. */
  yTitle: string;
  xTitle: string;
  points: readonly TrendLinePoint[];
  /** The values of the horizontal lines, smallest first; the axis ends at the last one. */
  ticks: readonly number[];
  text: (value: number) => string;
};

const left = 64;
const top = 30;
const height = 200;
const below = 58;

/** A value per month or sprint with its band of uncertainty, and how many incidents it is of. */
export function TrendLine({ width, label, yTitle, xTitle, points, ticks, text }: TrendLineProps) {
  const { onKeyDown, markProps } = useMarks(points.filter(({ value }) => value !== null).length);
  const band = (width - left) / Math.max(1, points.length);
  const x = (place: number) => left + (place + 0.5) * band;
  const highest = ticks.at(-1) || 1;
  const y = (value: number) => top + (1 - Math.min(value, highest) / highest) * (height - top);
  const everyNth = Math.ceil(46 / band);
  const runs = runsOf(points);
  let mark = -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      role="group"
      aria-label={label}
      className={styles.chart}
      width={width}
      height={height + below}
      onKeyDown={onKeyDown}
    >
      <text x={0} y={10}>
        {yTitle}
      </text>
      {ticks.map((tick, index) => (
        <g key={tick}>
          <line className={index === 0 ? styles.base : styles.grid} x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {text(tick)}
          </text>
        </g>
      ))}
      {runs.map((run) => (
        <g key={run[0]!.place}>
          <path className={styles.trendBand} d={bandPath(run, x, y)} />
          <polyline
            className={styles.trendLine}
            points={run.map(({ place, point }) => `${x(place)},${y(point.value!)}`).join(' ')}
          />
        </g>
      ))}
      <path className={styles.center} d={stepsOf(points, ({ center }) => center, x, y, band)} />
      <path className={styles.limit} d={stepsOf(points, ({ limits }) => limits?.high ?? null, x, y, band)} />
      <path className={styles.limit} d={stepsOf(points, ({ limits }) => limits?.low ?? null, x, y, band)} />
      {points.map((point, place) => (
        <g key={point.href}>
          {point.changes && (
            <a
              href={point.changes.href}
              className={styles.mark}
              aria-label={point.changes.words}
              data-tip={point.changes.words}
            >
              <rect x={x(place) - 10} y={10} width={20} height={top - 10} fill="transparent" />
              <line className={styles.change} x1={x(place)} x2={x(place)} y1={top - 8} y2={height} />
              <path className={styles.changeMark} d={`M${x(place)},${top - 8}l-6,-9h12z`} />
            </a>
          )}
          {place % everyNth === 0 && (
            <>
              <text x={x(place)} y={height + 16} textAnchor="middle">
                {point.name}
              </text>
              <text x={x(place)} y={height + 32} textAnchor="middle">
                n {point.n}
              </text>
            </>
          )}
          {point.value !== null && (
            <a
              href={point.href}
              className={styles.mark}
              aria-label={point.words}
              data-tip={point.words}
              {...markProps(++mark)}
            >
              <rect x={x(place) - band / 2} y={top} width={band} height={height - top} fill="transparent" />
              {point.signal && <circle className={styles.signal} cx={x(place)} cy={y(point.value)} r={9} />}
              <circle
                className={point.isEnough ? styles.trendPoint : styles.trendFew}
                cx={x(place)}
                cy={y(point.value)}
                r={4.5}
              />
            </a>
          )}
        </g>
      ))}
      <text x={left + (width - left) / 2} y={height + 52} textAnchor="middle">
        {xTitle}
      </text>
    </svg>
  );
}

type Placed = { place: number; point: TrendLinePoint };

/** A level over the width of each stretch; nothing where there is none or it is off the chart. */
function stepsOf(
  points: readonly TrendLinePoint[],
  level: (point: TrendLinePoint) => number | null,
  x: (place: number) => number,
  y: (value: number) => number,
  band: number,
): string {
  return points
    .flatMap((point, place) => {
      const value = level(point);
      return value === null ? [] : [`M${x(place) - band / 2},${y(value)}h${band}`];
    })
    .join('');
}

/** Neighbours with a value: a line never goes over a stretch without incidents. */
function runsOf(points: readonly TrendLinePoint[]): Placed[][] {
  const runs: Placed[][] = [];
  for (const [place, point] of points.entries()) {
    if (point.value === null) continue;
    const last = runs.at(-1);
    if (last?.at(-1)?.place === place - 1) last.push({ place, point });
    else runs.push([{ place, point }]);
  }
  return runs;
}

function bandPath(run: readonly Placed[], x: (place: number) => number, y: (value: number) => number): string {
  const at = (end: 'low' | 'high') =>
    run.map(({ place, point }) => [x(place), y((point.interval ?? { low: point.value!, high: point.value! })[end])]);
  const around = [...at('high'), ...at('low').reverse()];
  return `M${around.map(([left, top]) => `${left},${top}`).join('L')}Z`;
}

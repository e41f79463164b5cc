import type { ReviewedGoal } from '../../../contract/program/reviews.ts';
import { pointText, valueText } from '../../../domain/program/goals/value-text.ts';
import styles from '../../measure/charts/charts.module.css';
import { useMarks } from '../../measure/charts/marks.ts';
import { trendTicks } from '../../measure/charts/trend-ticks.ts';

type Charted = Pick<ReviewedGoal, 'unit' | 'target' | 'baseline' | 'points' | 'by' | 'measureName'>;

const left = 64;
const top = 14;
const height = 180;
const below = 40;
/** Medians and shares of fewer say little by themselves. */
const enough = 10;

/** The points of a goal with its baseline and its target. */
export function GoalChart({ goal, width }: { goal: Charted; width: number }) {
  const { unit, target, baseline, points, by } = goal;
  const { onKeyDown, markProps } = useMarks(points.filter(({ value }) => value !== null).length);
  const values = points.flatMap(({ value }) => value ?? []);
  const ticks = ticksOf(unit, Math.max(target, baseline?.value ?? 0, ...values));
  const highest = ticks.at(-1) || 1;
  const right = width - 8;
  const band = (right - left) / Math.max(1, points.length);
  const x = (place: number) => left + (place + 0.5) * band;
  const y = (value: number) => top + (1 - Math.min(value, highest) / highest) * (height - top);
  const everyNth = Math.max(1, Math.ceil(58 / band));
  let mark = -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      role="group"
      aria-label={`${goal.measureName} by ${by}`}
      className={styles.chart}
      width={width}
      height={height + below}
      viewBox={`0 0 ${width} ${height + below}`}
      onKeyDown={onKeyDown}
    >
      {ticks.map((tick, index) => (
        <g key={tick}>
          <line className={index === 0 ? styles.base : styles.grid} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {unit === 'level' ? tick : valueText(tick, unit)}
          </text>
        </g>
      ))}
      {baseline?.value != null && (
        <line className={styles.limit} x1={left} x2={right} y1={y(baseline.value)} y2={y(baseline.value)} />
      )}
      <line className={styles.median} x1={left} x2={right} y1={y(target)} y2={y(target)} />
      {points.map(({ value }, place) => {
        const next = points[place + 1]?.value ?? null;
        if (value === null || next === null) return null;
        return (
          <line
            key={points[place]!.name}
            className={styles.trendLine}
            x1={x(place)}
            x2={x(place + 1)}
            y1={y(value)}
            y2={y(next)}
          />
        );
      })}
      {points.map((point, place) => (
        <g key={point.name}>
          {place % everyNth === 0 && (
            <>
              <text x={x(place)} y={height + 16} textAnchor="middle">
                {pointText(point.name, by)}
              </text>
              {by !== 'assessment' && (
                <text x={x(place)} y={height + 32} textAnchor="middle">
                  n {point.n}
                </text>
              )}
            </>
          )}
          {point.value !== null && (
            // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a mark is read by keyboard too, and does nothing
            <g role="img" className={styles.mark} {...wordsOf(point, goal)} {...markProps(++mark)}>
              <rect x={x(place) - band / 2} y={top} width={band} height={height - top} fill="transparent" />
              <circle
                className={isEnough(point.n, unit) ? styles.trendPoint : styles.trendFew}
                cx={x(place)}
                cy={y(point.value)}
                r={4.5}
              />
            </g>
          )}
        </g>
      ))}
    </svg>
  );
}

export function isEnough(n: number, unit: Charted['unit']): boolean {
  return unit === 'count' || unit === 'level' || n >= enough;
}

function ticksOf(unit: Charted['unit'], largest: number): number[] {
  return unit === 'level' ? [1, 2, 3, 4, 5, 6, 7] : trendTicks(largest, unit);
}

function wordsOf(point: Charted['points'][number], { unit, by }: Charted) {
  const words = `${pointText(point.name, by)}: ${valueText(point.value, unit)}${by === 'assessment' ? '' : `, n ${point.n}`}`;
  return { 'aria-label': words, 'data-tip': words };
}

import styles from './charts.module.css';

type IntervalMarkProps = {
  value: number;
  interval: { low: number; high: number } | null;
  /** Of the whole; a faint line to compare with. */
  whole: number | null;
  /** Where a value stands, 0 to 1; the same for all marks of a column. */
  place: (value: number) => number;
  isEnough: boolean;
};

const width = 120;
const height = 14;
const edge = 5;

/** A value with its 95% interval on the scale of its column; the words stand beside it. */
export function IntervalMark({ value, interval, whole, place, isEnough }: IntervalMarkProps) {
  const x = (of: number) => edge + Math.min(1, Math.max(0, place(of))) * (width - 2 * edge);
  return (
    <svg className={styles.chart} width={width} height={height} aria-hidden="true">
      {whole !== null && <line className={styles.base} x1={x(whole)} x2={x(whole)} y1={0} y2={height} />}
      {interval && (
        <line className={styles.interval} x1={x(interval.low)} x2={x(interval.high)} y1={height / 2} y2={height / 2} />
      )}
      <circle className={isEnough ? styles.trendPoint : styles.trendFew} cx={x(value)} cy={height / 2} r={4} />
    </svg>
  );
}

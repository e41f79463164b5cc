import styles from './charts.module.css';

export type BulletRow = {
  name: string;
  share: number | null;
  interval: { low: number; high: number } | null;
  previous: number | null;
  words: string;
};

const rowHeight = 44;

/** A bar for a share, a line for its 95% interval, a tick for the period before. */
export function Bullet({ width, label, rows }: { width: number; label: string; rows: BulletRow[] }) {
  const x = (share: number) => 1 + share * (width - 2);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg role="group" aria-label={label} className={styles.chart} width={width} height={rows.length * rowHeight + 18}>
      {rows.map((row, index) => {
        const y = index * rowHeight;
        return (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a mark is read by keyboard too, and does nothing
          <g key={row.name} role="img" aria-label={row.words} data-tip={row.words} tabIndex={0} className={styles.mark}>
            <text className={styles.strong} x={0} y={y + 12}>
              {row.name}
            </text>
            <rect className={styles.barGround} x={1} y={y + 18} width={width - 2} height={14} rx={3} />
            {row.share !== null && (
              <rect className={styles.bar} x={1} y={y + 18} width={Math.max(1, x(row.share) - 1)} height={14} rx={3} />
            )}
            {row.interval && (
              <line
                className={styles.median}
                x1={x(row.interval.low)}
                x2={x(row.interval.high)}
                y1={y + 36}
                y2={y + 36}
              />
            )}
            {row.previous !== null && (
              <line className={styles.median} x1={x(row.previous)} x2={x(row.previous)} y1={y + 15} y2={y + 35} />
            )}
          </g>
        );
      })}
      {[0, 0.5, 1].map((share) => (
        <text
          key={share}
          x={x(share)}
          y={rows.length * rowHeight + 12}
          textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
        >
          {share * 100}%
        </text>
      ))}
    </svg>
  );
}

import styles from './loading-rows.module.css';

/** Stands in for rows that are on their way. It stays invisible for 300 ms: most answers are faster. */
export function LoadingRows({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div className={styles.rows} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <div key={index} className={styles.row} style={{ inlineSize: `${88 - ((index * 23) % 41)}%` }} />
      ))}
    </div>
  );
}

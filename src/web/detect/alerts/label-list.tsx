import styles from './story.module.css';

/** Labels as they were sent, by name. */
export function LabelList({ labels }: { labels: Record<string, string> }) {
  const entries = Object.entries(labels).toSorted(([one], [other]) => one.localeCompare(other));
  return (
    <ul className={styles.labels}>
      {entries.map(([name, value]) => (
        <li key={name} className="mono">
          <span className="muted">{name}=</span>
          {value}
        </li>
      ))}
    </ul>
  );
}

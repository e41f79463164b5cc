import { Duration } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './room.module.css';

/** The next update that is owed: how soon, or how late it is. */
export function UpdateDue({ at }: { at: string | null }) {
  const now = useNow(1000);
  if (at === null) return <span className="muted">None due</span>;
  if (now > Date.parse(at)) {
    return (
      <strong className={`${styles.late} nowrap`}>
        <Duration since={at} /> late
      </strong>
    );
  }
  return (
    <span className="nowrap">
      due in <Duration until={at} />
    </span>
  );
}

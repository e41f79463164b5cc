import { Duration } from '../../ui/time/time.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import styles from './room/room.module.css';

/** The next update that is owed: how soon, or how late it is. `named` where no header says what is due. */
export function UpdateDue({ at, named = false }: { at: string | null; named?: boolean }) {
  const now = useNow(1000);
  if (at === null) return <span className="muted">{named ? 'No update due' : 'None due'}</span>;
  if (now > Date.parse(at)) {
    return (
      <strong className={`${styles.late} nowrap`}>
        {named && 'Update '}
        <Duration since={at} /> overdue
      </strong>
    );
  }
  return (
    <span className="nowrap">
      {named ? 'Update due in' : 'due in'} <Duration until={at} />
    </span>
  );
}

import { Glyph } from '../ui/screen/glyphs.tsx';
import { Time } from '../ui/time/time.tsx';
import styles from './learn.module.css';

/** When something is due; overdue ones say so in words and with a mark. */
export function DueTime({ at, isOverdue }: { at: string | null; isOverdue: boolean }) {
  if (at === null) return <span className="muted">no due date</span>;
  return (
    <span className={isOverdue ? styles.overdue : undefined}>
      {isOverdue && (
        <>
          <Glyph name="clock" /> overdue since{' '}
        </>
      )}
      <Time at={at} />
    </span>
  );
}

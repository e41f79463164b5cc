import { Glyph } from '../ui/screen/glyphs.tsx';
import { Time } from '../ui/time/time.tsx';
import styles from './learn.module.css';

/** When something is due; late ones say so in a word and with a mark. */
export function DueTime({ at, isOverdue }: { at: string | null; isOverdue: boolean }) {
  if (at === null) return <span className="muted">no date</span>;
  return (
    <span className={isOverdue ? styles.overdue : undefined}>
      {isOverdue && (
        <>
          <Glyph name="clock" /> late:{' '}
        </>
      )}
      <Time at={at} />
    </span>
  );
}

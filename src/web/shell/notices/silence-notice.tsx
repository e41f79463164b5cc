import { useEffect, useState } from 'react';
import { useSilentSince } from '../../data/answering.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './silence-notice.module.css';

/** A server that only starts anew is back before anybody has to be told. */
const patienceMs = 3000;

/** Says that the server does not answer, for as long as it does not. */
export function SilenceNotice() {
  const sinceMs = useSilentSince();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (sinceMs === null) return;
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, [sinceMs]);
  return (
    <div role="status" className={styles.place}>
      {isLong && sinceMs !== null && (
        <p className={styles.notice}>
          <Glyph name="triangle" size={14} />
          <span>
            <strong>The server is not responding.</strong> What you see is from{' '}
            <Time at={new Date(sinceMs).toISOString()} />; nothing can be saved until it is back. Retrying
            automatically.
          </span>
        </p>
      )}
    </div>
  );
}

import { useEffect, useRef } from 'react';
import type { Source } from '../../../contract/sources.ts';
import { Glyph } from '../../ui/glyphs.tsx';
import { Time } from '../../ui/time.tsx';
import { announce } from '../../ui/toasts.ts';
import styles from './sources.module.css';

/** Waits with the person who sets a sender up, and turns green when the first signal is there. */
export function Listening({ source }: { source: Source }) {
  const heardAt = source.firstSignalAt;
  const waited = useRef(heardAt === null);
  useEffect(() => {
    if (heardAt !== null && waited.current) announce('The first signal has arrived.');
  }, [heardAt]);
  if (heardAt === null) {
    return (
      <div className={styles.listen} role="status">
        <span className={styles.pulse} aria-hidden="true" />
        <strong>Waiting for the first signal…</strong>
        <span className="muted">Set the sender up below. This turns green by itself.</span>
      </div>
    );
  }
  if (!waited.current) return null;
  return (
    <div className={styles.listen} role="status" data-heard="true">
      <Glyph name="check" size={16} />
      <strong>The first signal has arrived.</strong>
      <span>
        It works since <Time at={heardAt} />.
      </span>
    </div>
  );
}

import { useEffect, useRef } from 'react';
import type { Source } from '../../../contract/detect/sources.ts';
import { readCoverage } from '../../../contract/respond/coverage.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { coverageFollows } from '../../directory/coverage/who-is-paged.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { announce } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import styles from './sources.module.css';

/** Waits with the person who sets a sender up, and turns green when the first signal is there. */
export function Listening({ source }: { source: Source }) {
  const heardAt = source.firstSignalAt;
  const waited = useRef(heardAt === null);
  useEffect(() => {
    if (heardAt !== null && waited.current) announce('The first signal has arrived.');
  }, [heardAt]);
  const paged = useEndpoint(
    readCoverage,
    { params: { kind: 'source', id: source.id } },
    { follows: coverageFollows, enabled: heardAt !== null },
  );
  if (heardAt === null) return <Waiting />;
  if (!waited.current) return null;
  // Green means that the alerts of what has just arrived come to somebody.
  if (paged.data?.result === 'nobody') {
    return (
      <div className={styles.listen} role="status" data-unheard="true">
        <Glyph name="octagon" size={16} />
        <strong>The first signal has arrived, but its alerts page nobody.</strong>
      </div>
    );
  }
  return (
    <div className={styles.listen} role="status" data-heard="true">
      <Glyph name="check" size={16} />
      <strong>The first signal has arrived.</strong>
      <span>
        Working since <Time at={heardAt} />.
      </span>
    </div>
  );
}

function Waiting() {
  return (
    <div className={styles.listen} role="status">
      <span className={styles.pulse} aria-hidden="true" />
      <strong>Waiting for the first signal…</strong>
      <span className="muted">Set up the sender below. This updates automatically.</span>
    </div>
  );
}

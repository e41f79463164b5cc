import type { Source } from '../../../contract/detect/sources.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Time } from '../../ui/time/time.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import styles from './sources.module.css';

/** Nobody has to do anything about what was refused longer ago. */
const recentMs = 24 * 3_600_000;

/** Says that something this source sent was not taken: the sender may never send it again. */
export function RefusalNotice({ source }: { source: Source }) {
  const nowMs = useNow(60_000);
  const { lastRefusedAt, lastRefusal, refusedCount } = source;
  if (lastRefusedAt === null || nowMs - Date.parse(lastRefusedAt) > recentMs) return null;
  return (
    <div className={styles.refused} role="status">
      <Glyph name="triangle" size={16} />
      <strong>
        {refusedCount === 1 ? '1 request was rejected' : `${refusedCount} requests were rejected`}, most recently{' '}
        <Time at={lastRefusedAt} />
      </strong>
      <span>{lastRefusal} The alerts in it did not arrive unless the sender has sent them again.</span>
    </div>
  );
}

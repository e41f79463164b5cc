import { useEffect, useRef } from 'react';
import { readSilence } from '../../../contract/detect/maintenance-windows.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Time } from '../../ui/time/time.tsx';
import { NoticePlace, rememberNoticeHeight } from './notice-place.tsx';
import styles from './paging-notice.module.css';

/** Says on every page that nearly no alert pages anybody, for as long as that is so. */
export function PagingNotice() {
  const { data } = useEndpoint(
    readSilence,
    {},
    { everySeconds: 60, follows: ['maintenanceWindow', 'route', 'source'] },
  );
  const notice = useRef<HTMLElement>(null);
  const isKnown = data !== undefined;
  useEffect(() => {
    if (isKnown) rememberNoticeHeight(notice.current?.offsetHeight ?? 0);
  }, [isKnown]);
  if (!data) return <NoticePlace />;
  if (!data.isWide) return null;
  return (
    <aside ref={notice} className={styles.notice} aria-label="Paging is widely silenced">
      <Glyph name="triangle" size={14} />
      <span>
        <strong>Almost no alerts page anybody</strong>
        {data.until !== null && (
          <>
            {' '}
            until <Time at={data.until} />
          </>
        )}
        . {data.reasons.slice(0, 3).join(' ')} <a href={paths.maintenance()}>Maintenance</a>
      </span>
    </aside>
  );
}

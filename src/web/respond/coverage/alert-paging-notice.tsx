import { Button } from '@mantine/core';
import { readAlertPaging } from '../../../contract/coverage.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { askToPage } from '../pages/paging-request.ts';
import styles from './coverage.module.css';
import { Notice } from './notice.tsx';
import { Mend } from './who-is-paged.tsx';

type PagedAlert = { id: number; title: string; severity: number; state: 'triggered' | 'acknowledged' | 'resolved' };

/** "Nobody was paged", with the reason and a way out; nothing while somebody was. */
export function AlertPagingNotice({ alert }: { alert: PagedAlert }) {
  const { data } = useEndpoint(readAlertPaging, { params: { id: alert.id } }, { follows: ['page'], everySeconds: 30 });
  const guard = useGuard('pages.create');
  if (data?.outcome !== 'nobody') return null;
  const isOver = alert.state === 'resolved';
  return (
    <Notice tone={isOver || alert.state === 'acknowledged' ? 'quiet' : 'bad'}>
      <strong>{data.sentence}</strong>
      {!isOver && (
        <div className={styles.actions}>
          <Button
            size="compact-sm"
            onClick={() => askToPage(null, { id: alert.id, title: alert.title, severity: Math.min(alert.severity, 4) })}
            {...guard}
          >
            Page someone
          </Button>
          {data.mend && <Mend mend={data.mend} />}
        </div>
      )}
    </Notice>
  );
}

import { Button } from '@mantine/core';
import { listOnCall, readMyOnCall } from '../../contract/respond/schedules/oncall.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import { paths } from '../paths.ts';
import { askToPage } from '../shell/paging-request.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Glyph } from '../ui/screen/glyphs.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { Duration, Time } from '../ui/time/time.tsx';
import styles from './home.module.css';

const follows = ['schedule', 'person'] as const;
const shown = 20;

/** Who has it now, on every schedule, and when this person has it next. */
export function OnCallCard() {
  const { data, error, refetch } = useEndpoint(listOnCall, { query: { limit: shown } }, { follows, everySeconds: 60 });
  const mine = useEndpoint(readMyOnCall, {}, { follows, everySeconds: 60 });
  const mayPage = useMay('pages.create');
  const next = mine.data?.next[0];
  return (
    <Panel title="On call now" actions={<a href={paths.onCall()}>On-call</a>}>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows rows={2} />)}
      {data?.items.length === 0 && <p className="muted">No schedules yet.</p>}
      {data && data.items.length > 0 && (
        <ul className={styles.onCall}>
          {data.items.map(({ scheduleId, scheduleName, now, alsoNow, until }) => (
            <li key={scheduleId}>
              <span className={styles.grow}>
                <a href={paths.schedule(scheduleId)}>{scheduleName}</a>
                {now.personId === null ? (
                  <span className={styles.nobody}>
                    <Glyph name="triangle" /> Nobody is on call
                  </span>
                ) : (
                  <strong>{[now, ...alsoNow].map(({ personName }) => personName).join(', ')}</strong>
                )}
                {until && (
                  <span className="muted">
                    for another <Duration until={until} />
                  </span>
                )}
              </span>
              {mayPage && now.personId !== null && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={`Page ${scheduleName}`}
                  onClick={() => askToPage({ kind: 'schedule', id: scheduleId })}
                >
                  Page
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mine.data && mine.data.current.length > 0 && (
        <p>You are on call: {mine.data.current.map(({ scheduleName }) => scheduleName).join(', ')}.</p>
      )}
      {next && (
        <p className="muted">
          Your next shift, on {next.scheduleName}, starts <Time at={next.startsAt} />.
        </p>
      )}
    </Panel>
  );
}

import { readOncallLoad } from '../../contract/measure/measures.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { Facts } from '../ui/screen/section.tsx';
import { countText } from './figure-text.ts';
import styles from './measures.module.css';

const longestMs = 100 * 86_400_000;

/** Pages per on-call shift; of a longer period its last hundred days. */
export function OncallPanel({ from, to, teamId }: { from: string; to: string; teamId?: number }) {
  const isCut = Date.parse(to) - Date.parse(from) > longestMs;
  const begin = isCut ? new Date(Date.parse(to) - longestMs).toISOString() : from;
  const { data, error, refetch } = useEndpoint(
    readOncallLoad,
    { query: { from: begin, to, teamId } },
    { follows: ['page'] },
  );
  return (
    <Panel title="Pages per on-call shift">
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} />}
      {data && (
        <>
          <div className={styles.numbers}>
            <span className={styles.number}>{countText(data.medianPages)}</span>
            <span>
              median of {data.n} {data.n === 1 ? 'shift' : 'shifts'}
            </span>
          </div>
          <Facts
            facts={[
              ['Mean', countText(data.meanPages)],
              ['Worst shift', countText(data.worstPages)],
              ['Incidents per shift', `${countText(data.medianIncidents)} (median)`],
              ['Heavy shifts', `${data.heavyShiftCount} with more than two incidents`],
              ['At night', `${data.wakeUpCount} pages between 22:00 and 07:00 in the person’s time zone`],
            ]}
          />
          <p className={styles.note}>
            {data.definition} No names are shown.{isCut && ' Only the last 100 days of the period.'}
          </p>
        </>
      )}
    </Panel>
  );
}

import { longestOncallDays, readOncallLoad } from '../../../contract/measure/oncall.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { countText } from '../figure-text.ts';
import styles from '../measures.module.css';
import { LoadFacts } from './load-facts.tsx';

const longestMs = longestOncallDays * 86_400_000;

/** Pages per on-call shift; of a very long period its last part. */
export function OncallPanel({ from, to, teamId }: { from: string; to: string; teamId?: number }) {
  const isCut = Date.parse(to) - Date.parse(from) > longestMs;
  const begin = isCut ? new Date(Date.parse(to) - longestMs).toISOString() : from;
  const { data, error, refetch } = useEndpoint(
    readOncallLoad,
    { query: { from: begin, to, teamId } },
    { follows: ['page', 'setting'] },
  );
  return (
    <Panel title="On-call load" actions={<a href={paths.onCallLoad({ teamId })}>Details</a>}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} />}
      {data && (
        <>
          <div className={styles.numbers}>
            <span className={styles.number}>{countText(data.medianPages)}</span>
            <span>
              pages, median of {data.n} {data.n === 1 ? 'shift' : 'shifts'}
            </span>
          </div>
          <LoadFacts figures={data} />
          {isCut && <p className={styles.note}>Only the last {longestOncallDays} days of the period.</p>}
        </>
      )}
    </Panel>
  );
}

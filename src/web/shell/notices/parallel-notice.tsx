import { listParallelRuns, type ParallelRun } from '../../../contract/respond/parallel-runs.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './parallel-notice.module.css';

/** Says on every screen for whom Evenkeel pages nobody, for as long as a parallel run goes on. */
export function ParallelNotice() {
  const { data } = useEndpoint(listParallelRuns, { query: { state: 'active' } }, { everySeconds: 60 });
  if (!data || data.items.length === 0) return null;
  return (
    <aside className={styles.notice} aria-label="Parallel run">
      <Glyph name="slash" size={14} />
      <span>
        <strong>Parallel run: nobody is paged by Evenkeel</strong>{' '}
        {data.items.map((run, place) => (
          <span key={run.id}>
            {place > 0 && '; '}
            for {run.team ? <b>{run.team.name}</b> : <b>anything</b>} <Until run={run} />
          </span>
        ))}
        . <a href={paths.moveIn()}>Cut over</a>
      </span>
    </aside>
  );
}

function Until({ run: { askAt, isOverdue } }: { run: ParallelRun }) {
  return isOverdue ? (
    <>
      (overdue: to be decided by <Time at={askAt} />)
    </>
  ) : (
    <>
      until <Time at={askAt} />
    </>
  );
}

import { useEffect, useState } from 'react';
import { previewRoute } from '../../../contract/detect/routes.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Time } from '../../ui/time/time.tsx';
import { conditionsOf, isWhole } from '../condition-rows.ts';
import { failedWords } from '../condition-words.ts';
import { outcomeOf, type RouteValues } from './route-values.ts';
import styles from './routes.module.css';

const quietMs = 350;
const shown = 8;

/** Which of the latest alerts a route would have matched, and at what the others failed. Asks while it is written. */
export function RoutePreview({ condition, outcome }: Pick<RouteValues, 'condition' | 'outcome'>) {
  const isReady = condition.all.every(isWhole);
  const question = JSON.stringify({
    condition: { all: conditionsOf(condition.all) },
    outcome: { ...outcomeOf(outcome), suppressReason: null },
  });
  const settled = useSettled(question, quietMs);
  const { data, error, refetch } = useEndpoint(
    previewRoute,
    { body: JSON.parse(settled) },
    { enabled: isReady && settled === question, follows: ['alert'] },
  );
  return (
    <section className={styles.preview} aria-label="Preview on past alerts" aria-live="polite">
      <h3>Would have matched</h3>
      {!isReady && <p className="muted">Complete the conditions to see a preview.</p>}
      {isReady && error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {isReady && !data && !error && <LoadingRows rows={3} label="Testing the conditions" />}
      {isReady && data && (
        <>
          <p>
            {data.considered === 0
              ? 'No alerts to test against yet.'
              : `${data.matched} of the latest ${data.considered} alerts`}
            {data.groups !== null &&
              data.matched > 0 &&
              `, in ${data.groups} ${data.groups === 1 ? 'group' : 'groups'}`}
          </p>
          <ul>
            {data.items
              .toSorted((one, other) => Number(other.matches) - Number(one.matches))
              .slice(0, shown)
              .map((item) => (
                <li key={item.alertId} data-matches={item.matches}>
                  <Glyph name={item.matches ? 'check' : 'slash'} label={item.matches ? 'Matches' : 'Does not match'} />
                  <span>
                    <a href={paths.alert(item.alertId)} target="_blank" rel="noreferrer">
                      {item.title}
                    </a>{' '}
                    <span className="muted">
                      {severityLabel(item.severity)}, <Time at={item.triggeredAt} />
                    </span>
                    {item.failed && <span className={styles.why}>{failedWords(item.failed)}</span>}
                  </span>
                </li>
              ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A value once it has stopped changing for a while. */
function useSettled(value: string, afterMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}

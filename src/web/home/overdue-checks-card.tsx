import { Alert } from '@mantine/core';
import { listChecks } from '../../contract/detect/checks.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import { paths } from '../paths.ts';
import { Time } from '../ui/time/time.tsx';
import styles from './home.module.css';

const overdue = { query: { state: 'overdue', limit: 10 } } as const;

/** Checks that do not run, so that what they watch may be down unseen; nothing at all while there are none. */
export function OverdueChecksCard() {
  const mayRead = useMay('sources.read');
  const { data } = useEndpoint(listChecks, overdue, { enabled: mayRead, everySeconds: 30 });
  if (!data || data.items.length === 0) return null;
  return (
    <Alert color="red" title="Some checks do not run">
      <ul className={styles.recent}>
        {data.items.map(({ id, name, lastRunAt }) => (
          <li key={id}>
            <span className={styles.grow}>
              <a href={paths.check(id)}>{name}</a>
              <span className="muted">
                {lastRunAt ? (
                  <>
                    last run <Time at={lastRunAt} />
                  </>
                ) : (
                  'has never run'
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

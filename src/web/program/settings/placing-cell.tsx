import type { OutputOf } from '../../../contract/endpoint.ts';
import type { readReferenceValues } from '../../../contract/program/program.ts';
import styles from '../program.module.css';

type Placing = OutputOf<typeof readReferenceValues>['placings'][number];

/** Where one stands in a benchmark, and what that is taken from or why it cannot be said. */
export function PlacingCell({ placing }: { placing: Placing | undefined }) {
  if (!placing) return null;
  return (
    <div className={styles.placing}>
      {placing.rank === null ? 'Cannot be compared' : <strong>{placing.rank}</strong>}
      <div className="muted">{placing.because}</div>
    </div>
  );
}

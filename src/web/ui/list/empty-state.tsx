import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from '../screen/notice.module.css';

type Action = { label: string; run?: () => void; href?: string };

export type EmptyStateProps =
  /** Nothing was ever here: say what it is for, one primary action, documentation as a text link. */
  | { kind: 'first-use'; title: string; children: ReactNode; action?: Action; guide?: string; demo?: () => void }
  /** Everything is done: one quiet sentence, such as "No open alerts. Last one 3 d ago." */
  | { kind: 'cleared'; children: ReactNode }
  /** A filter hides everything. */
  | { kind: 'no-match'; children?: ReactNode; clear: () => void };

/** A list with nothing in it says why. A failure is not empty: that is `ErrorState`. */
export function EmptyState(props: EmptyStateProps) {
  if (props.kind === 'cleared') return <p className={styles.quiet}>{props.children}</p>;
  if (props.kind === 'no-match') {
    return (
      <div className={styles.notice}>
        <p>{props.children ?? 'Nothing matches this filter.'}</p>
        <Button variant="default" onClick={props.clear}>
          Clear filter
        </Button>
      </div>
    );
  }
  const { action } = props;
  return (
    <div className={styles.notice}>
      <h2>{props.title}</h2>
      <div className={styles.words}>{props.children}</div>
      <div className={styles.actions}>
        {action &&
          (action.href ? (
            <Button component="a" href={action.href}>
              {action.label}
            </Button>
          ) : (
            <Button onClick={action.run}>{action.label}</Button>
          ))}
        {props.demo && (
          <Button variant="default" onClick={props.demo}>
            Show with demo data
          </Button>
        )}
        {props.guide && (
          <a href={props.guide} target="_blank" rel="noreferrer">
            Read the guide
          </a>
        )}
      </div>
    </div>
  );
}

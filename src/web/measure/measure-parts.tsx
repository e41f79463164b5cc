import type { ReactNode } from 'react';
import styles from './measures.module.css';
import { rowsLink } from './rows-link.ts';

type Trend = { verdict: string; explanation: string };

export type HeadlineProps = {
  /** The number, already in words. */
  value: string;
  /** What it is: "median of 14". */
  of: string;
  interval: string;
  /** The period before, in words. */
  previous: string;
  trend: Trend;
  definition: string;
  rows?: { href: string; label: string };
  children?: ReactNode;
};

/** The number of a measure with everything that is needed to judge it. */
export function Headline({ value, of, interval, previous, trend, definition, rows, children }: HeadlineProps) {
  return (
    <>
      <div className={styles.numbers}>
        <span className={styles.number}>{value}</span>
        <span>
          {of} · {interval}
        </span>
        {rows && <a href={rows.href}>{rows.label}</a>}
      </div>
      <p>
        Previous period: {previous}. <span className="muted">{trend.explanation}</span>
      </p>
      {children}
      <p className={styles.note}>{definition}</p>
    </>
  );
}

/** `1 incident`, `14 incidents`. */
export const incidents = (n: number) => `${n} ${n === 1 ? 'incident' : 'incidents'}`;

/** A count in a table that leads to its rows; a plain 0 when there are none. */
export const rowsCount = (n: number, rowsHref: string): ReactNode => (n > 0 ? <a href={rowsLink(rowsHref)}>{n}</a> : 0);

import type { ReactNode } from 'react';
import styles from './filters.module.css';

/** The row of fields above a list that narrow it. What they hold stands in the address. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <search className={styles.filters} aria-label="Filter">
      {children}
    </search>
  );
}

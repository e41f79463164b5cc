import { Button, MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './filters.module.css';

export type FiltersProps = {
  children: ReactNode;
  /** Takes every narrowing back; left out where nothing is narrowed. */
  clear?: (() => void) | undefined;
};

/** The row of fields above a list that narrow it. What they hold stands in the address. */
export function Filters({ children, clear }: FiltersProps) {
  return (
    <search className={styles.filters} aria-label="Filter">
      {children}
      {clear && (
        <Button variant="subtle" color="gray" onClick={clear}>
          Clear
        </Button>
      )}
    </search>
  );
}

const severities = [1, 2, 3, 4, 5].map((severity) => ({ value: String(severity), label: `SEV${severity}` }));

export type SeverityFilterProps = { value: number[] | undefined; change: (severity: number[] | undefined) => void };

export function SeverityFilter({ value = [], change }: SeverityFilterProps) {
  return (
    <MultiSelect
      aria-label="Severity"
      placeholder={value.length > 0 ? undefined : 'Any severity'}
      data={severities}
      value={value.map(String)}
      onChange={(chosen) => change(chosen.length > 0 ? chosen.map(Number) : undefined)}
    />
  );
}

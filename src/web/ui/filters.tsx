import { Button, MultiSelect, Select } from '@mantine/core';
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

export type IdFilterProps = {
  /** What is chosen, such as "Service". */
  label: string;
  choices: { value: string; label: string }[];
  value: number | undefined;
  change: (id: number | undefined) => void;
};

/** Narrows to one thing that has an id, or to any. */
export function IdFilter({ label, choices, value, change }: IdFilterProps) {
  const any = `Any ${label.toLowerCase()}`;
  return (
    <Select
      aria-label={label}
      placeholder={any}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': any }}
      data={choices}
      value={value === undefined ? null : String(value)}
      onChange={(id) => change(id ? Number(id) : undefined)}
    />
  );
}

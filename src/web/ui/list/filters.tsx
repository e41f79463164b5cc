import { Button, MultiSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { severities, severityLabel } from '../../../domain/severity.ts';
import styles from './filters.module.css';

export type FiltersProps = {
  children: ReactNode;
  /** Takes every narrowing back; left out where nothing is narrowed. */
  clear?: (() => void) | undefined;
  /** Fields that few need: shown when asked for, or when one of them narrows. */
  more?: { fields: ReactNode; isUsed: boolean };
};

/** The row of fields above a list that narrow it. What they hold stands in the address. */
export function Filters({ children, clear, more }: FiltersProps) {
  const [isOpen, setOpen] = useState(false);
  const showsMore = isOpen || more?.isUsed;
  return (
    <search className={styles.filters} aria-label="Filter">
      {children}
      {showsMore && more?.fields}
      {more && !showsMore && (
        <Button variant="subtle" color="gray" onClick={() => setOpen(true)}>
          More filters
        </Button>
      )}
      {clear && (
        <Button variant="subtle" color="gray" onClick={clear}>
          Clear
        </Button>
      )}
    </search>
  );
}

const severityOptions = severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) }));

export type SeverityFilterProps = { value: number[] | undefined; change: (severity: number[] | undefined) => void };

export function SeverityFilter({ value = [], change }: SeverityFilterProps) {
  return (
    <MultiSelect
      aria-label="Severity"
      placeholder={value.length > 0 ? undefined : 'Any severity'}
      data={severityOptions}
      value={value.map(String)}
      onChange={(chosen) => change(chosen.length > 0 ? chosen.map(Number) : undefined)}
    />
  );
}

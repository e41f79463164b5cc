import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { serverNow } from '../../ui/time/server-clock.ts';
import { DateField } from '../../ui/time/time-fields.tsx';
import { browserZone } from '../zone-select.tsx';
import { instantsOf, type TimeRange } from './time-range.ts';

const ranges = [
  { value: 'today', label: 'Today' },
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: 'dates', label: 'Custom range' },
];

export type TimeFilterProps = {
  /** What happened then: "Triggered". */
  label: string;
  range: TimeRange;
  change: (range: TimeRange) => void;
};

/** Narrows to a stretch of time; dates are those of this browser's zone. */
export function TimeFilter({ label, range, change }: TimeFilterProps) {
  const { within, from, until } = range;
  return (
    <>
      <Select
        aria-label={label}
        placeholder="Any time"
        clearable
        clearButtonProps={{ 'aria-label': 'Any time' }}
        data={ranges}
        value={within ?? null}
        onChange={(value) => change({ within: value ?? undefined })}
      />
      {within === 'dates' && (
        <>
          <DateField
            aria-label="First day"
            value={from ?? ''}
            onChange={(day) => change({ within, until, from: day || undefined })}
          />
          <DateField
            aria-label="Last day"
            value={until ?? ''}
            onChange={(day) => change({ within, from, until: day || undefined })}
          />
        </>
      )}
    </>
  );
}

/** The instants of a range, reckoned when it was chosen: the question stays the same while the list is open. */
export function useInstants({ within, from, until }: TimeRange) {
  return useMemo(() => instantsOf({ within, from, until }, browserZone(), serverNow()), [within, from, until]);
}

import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { serverNow } from '../../ui/time/server-clock.ts';
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
          <TextInput
            type="date"
            aria-label="First day"
            max={until}
            value={from ?? ''}
            onChange={(event) => change({ within, until, from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            aria-label="Last day"
            min={from}
            value={until ?? ''}
            onChange={(event) => change({ within, from, until: event.currentTarget.value || undefined })}
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

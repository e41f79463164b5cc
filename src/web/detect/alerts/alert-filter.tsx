import { Select } from '@mantine/core';
import { useRef } from 'react';
import { useMay } from '../../data/session.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useShortcut } from '../../keys/commands.ts';
import type { AlertSearch } from '../../paths.ts';
import { Filters, SeverityFilter } from '../../ui/list/filters.tsx';
import { SearchText } from '../../ui/text/search-text.tsx';

const states = [
  { value: 'open', label: 'Open' },
  { value: 'triggered', label: 'Triggered' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'suppressed', label: 'Suppressed' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];

export function isNarrowed({ state, ...rest }: AlertSearch): boolean {
  return (state ?? 'open') !== 'open' || Object.values(rest).some((value) => value !== undefined && value !== '');
}

/** The filter of the alert list; its values live in the URL, so a view can be sent to somebody. */
export function AlertFilter({ filter, change }: { filter: AlertSearch; change: (next: AlertSearch) => void }) {
  const mayReadSources = useMay('sources.read');
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', 'Filter alerts', () => text.current?.focus());
  return (
    <Filters clear={isNarrowed(filter) ? () => change({}) : undefined}>
      <SearchText
        inputRef={text}
        label="Part of the title"
        value={filter.text ?? ''}
        change={(value) => change({ ...filter, text: value || undefined })}
      />
      <Select
        aria-label="State"
        data={states}
        value={filter.state ?? 'open'}
        allowDeselect={false}
        onChange={(state) => change({ ...filter, state: state === 'open' ? undefined : (state ?? undefined) })}
      />
      <SeverityFilter value={filter.severity} change={(severity) => change({ ...filter, severity })} />
      <IdFilter
        label="Service"
        of="services"
        value={filter.serviceId}
        change={(serviceId) => change({ ...filter, serviceId })}
      />
      {mayReadSources && (
        <IdFilter
          label="Source"
          of="sources"
          value={filter.sourceId}
          change={(sourceId) => change({ ...filter, sourceId })}
        />
      )}
    </Filters>
  );
}

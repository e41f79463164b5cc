import { Select } from '@mantine/core';
import { useRef } from 'react';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useShortcut } from '../../keys/commands.ts';
import type { IncidentSearch } from '../../paths.ts';
import { Filters, SeverityFilter } from '../../ui/list/filters.tsx';
import { SearchText } from '../../ui/text/search-text.tsx';
import { kindWords } from './severity-words.ts';

const lifecycles = [
  { value: 'open', label: 'Open' },
  { value: 'triage', label: 'Triage' },
  { value: 'active', label: 'Active' },
  { value: 'stable', label: 'Stable' },
  { value: 'over', label: 'Ended' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'All' },
];
export const listedLifecycles = lifecycles.map(({ value }) => value);
const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }));

export function isNarrowed({ lifecycle, ...rest }: IncidentSearch): boolean {
  return (lifecycle ?? 'open') !== 'open' || Object.values(rest).some((value) => value !== undefined);
}

type IncidentFilterProps = { filter: IncidentSearch; change: (next: IncidentSearch) => void };

export function IncidentFilter({ filter, change }: IncidentFilterProps) {
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', 'Filter incidents', () => text.current?.focus());
  return (
    <Filters clear={isNarrowed(filter) ? () => change({}) : undefined}>
      <SearchText
        inputRef={text}
        label="Title or number"
        value={filter.text ?? ''}
        change={(value) => change({ ...filter, text: value || undefined })}
      />
      <Select
        aria-label="State"
        data={lifecycles}
        value={filter.lifecycle ?? 'open'}
        allowDeselect={false}
        onChange={(value) => change({ ...filter, lifecycle: value === 'open' ? undefined : (value ?? undefined) })}
      />
      <SeverityFilter value={filter.severity} change={(severity) => change({ ...filter, severity })} />
      <IdFilter
        label="Service"
        of="services"
        value={filter.serviceId}
        change={(serviceId) => change({ ...filter, serviceId })}
      />
      <IdFilter label="Team" of="teams" value={filter.teamId} change={(teamId) => change({ ...filter, teamId })} />
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        data={kinds}
        value={filter.kind ?? null}
        onChange={(kind) => change({ ...filter, kind: kind ?? undefined })}
      />
    </Filters>
  );
}

import { Select } from '@mantine/core';
import { useRef } from 'react';
import { IdFilter } from '../../directory/id-filter.tsx';
import { TimeFilter } from '../../directory/lists/time-filter.tsx';
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

export function isNarrowed({ lifecycle, view: _v, sort: _s, columns: _c, ...rest }: IncidentSearch): boolean {
  return (lifecycle ?? 'open') !== 'open' || Object.values(rest).some((value) => value !== undefined);
}

type IncidentFilterProps = { filter: IncidentSearch; change: (next: IncidentSearch) => void; clear: () => void };

export function IncidentFilter({ filter, change, clear }: IncidentFilterProps) {
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', 'Filter incidents', () => text.current?.focus());
  const { teamId, person, kind } = filter;
  const further = (
    <>
      <IdFilter label="Team" of="teams" value={teamId} change={(teamId) => change({ ...filter, teamId })} />
      <IdFilter
        label="Person with a role"
        any="Anyone with a role"
        of="people"
        value={person}
        change={(person) => change({ ...filter, person })}
      />
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        data={kinds}
        value={kind ?? null}
        onChange={(kind) => change({ ...filter, kind: kind ?? undefined })}
      />
    </>
  );
  return (
    <Filters
      clear={isNarrowed(filter) ? clear : undefined}
      more={{ fields: further, isUsed: Boolean(teamId ?? person ?? kind) }}
    >
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
      <TimeFilter label="Declared" range={filter} change={(range) => change({ ...filter, ...noDates, ...range })} />
    </Filters>
  );
}

const noDates = { within: undefined, from: undefined, until: undefined };

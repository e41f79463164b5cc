import { Select } from '@mantine/core';
import { useRef } from 'react';
import { IdFilter } from '../../directory/id-filter.tsx';
import { TimeFilter } from '../../directory/lists/time-filter.tsx';
import { useShortcut } from '../../keys/commands.ts';
import type { PageSearch } from '../../paths.ts';
import { Filters, SeverityFilter } from '../../ui/list/filters.tsx';
import { SearchText } from '../../ui/text/search-text.tsx';

const states = [
  { value: 'unresolved', label: 'Not resolved' },
  { value: 'open', label: 'Triggered' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];
const urgencies = [
  { value: 'high', label: 'High' },
  { value: 'low', label: 'Low' },
];
export const pageStates = states.map(({ value }) => value);

export function isNarrowed({ state, view: _v, sort: _s, columns: _c, ...rest }: PageSearch): boolean {
  return (state ?? 'unresolved') !== 'unresolved' || Object.values(rest).some((value) => value !== undefined);
}

type PageFilterProps = { filter: PageSearch; change: (next: PageSearch) => void; clear: () => void };

export function PageFilter({ filter, change, clear }: PageFilterProps) {
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', 'Filter pages', () => text.current?.focus());
  const { teamId, person, acknowledgedBy, urgency } = filter;
  const further = (
    <>
      <IdFilter label="Team" of="teams" value={teamId} change={(teamId) => change({ ...filter, teamId })} />
      <IdFilter
        label="Notified"
        any="Anyone notified"
        of="people"
        value={person}
        change={(person) => change({ ...filter, person })}
      />
      <IdFilter
        label="Acknowledged by"
        any="Acknowledged by"
        of="people"
        value={acknowledgedBy}
        change={(acknowledgedBy) => change({ ...filter, acknowledgedBy })}
      />
      <Select
        aria-label="Urgency"
        placeholder="Any urgency"
        clearable
        data={urgencies}
        value={urgency ?? null}
        onChange={(urgency) => change({ ...filter, urgency: urgency ?? undefined })}
      />
    </>
  );
  return (
    <Filters
      clear={isNarrowed(filter) ? clear : undefined}
      more={{ fields: further, isUsed: Boolean(teamId ?? person ?? acknowledgedBy ?? urgency) }}
    >
      <SearchText
        inputRef={text}
        label="Part of the title"
        value={filter.text ?? ''}
        change={(value) => change({ ...filter, text: value || undefined })}
      />
      <Select
        aria-label="State"
        data={states}
        value={filter.state ?? 'unresolved'}
        allowDeselect={false}
        onChange={(state) => change({ ...filter, state: state === 'unresolved' ? undefined : (state ?? undefined) })}
      />
      <SeverityFilter value={filter.severity} change={(severity) => change({ ...filter, severity })} />
      <IdFilter
        label="Service"
        of="services"
        value={filter.serviceId}
        change={(serviceId) => change({ ...filter, serviceId })}
      />
      <TimeFilter label="Opened" range={filter} change={(range) => change({ ...filter, ...noDates, ...range })} />
    </Filters>
  );
}

const noDates = { within: undefined, from: undefined, until: undefined };

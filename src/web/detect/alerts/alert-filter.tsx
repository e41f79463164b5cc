import { Select, TagsInput } from '@mantine/core';
import { useRef } from 'react';
import { useMay } from '../../data/session.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { TimeFilter } from '../../directory/lists/time-filter.tsx';
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
export const listedStates = states.map(({ value }) => value);

export function isNarrowed({ state, view: _v, sort: _s, columns: _c, ...rest }: AlertSearch): boolean {
  return (state ?? 'open') !== 'open' || Object.values(rest).some((value) => value !== undefined && value !== '');
}

type AlertFilterProps = { filter: AlertSearch; change: (next: AlertSearch) => void; clear: () => void };

/** The filter of the alert list; its values live in the URL, so a view can be sent to somebody. */
export function AlertFilter({ filter, change, clear }: AlertFilterProps) {
  const mayReadSources = useMay('sources.read');
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', 'Filter alerts', () => text.current?.focus());
  const { teamId, sourceId, acknowledgedBy, label } = filter;
  const further = (
    <>
      <IdFilter label="Team" of="teams" value={teamId} change={(teamId) => change({ ...filter, teamId })} />
      {mayReadSources && (
        <IdFilter label="Source" of="sources" value={sourceId} change={(sourceId) => change({ ...filter, sourceId })} />
      )}
      <IdFilter
        label="Acknowledged by"
        any="Acknowledged by"
        of="people"
        value={acknowledgedBy}
        change={(acknowledgedBy) => change({ ...filter, acknowledgedBy })}
      />
      <TagsInput
        aria-label="Labels"
        placeholder={label ? undefined : 'Label, such as env=prod'}
        maxTags={5}
        value={label ?? []}
        onChange={(label) => change({ ...filter, label: label.length > 0 ? label : undefined })}
      />
    </>
  );
  return (
    <Filters
      clear={isNarrowed(filter) ? clear : undefined}
      more={{ fields: further, isUsed: Boolean(teamId ?? sourceId ?? acknowledgedBy ?? label) }}
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
      <TimeFilter label="Triggered" range={filter} change={(range) => change({ ...filter, ...noDates, ...range })} />
    </Filters>
  );
}

const noDates = { within: undefined, from: undefined, until: undefined };

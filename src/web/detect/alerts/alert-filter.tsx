import { TagsInput } from '@mantine/core';
import { useMay } from '../../data/session.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { ListFilter } from '../../directory/lists/list-filter.tsx';
import type { AlertSearch } from '../../paths.ts';

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
  const narrow = (part: AlertSearch) => change({ ...filter, ...part });
  const mayReadSources = useMay('sources.read');
  const { teamId, sourceId, acknowledgedBy, label } = filter;
  const further = (
    <>
      <IdFilter label="Team" of="teams" value={teamId} change={(teamId) => narrow({ teamId })} />
      {mayReadSources && (
        <IdFilter label="Source" of="sources" value={sourceId} change={(sourceId) => narrow({ sourceId })} />
      )}
      <IdFilter
        label="Acknowledged by"
        any="Acknowledged by"
        of="people"
        value={acknowledgedBy}
        change={(acknowledgedBy) => narrow({ acknowledgedBy })}
      />
      <TagsInput
        aria-label="Labels"
        placeholder={label ? undefined : 'Label, such as env=prod'}
        maxTags={5}
        value={label ?? []}
        onChange={(label) => narrow({ label: label.length > 0 ? label : undefined })}
      />
    </>
  );
  return (
    <ListFilter
      noun="alerts"
      textLabel="Part of the title"
      timeLabel="Triggered"
      states={states}
      state={filter.state}
      initialState="open"
      chooseState={(state) => narrow({ state })}
      search={filter}
      narrow={narrow}
      clear={isNarrowed(filter) ? clear : undefined}
      more={{ fields: further, isUsed: Boolean(teamId ?? sourceId ?? acknowledgedBy ?? label) }}
    />
  );
}

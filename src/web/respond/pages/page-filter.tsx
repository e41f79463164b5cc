import { Select } from '@mantine/core';
import { IdFilter } from '../../directory/id-filter.tsx';
import { ListFilter } from '../../directory/lists/list-filter.tsx';
import type { PageSearch } from '../../paths.ts';

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
  const narrow = (part: PageSearch) => change({ ...filter, ...part });
  const { teamId, person, acknowledgedBy, urgency } = filter;
  const further = (
    <>
      <IdFilter label="Team" of="teams" value={teamId} change={(teamId) => narrow({ teamId })} />
      <IdFilter
        label="Notified"
        any="Anyone notified"
        of="people"
        value={person}
        change={(person) => narrow({ person })}
      />
      <IdFilter
        label="Acknowledged by"
        any="Acknowledged by"
        of="people"
        value={acknowledgedBy}
        change={(acknowledgedBy) => narrow({ acknowledgedBy })}
      />
      <Select
        aria-label="Urgency"
        placeholder="Any urgency"
        clearable
        data={urgencies}
        value={urgency ?? null}
        onChange={(urgency) => narrow({ urgency: urgency ?? undefined })}
      />
    </>
  );
  return (
    <ListFilter
      noun="pages"
      textLabel="Part of the title"
      timeLabel="Opened"
      states={states}
      state={filter.state}
      initialState="unresolved"
      chooseState={(state) => narrow({ state })}
      search={filter}
      narrow={narrow}
      clear={isNarrowed(filter) ? clear : undefined}
      more={{ fields: further, isUsed: Boolean(teamId ?? person ?? acknowledgedBy ?? urgency) }}
    />
  );
}

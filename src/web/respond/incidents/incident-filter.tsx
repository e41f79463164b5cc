import { Select } from '@mantine/core';
import { IdFilter } from '../../directory/id-filter.tsx';
import { ListFilter } from '../../directory/lists/list-filter.tsx';
import type { IncidentSearch } from '../../paths.ts';
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
  const narrow = (part: IncidentSearch) => change({ ...filter, ...part });
  const { teamId, person, kind } = filter;
  const further = (
    <>
      <IdFilter label="Team" of="teams" value={teamId} change={(teamId) => narrow({ teamId })} />
      <IdFilter
        label="Person with a role"
        any="Anyone with a role"
        of="people"
        value={person}
        change={(person) => narrow({ person })}
      />
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        data={kinds}
        value={kind ?? null}
        onChange={(kind) => narrow({ kind: kind ?? undefined })}
      />
    </>
  );
  return (
    <ListFilter
      noun="incidents"
      textLabel="Title or number"
      timeLabel="Declared"
      states={lifecycles}
      state={filter.lifecycle}
      initialState="open"
      chooseState={(lifecycle) => narrow({ lifecycle })}
      search={filter}
      narrow={narrow}
      clear={isNarrowed(filter) ? clear : undefined}
      more={{ fields: further, isUsed: Boolean(teamId ?? person ?? kind) }}
    />
  );
}

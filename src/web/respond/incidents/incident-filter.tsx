import { Button, MultiSelect, Select } from '@mantine/core';
import { useRef } from 'react';
import { idOf, idText, useServiceChoices, useTeamChoices } from '../../directory/choices.ts';
import type { IncidentSearch } from '../../paths.ts';
import { useShortcut } from '../../shell/commands.ts';
import { Filters } from '../../ui/filters.tsx';
import { SearchText } from '../../ui/search-text.tsx';
import { kindWords } from './severity-words.ts';

const lifecycles = [
  { value: 'open', label: 'Open' },
  { value: 'triage', label: 'Triage' },
  { value: 'active', label: 'Active' },
  { value: 'stable', label: 'Stable' },
  { value: 'over', label: 'Over' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'All' },
];
export const listedLifecycles = lifecycles.map(({ value }) => value);
const severities = [1, 2, 3, 4, 5].map((severity) => ({ value: String(severity), label: `SEV${severity}` }));
const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }));

export function isNarrowed({ lifecycle, ...rest }: IncidentSearch): boolean {
  return (lifecycle ?? 'open') !== 'open' || Object.values(rest).some((value) => value !== undefined);
}

type IncidentFilterProps = { filter: IncidentSearch; change: (next: IncidentSearch) => void };

export function IncidentFilter({ filter, change }: IncidentFilterProps) {
  const text = useRef<HTMLInputElement>(null);
  const services = useServiceChoices();
  const teams = useTeamChoices();
  useShortcut('f', 'Filter the incidents', () => text.current?.focus());
  return (
    <Filters>
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
      <MultiSelect
        aria-label="Severity"
        placeholder={filter.severity?.length ? undefined : 'Any severity'}
        data={severities}
        value={(filter.severity ?? []).map(String)}
        onChange={(chosen) => change({ ...filter, severity: chosen.length ? chosen.map(Number) : undefined })}
      />
      <Select
        aria-label="Service"
        placeholder="Any service"
        searchable
        clearable
        data={services}
        value={idText(filter.serviceId ?? null)}
        onChange={(id) => change({ ...filter, serviceId: idOf(id) ?? undefined })}
      />
      <Select
        aria-label="Team"
        placeholder="Any team"
        searchable
        clearable
        data={teams}
        value={idText(filter.teamId ?? null)}
        onChange={(id) => change({ ...filter, teamId: idOf(id) ?? undefined })}
      />
      <Select
        aria-label="Kind"
        placeholder="Any kind"
        clearable
        data={kinds}
        value={filter.kind ?? null}
        onChange={(kind) => change({ ...filter, kind: kind ?? undefined })}
      />
      {isNarrowed(filter) && (
        <Button variant="subtle" color="gray" onClick={() => change({})}>
          Clear
        </Button>
      )}
    </Filters>
  );
}

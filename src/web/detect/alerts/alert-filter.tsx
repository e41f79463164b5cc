import { Button, MultiSelect, Select } from '@mantine/core';
import { useRef } from 'react';
import { listServices } from '../../../contract/services.ts';
import { listSources } from '../../../contract/sources.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import type { AlertSearch } from '../../paths.ts';
import { useShortcut } from '../../shell/commands.ts';
import { Filters } from '../../ui/filters.tsx';
import { SearchText } from '../../ui/search-text.tsx';

const states = [
  { value: 'open', label: 'Open' },
  { value: 'triggered', label: 'Triggered' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'suppressed', label: 'Suppressed' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];
const severities = [1, 2, 3, 4, 5].map((severity) => ({ value: String(severity), label: `SEV${severity}` }));
const choose = { query: { limit: 200 } };

export function isNarrowed({ state, ...rest }: AlertSearch): boolean {
  return (state ?? 'open') !== 'open' || Object.values(rest).some((value) => value !== undefined && value !== '');
}

/** The filter of the alert list; its values live in the URL, so a view can be sent to somebody. */
export function AlertFilter({ filter, change }: { filter: AlertSearch; change: (next: AlertSearch) => void }) {
  const services = useEndpoint(listServices, choose);
  const mayReadSources = useMay('sources.read');
  const sources = useEndpoint(listSources, choose, { enabled: mayReadSources });
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', 'Filter the alerts', () => text.current?.focus());
  const optionsOf = (items: { id: number; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <Filters>
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
        data={optionsOf(services.data?.items)}
        value={filter.serviceId ? String(filter.serviceId) : null}
        onChange={(id) => change({ ...filter, serviceId: id ? Number(id) : undefined })}
      />
      {mayReadSources && (
        <Select
          aria-label="Source"
          placeholder="Any source"
          searchable
          clearable
          data={optionsOf(sources.data?.items)}
          value={filter.sourceId ? String(filter.sourceId) : null}
          onChange={(id) => change({ ...filter, sourceId: id ? Number(id) : undefined })}
        />
      )}
      {isNarrowed(filter) && (
        <Button variant="subtle" color="gray" onClick={() => change({})}>
          Clear
        </Button>
      )}
    </Filters>
  );
}

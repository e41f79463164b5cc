import { Select } from '@mantine/core';
import { useRef } from 'react';
import { listServices } from '../../../contract/services.ts';
import { listSources } from '../../../contract/sources.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import type { AlertSearch } from '../../paths.ts';
import { useShortcut } from '../../shell/commands.ts';
import { Filters, IdFilter, SeverityFilter } from '../../ui/filters.tsx';
import { SearchText } from '../../ui/search-text.tsx';

const states = [
  { value: 'open', label: 'Open' },
  { value: 'triggered', label: 'Triggered' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'suppressed', label: 'Suppressed' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];
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
        choices={optionsOf(services.data?.items)}
        value={filter.serviceId}
        change={(serviceId) => change({ ...filter, serviceId })}
      />
      {mayReadSources && (
        <IdFilter
          label="Source"
          choices={optionsOf(sources.data?.items)}
          value={filter.sourceId}
          change={(sourceId) => change({ ...filter, sourceId })}
        />
      )}
    </Filters>
  );
}

import { Select, Switch } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { listIncidents } from '../../contract/respond/incidents/incident.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { IdFilter } from '../directory/id-filter.tsx';
import { type MeasureSearch, paths } from '../paths.ts';
import { Filters } from '../ui/list/filters.tsx';
import { DateField } from '../ui/time/time-fields.tsx';
import { usualDays } from './period.ts';

const periods = [
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '180', label: 'Last 180 days' },
  { value: '365', label: 'Last 365 days' },
  { value: 'dates', label: 'Custom range' },
];

/** Team, service and period; all of it stands in the address. */
export function MeasureFilter({ search }: { search: MeasureSearch }) {
  const router = useRouter();
  const [byDates, setByDates] = useState(search.from !== undefined || search.until !== undefined);
  const { data: imported } = useEndpoint(listIncidents, { query: { kind: 'imported', limit: 1 } });
  const change = (next: Partial<MeasureSearch>) => router.history.replace(paths.measures({ ...search, ...next }));
  return (
    <Filters>
      <Select
        aria-label="Period"
        allowDeselect={false}
        data={periods}
        value={byDates ? 'dates' : String(search.days ?? usualDays)}
        onChange={(value) => {
          setByDates(value === 'dates');
          if (value !== 'dates') change({ days: Number(value), from: undefined, until: undefined });
        }}
      />
      {byDates && (
        <>
          <DateField
            aria-label="First day"
            value={search.from ?? ''}
            onChange={(from) => change({ from: from || undefined, days: undefined })}
          />
          <DateField
            aria-label="Last day"
            value={search.until ?? ''}
            onChange={(until) => change({ until: until || undefined, days: undefined })}
          />
        </>
      )}
      <IdFilter label="Team" of="teams" value={search.teamId} change={(teamId) => change({ teamId })} />
      <IdFilter label="Service" of="services" value={search.serviceId} change={(serviceId) => change({ serviceId })} />
      {((imported?.items.length ?? 0) > 0 || search.imported) && (
        <Switch
          label="Include imported incidents"
          checked={search.imported ?? false}
          onChange={(event) => change({ imported: event.currentTarget.checked || undefined })}
        />
      )}
    </Filters>
  );
}

import { Button } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { listRunbooks, type RunbookSummary } from '../../../contract/resolve/runbooks.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths, type RunbookSearch } from '../../paths.ts';
import { StaleMarks } from '../../respond/incidents/tasks/stale-marks.tsx';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { SearchText } from '../../ui/text/search-text.tsx';
import { Term } from '../../ui/text/term.tsx';
import { Time } from '../../ui/time/time.tsx';

const columns: Column<RunbookSummary>[] = [
  { header: 'Runbook', width: 'minmax(0, 3fr)', isTitle: true, cell: ({ title }) => title },
  { header: 'Owner', cell: ({ teamName }) => teamName ?? <span className="muted">No team</span> },
  { header: 'Steps', width: '56px', isNumber: true, align: 'end', cell: ({ stepCount }) => stepCount },
  {
    header: 'Freshness',
    width: 'minmax(150px, 1fr)',
    cell: ({ staleReasons }) =>
      staleReasons.length > 0 ? <StaleMarks reasons={staleReasons} /> : <span className="muted">Fresh</span>,
  },
  {
    header: 'Last used',
    width: '92px',
    isNumber: true,
    align: 'end',
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : <span className="muted">never</span>),
  },
];

export function RunbooksScreen() {
  const filter = useSearch({ from: '/app/runbooks' });
  const router = useRouter();
  const go = useGo();
  const guard = useGuard('runbooks.manage');
  const text = useRef<HTMLInputElement>(null);
  const change = (next: RunbookSearch) => router.history.replace(paths.runbooks(next));
  const list = usePagedEndpoint(listRunbooks, { query: filter });
  useCommands([
    { label: 'Filter runbooks', keys: 'f', run: () => text.current?.focus() },
    ...(guard.disabled ? [] : [{ label: 'New runbook', keys: 'n', run: () => go(paths.newRunbook()) }]),
  ]);
  const isNarrowed = filter.text !== undefined || filter.serviceId !== undefined;
  return (
    <>
      <PageHeader
        word="runbook"
        title="Runbooks"
        actions={
          <Button onClick={() => go(paths.newRunbook())} rightSection={<KeyCaps keys="n" />} {...guard}>
            New runbook
          </Button>
        }
      >
        A <Term word="runbook" /> is opened during an incident and ticked off step by step.
      </PageHeader>
      <Filters>
        <SearchText
          inputRef={text}
          label="Search title and text"
          value={filter.text ?? ''}
          change={(value) => change({ ...filter, text: value || undefined })}
        />
        <IdFilter
          label="Service"
          of="services"
          value={filter.serviceId}
          change={(serviceId) => change({ ...filter, serviceId })}
        />
      </Filters>
      <DataList
        label="Runbooks"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.runbook(id)}
        question={JSON.stringify(filter)}
        empty={
          isNarrowed ? (
            <EmptyState kind="no-match" clear={() => change({})} />
          ) : (
            <EmptyState
              kind="first-use"
              title="No runbooks yet"
              action={guard.disabled ? undefined : { label: 'New runbook', href: paths.newRunbook() }}
            >
              Write down what to do when a service breaks, as a list of steps. During an incident of that service it is
              one click away, and every tick appears on the timeline.
            </EmptyState>
          )
        }
      />
    </>
  );
}

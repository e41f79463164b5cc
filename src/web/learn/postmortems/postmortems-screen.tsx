import { Select } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { listPostmortems, type PostmortemSummary } from '../../../contract/learn/postmortems.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { type PostmortemSearch, paths } from '../../paths.ts';
import { PostmortemState } from '../../respond/incidents/room/postmortem-state.tsx';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { Term } from '../../ui/text/term.tsx';
import { DueTime } from '../due-time.tsx';

const columns: Column<PostmortemSummary>[] = [
  { header: 'Number', width: '80px', cell: ({ incident }) => <span className="nowrap">{incident.key}</span> },
  {
    header: 'Severity',
    width: '76px',
    cell: ({ incident }) => <SeverityBadge severity={incident.severity} look="plain" />,
  },
  { header: 'Incident', width: 'minmax(0, 3fr)', isTitle: true, cell: ({ incident }) => incident.title },
  { header: 'State', width: '108px', cell: ({ state }) => <PostmortemState state={state} look="plain" /> },
  {
    header: 'Owner',
    width: 'minmax(100px, 1fr)',
    cell: ({ owner }) => owner?.name ?? <span className="muted">No owner</span>,
  },
  {
    header: 'Required',
    width: '80px',
    wideOnly: true,
    cell: ({ isRequired, reasons }) => <span data-tip={reasons.join(' ')}>{isRequired ? 'Yes' : 'No'}</span>,
  },
  {
    header: 'Due',
    width: '120px',
    align: 'end',
    cell: ({ dueAt, isOverdue, state }) =>
      state === 'completed' ? <span className="muted">completed</span> : <DueTime at={dueAt} isOverdue={isOverdue} />,
  },
];

const states = [
  { value: 'all', label: 'Any state' },
  { value: 'unfinished', label: 'Unfinished' },
  { value: 'draft', label: 'Draft' },
  { value: 'in_review', label: 'In review' },
  { value: 'completed', label: 'Completed' },
] as const;
const shows = [
  { value: 'all', label: 'Required and optional' },
  { value: 'required', label: 'Required' },
  { value: 'overdue', label: 'Overdue' },
] as const;

/** All postmortems, so that none is forgotten. */
export function PostmortemsScreen() {
  const filter = useSearch({ from: '/app/postmortems' });
  const router = useRouter();
  const change = (next: PostmortemSearch) => router.history.replace(paths.postmortems(next));
  const state = states.find(({ value }) => value === filter.state)?.value ?? 'all';
  const show = shows.find(({ value }) => value === filter.show)?.value ?? 'all';
  const list = usePagedEndpoint(listPostmortems, { query: { state, show } }, { follows: ['incident'] });
  return (
    <>
      <PageHeader word="postmortem" title="Postmortems">
        A <Term word="postmortem" /> asks how it made sense at the time, never who is to blame. It is drafted
        automatically when an incident is resolved.
      </PageHeader>
      <Filters>
        <Select
          aria-label="State"
          allowDeselect={false}
          data={states}
          value={state}
          onChange={(value) => change({ ...filter, state: value === 'all' ? undefined : (value ?? undefined) })}
        />
        <Select
          aria-label="Requirement"
          allowDeselect={false}
          data={shows}
          value={show}
          onChange={(value) => change({ ...filter, show: value === 'all' ? undefined : (value ?? undefined) })}
        />
      </Filters>
      <DataList
        label="Postmortems"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.postmortem(id)}
        question={JSON.stringify([state, show])}
        empty={
          state === 'all' && show === 'all' ? (
            <EmptyState
              kind="first-use"
              title="No postmortems yet"
              action={{ label: 'View incidents', href: paths.incidents({ lifecycle: 'all' }) }}
            >
              When an incident whose severity requires a postmortem is resolved, its draft appears here with facts,
              timeline, roles and numbers filled in.
            </EmptyState>
          ) : (
            <EmptyState kind="no-match" clear={() => change({})} />
          )
        }
      />
    </>
  );
}

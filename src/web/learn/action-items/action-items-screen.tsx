import { Select } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import {
  type ActionItem,
  actionItemKinds,
  listActionItems,
  updateActionItem,
} from '../../../contract/learn/action-items.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { ListTools } from '../../directory/lists/list-tools.tsx';
import { useViews } from '../../directory/lists/use-views.ts';
import { type ActionItemSearch, paths } from '../../paths.ts';
import { latestOf } from '../../ui/form/edited.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { chosenColumns } from '../../ui/list/column.ts';
import { DataList, type RowAction } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { Term } from '../../ui/text/term.tsx';
import { actionItemColumns, actionItemKindWords } from './action-item-columns.tsx';
import { ActionItemForm } from './action-item-form.tsx';

const states = [
  { value: 'open', label: 'Open' },
  { value: 'overdue', label: 'Overdue' },
  { value: 'done', label: 'Done' },
  { value: 'wont_do', label: 'Won’t do' },
  { value: 'all', label: 'All' },
] as const;
const kinds = actionItemKinds.map((value) => ({ value, label: actionItemKindWords[value] }));

/** The agreed changes, soonest due first. */
export function ActionItemsScreen() {
  const filter = useSearch({ from: '/app/action-items' });
  const router = useRouter();
  const change = (next: ActionItemSearch) => router.history.replace(paths.actionItems(next));
  const state = states.find(({ value }) => value === filter.state)?.value ?? 'open';
  const kind = actionItemKinds.find((known) => known === filter.kind);
  const list = usePagedEndpoint(listActionItems, { query: { state, kind, ownerId: filter.ownerId } });
  const mayRespond = useMay('incidents.respond');
  const [edited, setEdited] = useState<ActionItem | null>(null);
  const update = useAction(updateActionItem, { changes: [listActionItems] });
  /** Returns the changed items; an item that somebody else changed since is left alone, with a message. */
  const finish = async (rows: Pick<ActionItem, 'id' | 'version'>[], to: 'done' | 'open') => {
    const results = await Promise.allSettled(
      rows.map(({ id, version }) => update.mutateAsync({ params: { id }, body: { state: to }, ifMatch: version })),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) sayRefusal(failed.reason);
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  };
  const actions: RowAction<ActionItem>[] = [
    {
      label: 'Mark done',
      keys: 'e',
      run: async (rows) => {
        const done = await finish(
          rows.filter((row) => row.state === 'open'),
          'done',
        );
        if (done.length > 0) showUndo(`${done.length} marked done`, () => void finish(done, 'open'));
      },
    },
    { label: 'Edit', keys: 'm', run: ([first]) => setEdited(first ?? null) },
  ];
  const views = useViews('action-items', paths.actionItems(), filter);
  const columns = useMemo(() => chosenColumns(actionItemColumns, filter.columns), [filter.columns]);
  const isNarrowed = state !== 'open' || kind !== undefined || filter.ownerId !== undefined;
  return (
    <>
      <PageHeader word="action item" title="Action items">
        An <Term word="action item" /> is a change agreed after an incident, with an owner and a due date.
      </PageHeader>
      <Filters clear={isNarrowed ? views.clear : undefined}>
        <Select
          aria-label="State"
          allowDeselect={false}
          data={states}
          value={state}
          onChange={(value) => change({ ...filter, state: value === 'open' ? undefined : (value ?? undefined) })}
        />
        <Select
          aria-label="Kind"
          placeholder="Any kind"
          clearable
          data={kinds}
          value={kind ?? null}
          onChange={(value) => change({ ...filter, kind: value ?? undefined })}
        />
        <IdFilter
          label="Owner"
          of="people"
          value={filter.ownerId}
          change={(ownerId) => change({ ...filter, ownerId })}
        />
      </Filters>
      <ListTools list="action-items" filter={filter} change={change} views={views} columns={actionItemColumns} />
      <DataList
        label="Action items"
        columns={columns}
        list={views.isDeciding ? { rows: [], isPending: true } : list}
        rowKey={({ id }) => id}
        href={({ incident }) => paths.postmortem(incident.id)}
        question={JSON.stringify([state, kind, filter.ownerId])}
        actions={mayRespond ? actions : undefined}
        empty={
          isNarrowed ? (
            <EmptyState kind="no-match" clear={views.clear} />
          ) : (
            <EmptyState
              kind="first-use"
              title="No open action items"
              action={{ label: 'View postmortems', href: paths.postmortems() }}
            >
              Action items are agreed in postmortems, each with an owner and a due date. They are all listed here.
            </EmptyState>
          )
        }
      />
      <ActionItemForm
        key={edited?.id}
        incidentId={edited?.incident.id ?? 0}
        item={edited ? latestOf(list.rows, edited) : undefined}
        opened={edited !== null}
        close={() => setEdited(null)}
      />
    </>
  );
}

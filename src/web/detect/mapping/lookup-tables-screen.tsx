import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import {
  createLookupTable,
  deleteLookupTable,
  getLookupTable,
  type LookupTable,
  listLookupTables,
} from '../../../contract/detect/mapping.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { countText } from '../../ui/text/count-text.ts';
import { LookupTableDrawer } from './lookup-table-drawer.tsx';

const parents = [{ label: 'Sources', href: paths.sources() }];

/** Tables that mappings look values up in, to label signals with them. */
export function LookupTablesScreen() {
  const { data, error, refetch } = useEndpoint(listLookupTables, {});
  const mayManage = useMay('sources.manage');
  const [opened, setOpened] = useState<LookupTable | 'new' | null>(null);
  const create = useAction(createLookupTable, { changes: [listLookupTables] });
  const remove = useAction(deleteLookupTable, { changes: [listLookupTables] });
  const add = () => setOpened('new');
  useCommands(mayManage ? [{ label: 'New lookup table', keys: 'n', run: add }] : []);
  const removeTable = async (table: LookupTable) => {
    const { slug, name, csv } = await api.call(getLookupTable, { params: { id: table.id } });
    await remove.mutateAsync({ params: { id: table.id } });
    showUndo(`“${name}” deleted.`, () => create.mutate({ body: { slug, name, csv } }));
  };
  return (
    <>
      <PageHeader
        word="lookup table"
        title="Lookup tables"
        parents={parents}
        actions={
          mayManage && (
            <Button onClick={add} leftSection={<Plus size={14} />} rightSection={<KeyCaps keys="n" />}>
              New lookup table
            </Button>
          )
        }
      >
        Tables that mappings look in, such as which team owns a host.
      </PageHeader>
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows label="Loading lookup tables" />}
      {data?.items.length === 0 && (
        <EmptyState
          kind="first-use"
          title="No lookup tables yet"
          action={mayManage ? { label: 'New lookup table', run: add } : undefined}
        >
          Paste or upload a CSV: its first column is looked in, the others become labels.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <Cards label="Lookup tables">
          {data.items.map((table) => (
            <Card
              key={table.id}
              actions={
                <>
                  <Button variant="default" onClick={() => setOpened(table)} aria-label={`Open ${table.name}`}>
                    {mayManage ? 'Edit' : 'Show'}
                  </Button>
                  {mayManage && (
                    <Button
                      variant="subtle"
                      color="red"
                      aria-label={`Delete ${table.name}`}
                      onClick={() => void removeTable(table).catch(() => {})}
                    >
                      Delete
                    </Button>
                  )}
                </>
              }
            >
              <strong>{table.name}</strong>
              <div>
                {table.columns[0]} → {table.columns.slice(1).join(', ')}
              </div>
              <div className="muted">
                {countText(table.rowCount)} {table.rowCount === 1 ? 'row' : 'rows'}, {table.slug}
              </div>
            </Card>
          ))}
        </Cards>
      )}
      {opened && (
        <LookupTableDrawer
          key={opened === 'new' ? 'new' : opened.id}
          id={opened === 'new' ? null : opened.id}
          close={() => setOpened(null)}
          isReadOnly={!mayManage}
        />
      )}
    </>
  );
}

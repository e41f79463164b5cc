import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { listSources, listSourceTypes, type Source } from '../../../contract/detect/sources.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { useGo } from '../../ui/text/links.tsx';
import { Time } from '../../ui/time/time.tsx';
import { SourceState } from './source-state.tsx';

const columns: Column<Source>[] = [
  { header: 'State', width: '128px', cell: (source) => <SourceState source={source} look="plain" /> },
  { header: 'Name', width: 'minmax(0, 2fr)', isTitle: true, cell: (source) => source.name },
  { header: 'Type', width: 'minmax(0, 1.5fr)', cell: (source) => <SourceTypeTitle source={source} /> },
  {
    header: 'Signals',
    width: '80px',
    isNumber: true,
    align: 'end',
    wideOnly: true,
    cell: (source) => countText(source.signalCount),
  },
  {
    header: 'Needs attention',
    width: '116px',
    isNumber: true,
    align: 'end',
    wideOnly: true,
    cell: (source) => countText(source.oddCount),
  },
  {
    header: 'Last signal',
    width: '104px',
    align: 'end',
    cell: (source) => (source.lastSignalAt ? <Time at={source.lastSignalAt} /> : <span className="muted">never</span>),
  },
];

/** Where signals come in. */
export function SourcesScreen() {
  const list = usePagedEndpoint(listSources, {}, { everySeconds: 10 });
  const mayManage = useMay('sources.manage');
  const go = useGo();
  const add = () => go(paths.newSource());
  useCommands(mayManage ? [{ label: 'Add a source', keys: 'n', run: add }] : []);
  // The source of Evenkeel's own reports is always there.
  const isOnlyOurs = list.rows.length > 0 && list.rows.every(({ isBuiltIn }) => isBuiltIn);
  const nothing = (
    <EmptyState
      kind="first-use"
      title="No sources yet"
      action={mayManage ? { label: 'Add a source', run: add } : undefined}
    >
      Alertmanager, Prometheus, Grafana, PagerDuty senders, job heartbeats, or anything that can send JSON.
    </EmptyState>
  );
  return (
    <>
      <PageHeader
        word="source"
        title="Sources"
        actions={
          <>
            <Button component="a" variant="default" href={paths.lookupTables()}>
              Lookup tables
            </Button>
            {mayManage && (
              <Button
                component="a"
                href={paths.newSource()}
                leftSection={<Plus size={14} />}
                rightSection={<KeyCaps keys="n" />}
              >
                Add a source
              </Button>
            )}
          </>
        }
      >
        Where signals come in: one address and key for each sender.
      </PageHeader>
      {isOnlyOurs && nothing}
      <DataList
        label="Sources"
        columns={columns}
        list={list}
        rowKey={(source) => source.id}
        href={(source) => paths.source(source.id)}
        empty={nothing}
      />
    </>
  );
}

/** What sends to a source, as people call it; its type where nobody said. */
export function SourceTypeTitle({ source: { type, sender } }: { source: Source }) {
  const { data } = useEndpoint(listSourceTypes, {});
  const named = data?.senders.find(({ name }) => name === sender) ?? data?.items.find((one) => one.type === type);
  return <>{named?.title ?? type}</>;
}

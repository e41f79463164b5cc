import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type Check, listChecks } from '../../../contract/detect/checks.ts';
import { checkKindWords, targetText } from '../../../domain/detect/check-words.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Time } from '../../ui/time/time.tsx';
import { CheckDrawer } from './check-form.tsx';
import { CheckState } from './check-state.tsx';

const columns: Column<Check>[] = [
  { header: 'State', width: '112px', cell: (check) => <CheckState check={check} look="plain" /> },
  { header: 'Name', width: 'minmax(0, 1.5fr)', isTitle: true, cell: (check) => check.name },
  {
    header: 'Target',
    width: 'minmax(0, 2fr)',
    cell: ({ target }) => `${checkKindWords[target.kind]} ${targetText(target)}`,
  },
  {
    header: 'Result',
    width: 'minmax(0, 1.5fr)',
    wideOnly: true,
    cell: ({ lastDetail }) => lastDetail ?? <span className="muted">–</span>,
  },
  {
    header: 'Last run',
    width: '104px',
    align: 'end',
    cell: ({ lastRunAt }) => (lastRunAt ? <Time at={lastRunAt} /> : <span className="muted">never</span>),
  },
];

/** What the nodes look at by themselves. */
export function ChecksScreen() {
  const list = usePagedEndpoint(listChecks, {}, { everySeconds: 10 });
  const mayManage = useMay('sources.manage');
  const [isAdding, setAdding] = useState(false);
  const go = useGo();
  const add = () => setAdding(true);
  useCommands(mayManage ? [{ label: 'New check', keys: 'n', run: add }] : []);
  return (
    <>
      <PageHeader
        word="check"
        title="Checks"
        actions={
          mayManage && (
            <Button onClick={add} leftSection={<Plus size={14} />} rightSection={<KeyCaps keys="n" />}>
              New check
            </Button>
          )
        }
      >
        What Evenkeel looks at by itself. A failure counts once a second run confirms it, on another node where there is
        one.
      </PageHeader>
      <DataList
        label="Checks"
        columns={columns}
        list={list}
        rowKey={(check) => check.id}
        href={(check) => paths.check(check.id)}
        empty={
          <EmptyState
            kind="first-use"
            title="No checks yet"
            action={mayManage ? { label: 'New check', run: add } : undefined}
          >
            Watch a URL, a port, a name, a certificate or a host without any other tool.
          </EmptyState>
        }
      />
      <CheckDrawer
        opened={isAdding}
        close={(saved) => {
          setAdding(false);
          if (saved) go(paths.check((saved as Check).id));
        }}
      />
    </>
  );
}

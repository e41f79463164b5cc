import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { listServices, type Service } from '../../../contract/directory/services.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Term } from '../../ui/text/term.tsx';
import { useNames } from '../choices.ts';
import { useGuard } from '../may.ts';
import { ServiceForm } from './service-form.tsx';

type NameOf = (id: number | null) => string | undefined;

function columnsOf(teamName: NameOf, policyName: NameOf): Column<Service>[] {
  return [
    { header: 'Service', cell: ({ name }) => name, isTitle: true },
    { header: 'Tier', width: '70px', cell: ({ tier }) => `Tier ${tier}` },
    {
      header: 'Team',
      width: 'minmax(100px, 1fr)',
      cell: ({ teamId }) => (teamId ? (teamName(teamId) ?? '…') : 'No team'),
    },
    {
      header: 'Escalation policy',
      width: 'minmax(120px, 1fr)',
      cell: ({ escalationPolicyId }) =>
        escalationPolicyId ? (policyName(escalationPolicyId) ?? '…') : 'None: the default escalation policy',
    },
    { header: 'Slug', width: '160px', cell: ({ slug }) => <span className="mono muted">{slug}</span>, wideOnly: true },
  ];
}

export function ServicesScreen() {
  const go = useGo();
  const [isAdding, setAdding] = useState(false);
  const list = usePagedEndpoint(listServices, { query: {} });
  const teamIds = list.rows.map(({ teamId }) => teamId);
  const policyIds = list.rows.map(({ escalationPolicyId }) => escalationPolicyId);
  const teamName = useNames('teams', teamIds);
  const policyName = useNames('policies', policyIds);
  const key = JSON.stringify([teamIds.map(teamName), policyIds.map(policyName)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all names
  const columns = useMemo(() => columnsOf(teamName, policyName), [key]);
  const guard = useGuard('directory.manage');
  const add = () => !guard.disabled && setAdding(true);
  useShortcut('n', 'New service', add);
  return (
    <>
      <PageHeader
        word="service"
        title="Services"
        actions={
          <Button {...guard} onClick={add}>
            New service
          </Button>
        }
      >
        A <Term word="service" /> says who is paged when it breaks, and how much depends on it (its <Term word="tier" />
        ).
      </PageHeader>
      <DataList
        label="Services"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.service(id)}
        empty={
          <EmptyState kind="first-use" title="No services yet" action={{ label: 'New service', run: add }}>
            Add what your teams run. An alert for a service pages the people in its escalation policy.
          </EmptyState>
        }
      />
      <ServiceForm opened={isAdding} close={() => setAdding(false)} saved={({ id }) => go(paths.service(id))} />
    </>
  );
}

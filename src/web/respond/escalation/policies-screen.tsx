import { Button } from '@mantine/core';
import { type EscalationPolicy, listEscalationPolicies } from '../../../contract/respond/escalation-policies.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Term } from '../../ui/text/term.tsx';
import { DefaultPolicy } from './default-policy.tsx';

const columns: Column<EscalationPolicy>[] = [
  { header: 'Escalation policy', cell: ({ name }) => name, isTitle: true },
  { header: 'Steps', width: '70px', isNumber: true, cell: ({ definition }) => definition.steps.length, align: 'end' },
  {
    header: 'Notifies',
    width: 'minmax(140px, 2fr)',
    cell: ({ targets }) => targets.map(({ name }) => name ?? 'a deleted target').join(', '),
  },
  {
    header: 'Catch-all',
    width: '110px',
    cell: ({ definition }) => (definition.catchAll ? 'Yes' : 'None'),
    wideOnly: true,
  },
];

export function EscalationPoliciesScreen() {
  const go = useGo();
  const list = usePagedEndpoint(listEscalationPolicies, { query: {} });
  const guard = useGuard('oncall.manage');
  const add = () => !guard.disabled && go(paths.newEscalationPolicy());
  useShortcut('n', 'New escalation policy', add);
  return (
    <>
      <PageHeader
        word="escalation policy"
        title="Escalation policies"
        actions={
          <Button {...guard} onClick={add}>
            New escalation policy
          </Button>
        }
      >
        An <Term word="escalation policy" /> says who is notified, in which order, and how long each has to acknowledge.
      </PageHeader>
      <DataList
        label="Escalation policies"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.escalationPolicy(id)}
        empty={
          <EmptyState
            kind="first-use"
            title="No escalation policies yet"
            action={{ label: 'New escalation policy', run: add }}
          >
            Create one and assign it to a service: its alerts then page people step by step until somebody acknowledges.
          </EmptyState>
        }
      />
      <br />
      <Section title="When there is no policy">
        <DefaultPolicy />
      </Section>
    </>
  );
}

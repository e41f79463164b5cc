import { Button } from '@mantine/core';
import { useState } from 'react';
import { listTeams, type Team } from '../../../contract/directory/teams.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Term } from '../../ui/text/term.tsx';
import { useGuard } from '../may.ts';
import { TeamForm } from './team-form.tsx';

const columns: Column<Team>[] = [
  { header: 'Team', cell: ({ name }) => name, isTitle: true },
  { header: 'Members', width: 'minmax(140px, 2fr)', cell: ({ members }) => membersText(members) },
  { header: 'Slug', width: '180px', cell: ({ slug }) => <span className="mono muted">{slug}</span>, wideOnly: true },
];

function membersText(members: Team['members']): string {
  if (members.length === 0) return 'No members';
  const shown = members.slice(0, 4).map(({ name }) => name);
  return members.length > shown.length
    ? `${shown.join(', ')} and ${members.length - shown.length} more`
    : shown.join(', ');
}

export function TeamsScreen() {
  const go = useGo();
  const [isAdding, setAdding] = useState(false);
  const list = usePagedEndpoint(listTeams, { query: {} });
  const guard = useGuard('directory.manage', 'everything');
  const add = () => !guard.disabled && setAdding(true);
  useShortcut('n', 'New team', add);
  return (
    <>
      <PageHeader
        word="team"
        title="Teams"
        actions={
          <Button {...guard} onClick={add}>
            New team
          </Button>
        }
      >
        A <Term word="team" /> owns services and shares the on-call work.
      </PageHeader>
      <DataList
        label="Teams"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.team(id)}
        empty={
          <EmptyState kind="first-use" title="No teams yet" action={{ label: 'New team', run: add }}>
            Create a team for people who share responsibility. A team can own services, schedules and escalation
            policies.
          </EmptyState>
        }
      />
      <TeamForm opened={isAdding} close={() => setAdding(false)} saved={({ id }) => go(paths.team(id))} />
    </>
  );
}

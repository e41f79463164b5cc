import { Button, Select, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listPeople, type Person } from '../../../contract/directory/people.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { useGuard } from '../may.ts';
import { InvitationLink } from './invitation-link.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonStatus, roleWord } from './person-status.tsx';

const columns: Column<Person>[] = [
  { header: 'Name', cell: ({ name }) => name, isTitle: true },
  { header: 'E-mail', width: 'minmax(140px, 1.4fr)', cell: ({ email }) => email },
  { header: 'Role', width: '100px', cell: ({ role }) => roleWord(role) },
  { header: 'State', width: '110px', cell: ({ status }) => <PersonStatus status={status} look="plain" /> },
  { header: 'Time zone', width: '160px', cell: ({ timeZone }) => timeZone, wideOnly: true },
];

const states = ['active', 'invited', 'disabled'] as const;
const stateWords = { active: 'Active', invited: 'Invited', disabled: 'Disabled' };

export function PeopleScreen() {
  const go = useGo();
  const filter = useSearch({ from: '/app/people' });
  const status = states.find((state) => state === filter.status);
  const [isAdding, setAdding] = useState(false);
  const [invited, setInvited] = useState<Person | null>(null);
  const list = usePagedEndpoint(listPeople, { query: { search: filter.search, status } });
  const guard = useGuard('directory.manage', 'everything');
  const add = () => !guard.disabled && setAdding(true);
  useShortcut('n', 'Invite person', add);
  return (
    <>
      <PageHeader
        title="People"
        actions={
          <Button {...guard} onClick={add}>
            Invite person
          </Button>
        }
      >
        Everyone with access to this installation.
      </PageHeader>
      <Filters>
        <TextInput
          aria-label="Search by name or address"
          placeholder="Name or address"
          defaultValue={filter.search}
          key={filter.search}
          onBlur={(event) => go(paths.people({ ...filter, search: event.currentTarget.value.trim() }))}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <Select
          aria-label="State"
          placeholder="Any state"
          clearable
          data={states.map((value) => ({ value, label: stateWords[value] }))}
          value={status ?? null}
          onChange={(value) => go(paths.people({ ...filter, status: value ?? undefined }))}
        />
      </Filters>
      <DataList
        label="People"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.person(id)}
        question={JSON.stringify(filter)}
        empty={<EmptyState kind="no-match" clear={() => go(paths.people())} />}
      />
      <PersonForm opened={isAdding} close={() => setAdding(false)} saved={setInvited} />
      <InvitationLink person={invited} close={() => setInvited(null)} />
    </>
  );
}

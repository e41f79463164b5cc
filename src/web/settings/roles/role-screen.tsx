import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getRole } from '../../../contract/directory/roles.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { PermissionList } from '../../directory/people/permission-list.tsx';
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { DeleteRole } from './delete-role.tsx';
import { RoleForm } from './role-form.tsx';

const parents = [{ label: 'Roles', href: paths.roles() }];
type Role = OutputOf<typeof getRole>;

export function RoleScreen() {
  const id = Number(useParams({ from: '/app/settings/roles/$id' }).id);
  const {
    data: role,
    error,
    refetch,
  } = useEndpoint(getRole, { params: { id } }, { follows: ['role', 'person', 'team'] });
  const [layer, setLayer] = useState<'edit' | 'delete' | null>(null);
  const guard = useGuard('directory.manage', 'everything');
  if (!role) return <UnreadScreen title="Role" parents={parents} error={error} retry={refetch} />;
  const close = () => setLayer(null);
  return (
    <>
      <PageHeader
        title={role.name}
        parents={parents}
        beside={role.builtIn !== null && <span className="muted">Built in</span>}
        actions={
          role.builtIn === null && (
            <>
              <Button variant="default" {...guard} onClick={() => setLayer('delete')}>
                Delete
              </Button>
              <Button {...guard} onClick={() => setLayer('edit')}>
                Edit
              </Button>
            </>
          )
        }
      >
        {role.description}
      </PageHeader>
      <Section title="What it lets people do">
        <p>Read what everybody here may read{role.permissions.length > 0 ? ', and:' : '.'}</p>
        <PermissionList permissions={role.permissions} />
      </Section>
      <Section title="Who has it">
        <Holders role={role} />
      </Section>
      {role.builtIn === null && (
        <>
          <RoleForm role={role} opened={layer === 'edit'} close={close} />
          <DeleteRole role={role} opened={layer === 'delete'} close={close} />
        </>
      )}
    </>
  );
}

function Holders({ role }: { role: Role }) {
  if (role.holders.length === 0 && role.groups.length === 0)
    return <p className="muted">Nobody. Give it to somebody on their page, or by a group under Single sign-on.</p>;
  const scopeOf = (teamName: string | null) => (teamName === null ? 'For everything' : `For ${teamName}`);
  return (
    <>
      {role.groups.length > 0 && (
        <Cards label="Groups that give it">
          {role.groups.map(({ groupName, teamId, teamName }) => (
            <Card key={`${groupName}:${teamId}`}>
              <strong>Group {groupName}</strong>
              <span className="muted">{scopeOf(teamName)}</span>
            </Card>
          ))}
        </Cards>
      )}
      <Cards label="Who has it">
        {role.holders.map(({ personId, name, teamId, teamName, groupName }) => (
          <Card key={`${personId}:${teamId}`}>
            <a href={paths.person(personId)}>{name}</a>
            <span className="muted">
              {scopeOf(teamName)}
              {groupName !== null && `, by the group ${groupName}`}
            </span>
          </Card>
        ))}
      </Cards>
      {role.holderCount > role.holders.length && (
        <p className="muted">
          The first {role.holders.length} of {role.holderCount}.
        </p>
      )}
    </>
  );
}

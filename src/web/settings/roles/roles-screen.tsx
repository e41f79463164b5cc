import { Button } from '@mantine/core';
import { useState } from 'react';
import { listRoles, type OrganisationRole } from '../../../contract/directory/roles.ts';
import { rolePermissions } from '../../../contract/permissions.ts';
import { counted } from '../../../domain/program/counted.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { RoleForm } from './role-form.tsx';

/** The roles that there are: those that come along, and those that people made. */
export function RolesScreen() {
  const go = useGo();
  const { data, error, refetch } = useEndpoint(listRoles, {}, { follows: ['role', 'person'] });
  const [isMaking, setMaking] = useState(false);
  const guard = useGuard('directory.manage', 'everything');
  const make = () => !guard.disabled && setMaking(true);
  useShortcut('n', 'New role', make);
  const own = data?.items.filter(({ builtIn }) => builtIn === null) ?? [];
  return (
    <>
      <PageHeader
        title="Roles"
        actions={
          <Button {...guard} onClick={make}>
            New role
          </Button>
        }
      >
        What people may do here, for everything or for what belongs to one team. Everybody can read.
      </PageHeader>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} label="Loading the roles" />}
      {data && (
        <>
          <Section title="Built in">
            <RoleCards label="Built-in roles" roles={data.items.filter(({ builtIn }) => builtIn !== null)} />
          </Section>
          <Section title="Your own">
            {own.length === 0 ? (
              <p className="muted">
                None yet. Make a role for people who need more than a responder and less than an admin, such as those
                who plan the shifts, and give it to them on their page or by a group of your identity provider.
              </p>
            ) : (
              <RoleCards label="Your own roles" roles={own} />
            )}
          </Section>
        </>
      )}
      <RoleForm opened={isMaking} close={() => setMaking(false)} saved={({ id }) => go(paths.role(id))} />
    </>
  );
}

function RoleCards({ label, roles }: { label: string; roles: OrganisationRole[] }) {
  return (
    <Cards label={label}>
      {roles.map((role) => (
        <Card
          key={role.id}
          actions={
            <span className="muted">
              {role.holderCount === 0 ? 'Nobody has it' : counted(role.holderCount, 'person', 'people')}
            </span>
          }
        >
          <a href={paths.role(role.id)}>
            <strong>{role.name}</strong>
          </a>
          {role.description && <span>{role.description}</span>}
          <span className="muted">{permissionCount(role)}</span>
        </Card>
      ))}
    </Cards>
  );
}

function permissionCount({ permissions }: OrganisationRole): string {
  if (permissions.length === 0) return 'Reading only';
  if (permissions.length === rolePermissions.length) return 'All permissions';
  return counted(permissions.length, 'permission');
}

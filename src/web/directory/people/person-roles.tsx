import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { getPerson, listPeople, type Person } from '../../../contract/directory/people.ts';
import { giveRole, listRoles, type RoleGrant, readRolesOf, takeRole } from '../../../contract/directory/roles.ts';
import { permissionsOfRole, type RolePermission, rolePermissions } from '../../../contract/permissions.ts';
import { readForAnyTeam, teamPermissions } from '../../../contract/whose.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useSessionTeams } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import { idOf } from '../choices.ts';
import { useGuard } from '../may.ts';
import { Picker } from '../picker.tsx';
import { PermissionList } from './permission-list.tsx';
import { roleWord } from './person-status.tsx';

const changes = [readRolesOf, listRoles, getPerson, listPeople];

/** Which roles somebody has, for what, who gave them, and what they may do by them. */
export function PersonRoles({ person }: { person: Person }) {
  const params = { id: person.id };
  const { data, error, refetch } = useEndpoint(readRolesOf, { params }, { follows: ['person', 'role', 'team'] });
  const [isGiving, setGiving] = useState(false);
  const guard = useGuard('directory.manage');
  return (
    <Section
      title="Roles"
      actions={
        person.status !== 'disabled' && (
          <Button variant="default" {...guard} onClick={() => setGiving(true)}>
            Give a role
          </Button>
        )
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={2} label="Loading the roles" />}
      {data && (
        <>
          <Cards label={`Roles of ${person.name}`}>
            <Card>
              <strong>{roleWord(data.role)}</strong>
              <span className="muted">
                For everything
                {data.roleByHand !== null &&
                  `, by their groups at the identity provider; without them ${roleWord(data.roleByHand).toLowerCase()}`}
              </span>
            </Card>
            {data.grants.map((grant) => (
              <Grant key={grant.id} person={person} grant={grant} />
            ))}
          </Cards>
          <h3>What {person.name} may do</h3>
          <Allowed role={data.role} grants={data.grants} isDisabled={person.status === 'disabled'} />
        </>
      )}
      <GiveRole person={person} opened={isGiving} close={() => setGiving(false)} />
    </Section>
  );
}

function Grant({ person, grant }: { person: Person; grant: RoleGrant }) {
  const guard = useGuard('directory.manage', [grant.teamId]);
  const give = useAction(giveRole, { changes });
  const params = { id: person.id };
  const take = useAction(takeRole, {
    changes,
    done: () =>
      showUndo(`${person.name} no longer has the role ${grant.roleName}.`, () =>
        give.mutateAsync({ params, body: { roleId: grant.roleId, teamId: grant.teamId } }),
      ),
  });
  const { roleName, teamId, teamName, groupName, givenBy, givenAt } = grant;
  return (
    <Card
      actions={
        groupName === null && (
          <Button
            variant="default"
            {...guard}
            aria-label={`Remove the role ${roleName}`}
            loading={take.isPending}
            onClick={() => take.mutate({ params: { id: person.id, grantId: grant.id } })}
          >
            Remove
          </Button>
        )
      }
    >
      <a href={paths.role(grant.roleId)}>
        <strong>{roleName}</strong>
      </a>
      <span>
        {teamId === null ? (
          'For everything'
        ) : (
          <>
            For <a href={paths.team(teamId)}>{teamName}</a>
          </>
        )}
      </span>
      <span className="muted">
        {groupName === null ? `Given by ${givenBy}` : `Given by the group ${groupName}, which also takes it away`}{' '}
        <Time at={givenAt} />
      </span>
    </Card>
  );
}

type Held = { permission: RolePermission; team: string | null };

/** What counts of a role that is given for a team. */
const forTeam: readonly string[] = teamPermissions;
const forAny: readonly string[] = readForAnyTeam;

function heldBy({ permissions, teamId, teamName }: RoleGrant): Held[] {
  if (teamId === null) return permissions.map((permission) => ({ permission, team: null }));
  return permissions.flatMap((permission) =>
    forTeam.includes(permission)
      ? [{ permission, team: teamName }]
      : forAny.includes(permission)
        ? [{ permission, team: null }]
        : [],
  );
}

function Allowed({ role, grants, isDisabled }: { role: Person['role']; grants: RoleGrant[]; isDisabled: boolean }) {
  if (isDisabled) return <p className="muted">Nothing: they are disabled.</p>;
  const held = [
    ...rolePermissions
      .filter((permission) => permissionsOfRole[role].has(permission))
      .map((permission): Held => ({ permission, team: null })),
    ...grants.flatMap(heldBy),
  ];
  const may = rolePermissions.filter((permission) => held.some((each) => each.permission === permission));
  const teamsOf = (permission: RolePermission) => {
    const teams = held.flatMap((each) => (each.permission === permission ? [each.team] : []));
    return teams.includes(null) ? null : [...new Set(teams)].map(String);
  };
  return (
    <>
      <p>
        Read alerts, incidents, on-call, postmortems and measures, as everybody may{may.length > 0 ? ', and:' : '.'}
      </p>
      <PermissionList permissions={may} teamsOf={teamsOf} />
    </>
  );
}

function GiveRole({ person, opened, close }: { person: Person; opened: boolean; close: () => void }) {
  const roles = useEndpoint(listRoles, {}, { enabled: opened }).data?.items ?? [];
  const give = useAction(giveRole, { changes });
  const ownTeams = useSessionTeams('directory.manage');
  const offered = roles.filter(({ builtIn }) => builtIn !== 'viewer');
  return (
    <FormModal
      title={`Give ${person.name} a role`}
      opened={opened}
      close={close}
      submitLabel="Give role"
      initialValues={{ roleId: null as string | null, teamId: ownTeams.length === 1 ? String(ownTeams[0]) : null }}
      validate={({ roleId }) => ({ ...(roleId === null && { roleId: 'Choose a role.' }) })}
      submit={({ roleId, teamId }, { idempotencyKey }) =>
        give.mutateAsync({
          params: { id: person.id },
          body: { roleId: Number(roleId), teamId: idOf(teamId) },
          idempotencyKey,
        })
      }
    >
      {(form) => (
        <>
          <Select
            label="Role"
            description="Beside the one that they have"
            required
            data-autofocus
            searchable
            data={offered.map(({ id, name }) => ({ value: String(id), label: name }))}
            {...form.getInputProps('roleId')}
          />
          <Picker
            label="Team"
            description="Only for what belongs to this team. None: for everything"
            of="teams"
            clearable
            {...form.getInputProps('teamId')}
          />
        </>
      )}
    </FormModal>
  );
}

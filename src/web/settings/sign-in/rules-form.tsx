import { Button, Fieldset, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { listRoles } from '../../../contract/directory/roles.ts';
import {
  mostGroupRules,
  readSignInRules,
  type SignInRules,
  updateSignInRules,
} from '../../../contract/directory/sign-in-rules.ts';
import { type Role, roles } from '../../../contract/permissions.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useNames } from '../../directory/choices.ts';
import { roleWord } from '../../directory/people/person-status.tsx';
import { MultiPicker, Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { randomKey } from '../../ui/form/random-key.ts';

type RoleRow = { key: string; group: string; roleId: string | null; teamId: string | null };
type Row = { key: string; group: string; role: string; teamId: string | null; leads: boolean };
type Values = {
  isOpen: boolean;
  domains: string[];
  joinGroups: string[];
  claimName: string;
  claimValue: string;
  joinRole: string;
  isRequired: boolean;
  emergencyAdmins: string[];
  trustsAddresses: boolean;
  groupsClaim: string;
  groups: Row[];
  groupRoles: RoleRow[];
};

const noRole = 'none';

const valuesOf = ({
  join,
  isRequired,
  emergencyAdminIds,
  trustsAddresses,
  groupsClaim,
  groups,
  groupRoles,
}: SignInRules): Values => ({
  isOpen: join.isOpen,
  domains: join.domains,
  joinGroups: join.groups,
  claimName: join.claim?.name ?? '',
  claimValue: join.claim?.value ?? '',
  joinRole: join.role,
  isRequired,
  emergencyAdmins: emergencyAdminIds.map(String),
  trustsAddresses,
  groupsClaim,
  groups: groups.map(({ group, role, teamId, leads }) => ({
    key: `${group}:${role}:${teamId}`,
    group,
    role: role ?? noRole,
    teamId: teamId === null ? null : String(teamId),
    leads,
  })),
  groupRoles: groupRoles.map(({ group, roleId, teamId }) => ({
    key: `${group}:${roleId}:${teamId}`,
    group,
    roleId: String(roleId),
    teamId: teamId === null ? null : String(teamId),
  })),
});

const bodyOf = (values: Values) => ({
  join: {
    isOpen: values.isOpen,
    domains: values.domains,
    groups: values.joinGroups,
    claim: values.claimName.trim() === '' ? null : { name: values.claimName, value: values.claimValue },
    role: values.joinRole as 'viewer' | 'responder',
  },
  isRequired: values.isRequired,
  emergencyAdminIds: values.emergencyAdmins.map(Number),
  trustsAddresses: values.trustsAddresses,
  groupsClaim: values.groupsClaim,
  groups: values.groups.map(({ group, role, teamId, leads }) => ({
    group,
    role: role === noRole ? null : (role as Role),
    teamId: teamId === null ? null : Number(teamId),
    leads: leads && teamId !== null,
  })),
  groupRoles: values.groupRoles.map(({ group, roleId, teamId }) => ({
    group,
    roleId: Number(roleId),
    teamId: teamId === null ? null : Number(teamId),
  })),
});

const yes = (value: boolean) => (value ? 'Yes' : 'No');
const list = (value: string[]) => value.join(', ');
const rowWords: Record<string, string> = {
  group: 'group',
  role: 'role',
  roleId: 'role',
  teamId: 'team',
  leads: 'leads the team',
};

const fieldsWith = (nameOf: (id: number) => string | undefined) => ({
  isOpen: { label: 'Add people at their first sign-in', show: yes },
  domains: { label: 'Domains', show: list },
  joinGroups: { label: 'Groups that may join', show: list },
  claimName: 'Claim',
  claimValue: 'Value of the claim',
  joinRole: 'Role of new people',
  isRequired: { label: 'Single sign-on is required', show: yes },
  emergencyAdmins: {
    label: 'Emergency admins',
    show: (value: string[]) => list(value.map((id) => nameOf(Number(id)) ?? id)),
  },
  trustsAddresses: { label: 'Trust unmarked e-mail addresses', show: yes },
  groupsClaim: 'Claim that holds the groups',
  groups: {
    label: ([index, what]: Path) =>
      index === undefined ? 'Groups' : `Group ${Number(index) + 1}: ${rowWords[String(what)] ?? 'all of it'}`,
    show: (value: unknown) => String(value),
  },
  groupRoles: {
    label: ([index, what]: Path) =>
      index === undefined
        ? 'Additional roles of groups'
        : `Additional role ${Number(index) + 1}: ${rowWords[String(what)] ?? 'all of it'}`,
    show: (value: unknown) => String(value),
  },
});

const roleChoices = [
  { value: noRole, label: 'No role' },
  ...roles.map((role) => ({ value: role, label: roleWord(role) })),
];
const joinRoles = (['viewer', 'responder'] as const).map((role) => ({ value: role, label: roleWord(role) }));

export function RulesForm({ rules, opened, close }: { rules: SignInRules; opened: boolean; close: () => void }) {
  const nameOf = useNames('people', rules.emergencyAdminIds);
  const roleItems = useEndpoint(listRoles, {}, { enabled: opened }).data?.items ?? [];
  const additionalRoles = roleItems
    .filter(({ builtIn }) => builtIn !== 'viewer')
    .map(({ id, name }) => ({ value: String(id), label: name }));
  const update = useAction(updateSignInRules, { changes: [readSignInRules] });
  return (
    <FormDrawer<Values>
      title="Single sign-on"
      opened={opened}
      close={close}
      initialValues={valuesOf(rules)}
      edited={edited(rules, valuesOf, fieldsWith(nameOf), () => api.call(readSignInRules, {}))}
      errorsAt={{
        join: 'domains',
        emergencyAdminIds: 'emergencyAdmins',
        'join.groups': 'joinGroups',
        'join.claim.name': 'claimName',
        'join.claim.value': 'claimValue',
      }}
      validate={faultsOf}
      submitLabel="Save"
      submit={(values, { ifMatch }) => update.mutateAsync({ body: bodyOf(values), ifMatch })}
    >
      {(form) => (
        <>
          <Switch
            label="Add people at their first sign-in"
            description="Otherwise only those come in whom an admin has added"
            {...form.getInputProps('isOpen', { type: 'checkbox' })}
          />
          {form.values.isOpen && (
            <Fieldset legend="Who may join">
              <Stack gap="sm">
                <TagsInput
                  label="Domains of their addresses"
                  description="Such as example.org. Press Enter after each"
                  {...form.getInputProps('domains')}
                />
                <TagsInput
                  label="In one of these groups"
                  description="As the provider sends them. Empty: in none"
                  {...form.getInputProps('joinGroups')}
                />
                <TextInput
                  label="With this claim"
                  description="For Google: hd, with your domain as the value"
                  {...form.getInputProps('claimName')}
                />
                <TextInput label="Value of the claim" {...form.getInputProps('claimValue')} />
                <Select
                  label="Their role"
                  description="Unless a group gives a higher one"
                  allowDeselect={false}
                  data={joinRoles}
                  {...form.getInputProps('joinRole')}
                />
              </Stack>
            </Fieldset>
          )}
          <Switch
            label="Trust e-mail addresses the provider does not mark as verified"
            description="Needed for Entra ID. Only if people cannot choose their own address there. Never links an admin"
            {...form.getInputProps('trustsAddresses', { type: 'checkbox' })}
          />
          <Switch
            label="Single sign-on is required"
            description="Nobody else signs in with a password or a passkey. Sessions that run go on; API tokens stay valid"
            {...form.getInputProps('isRequired', { type: 'checkbox' })}
          />
          <MultiPicker
            label="Emergency admins"
            of="people"
            description="Admins who still sign in with a password or a passkey, for when the provider is away. The others are told each time"
            required={form.values.isRequired}
            {...form.getInputProps('emergencyAdmins')}
          />
          <TextInput
            label="Claim that holds the groups"
            description="Dots lead into objects, as in realm_access.roles"
            required
            {...form.getInputProps('groupsClaim')}
          />
          {form.values.groups.map((row, index) => (
            <Fieldset key={row.key} legend={`Group ${index + 1}`}>
              <Stack gap="sm">
                <TextInput
                  label="Group"
                  description="Its name, or for Entra ID its object id"
                  required
                  {...form.getInputProps(`groups.${index}.group`)}
                />
                <Select
                  label="Role"
                  allowDeselect={false}
                  data={roleChoices}
                  {...form.getInputProps(`groups.${index}.role`)}
                />
                <Picker label="Team" of="teams" clearable {...form.getInputProps(`groups.${index}.teamId`)} />
                {row.teamId !== null && (
                  <Switch
                    label="Leads the team"
                    {...form.getInputProps(`groups.${index}.leads`, { type: 'checkbox' })}
                  />
                )}
                <Button variant="subtle" color="gray" onClick={() => form.removeListItem('groups', index)}>
                  Remove group {index + 1}
                </Button>
              </Stack>
            </Fieldset>
          ))}
          <div>
            <Button
              variant="default"
              disabled={form.values.groups.length >= mostGroupRules}
              onClick={() =>
                form.insertListItem('groups', { key: randomKey(), group: '', role: noRole, teamId: null, leads: false })
              }
            >
              Add group
            </Button>
          </div>
          {form.values.groupRoles.map((row, index) => (
            <Fieldset key={row.key} legend={`Additional role ${index + 1}`}>
              <Stack gap="sm">
                <TextInput
                  label="Group"
                  description="Its name, or for Entra ID its object id"
                  required
                  {...form.getInputProps(`groupRoles.${index}.group`)}
                />
                <Select
                  label="Role"
                  description="Beside the one that they have"
                  required
                  searchable
                  data={additionalRoles}
                  {...form.getInputProps(`groupRoles.${index}.roleId`)}
                />
                <Picker
                  label="Team"
                  description="Only for what belongs to this team. None: for everything"
                  of="teams"
                  clearable
                  {...form.getInputProps(`groupRoles.${index}.teamId`)}
                />
                <Button variant="subtle" color="gray" onClick={() => form.removeListItem('groupRoles', index)}>
                  Remove additional role {index + 1}
                </Button>
              </Stack>
            </Fieldset>
          ))}
          <div>
            <Button
              variant="default"
              disabled={form.values.groupRoles.length >= mostGroupRules}
              onClick={() =>
                form.insertListItem('groupRoles', { key: randomKey(), group: '', roleId: null, teamId: null })
              }
            >
              Add an additional role
            </Button>
          </div>
        </>
      )}
    </FormDrawer>
  );
}

function faultsOf(values: Values): Record<string, string> {
  const faults: Record<string, string> = {};
  const { isOpen, domains, joinGroups, claimName, claimValue } = values;
  if (isOpen && domains.length === 0 && joinGroups.length === 0 && claimName.trim() === '')
    faults.domains = 'Say who may join: by the domain of their address, a group or a claim.';
  if (claimName.trim() !== '' && claimValue.trim() === '')
    faults.claimValue = 'Enter the value that the claim must have.';
  if (values.isRequired && values.emergencyAdmins.length === 0)
    faults.emergencyAdmins = 'Name an emergency admin, so that a provider that is away locks nobody out.';
  if (values.groupsClaim.trim() === '') faults.groupsClaim = 'Enter the name of the claim.';
  for (const [index, { group, role, teamId }] of values.groups.entries()) {
    if (group.trim() === '') faults[`groups.${index}.group`] = 'Enter the group.';
    if (role === noRole && teamId === null) faults[`groups.${index}.role`] = 'Choose a role, a team or both.';
  }
  for (const [index, { group, roleId }] of values.groupRoles.entries()) {
    if (group.trim() === '') faults[`groupRoles.${index}.group`] = 'Enter the group.';
    if (roleId === null) faults[`groupRoles.${index}.roleId`] = 'Choose the role.';
  }
  return faults;
}

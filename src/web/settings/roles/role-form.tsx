import { Checkbox, Fieldset, Stack } from '@mantine/core';
import {
  createRole,
  getRole,
  listRoles,
  type OrganisationRole,
  updateRole,
} from '../../../contract/directory/roles.ts';
import {
  permissionAreas,
  permissionWords,
  type RolePermission,
  rolePermissions,
} from '../../../contract/permissions.ts';
import { readForAnyTeam, teamPermissions } from '../../../contract/whose.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePermissions } from '../../data/session.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/form/name-fields.tsx';

type RoleFormProps = {
  role?: OrganisationRole;
  opened: boolean;
  close: () => void;
  saved?: (role: OrganisationRole) => void;
};

/** Makes a role, or changes one. */
export function RoleForm({ role, opened, close, saved }: RoleFormProps) {
  const changes = { changes: [listRoles, getRole], done: saved };
  const create = useAction(createRole, changes);
  const update = useAction(updateRole, changes);
  const own: readonly string[] = usePermissions();
  return (
    <FormDrawer
      title={role ? `Edit ${role.name}` : 'New role'}
      opened={opened}
      close={close}
      submitLabel={role ? 'Save' : 'Create role'}
      initialValues={valuesOf(role)}
      edited={role && edited(role, valuesOf, fields, () => api.call(getRole, { params: { id: role.id } }))}
      validate={(values) => ({
        ...nameFaults(values),
        ...(values.permissions.length === 0 && { permissions: 'Choose at least one permission.' }),
      })}
      submit={(body, { ifMatch, idempotencyKey }) =>
        role
          ? update.mutateAsync({ params: { id: role.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey })
      }
    >
      {(form) => (
        <>
          <NameFields form={form} isNew={!role} namePlaceholder="Schedule editor" />
          <Checkbox.Group
            label="What it lets people do"
            description="Beside reading, which everybody may. You can choose only what you may do yourself"
            {...form.getInputProps('permissions')}
          >
            <Stack gap="md" mt="xs">
              {permissionAreas.map((area) => (
                <Fieldset key={area} legend={area}>
                  <Stack gap="xs">
                    {rolePermissions
                      .filter((permission) => permissionWords[permission].area === area)
                      .map((permission) => (
                        <Checkbox
                          key={permission}
                          value={permission}
                          disabled={!own.includes(permission)}
                          label={permissionWords[permission].words}
                          description={scopeOf(permission)}
                        />
                      ))}
                  </Stack>
                </Fieldset>
              ))}
            </Stack>
          </Checkbox.Group>
        </>
      )}
    </FormDrawer>
  );
}

/** What becomes of it in a role that somebody has for one team. */
function scopeOf(permission: RolePermission): string | undefined {
  if ((teamPermissions as readonly string[]).includes(permission)) return undefined;
  return (readForAnyTeam as readonly string[]).includes(permission)
    ? 'For everything, also where the role is given for one team'
    : 'For everything, never for one team';
}

const valuesOf = (role?: OrganisationRole) => ({
  name: role?.name ?? '',
  slug: role?.slug ?? '',
  description: role?.description ?? '',
  permissions: role?.permissions ?? ([] as RolePermission[]),
});

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  permissions: { label: 'What it lets people do', show: wordsOf },
};

function wordsOf(permissions: RolePermission[]): string {
  return rolePermissions
    .filter((permission) => permissions.includes(permission))
    .map((permission) => permissionWords[permission].words)
    .join('; ');
}

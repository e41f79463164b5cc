import { Radio, Select, Stack } from '@mantine/core';
import { deleteRole, type getRole, listRoles, readRolesOf } from '../../../contract/directory/roles.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { joined } from '../../../domain/text.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { useGo } from '../../ui/text/links.tsx';

type DeleteRoleProps = { role: OutputOf<typeof getRole>; opened: boolean; close: () => void };

/** Says who has the role, and asks what they get instead. */
export function DeleteRole({ role, opened, close }: DeleteRoleProps) {
  const go = useGo();
  const { data } = useEndpoint(listRoles, {}, { enabled: opened });
  const remove = useAction(deleteRole, { changes: [listRoles, readRolesOf], done: () => go(paths.roles()) });
  const others = data?.items.filter(({ id, builtIn }) => builtIn === null && id !== role.id) ?? [];
  const names = [
    ...new Set([
      ...role.holders.map(({ name }) => name),
      ...role.groups.map(({ groupName }) => `the group ${groupName}`),
    ]),
  ];
  const isUsed = names.length > 0;
  return (
    <FormModal
      title={`Delete ${role.name}?`}
      opened={opened}
      close={close}
      submitLabel="Delete role"
      initialValues={{ what: 'nothing', roleId: null as string | null }}
      validate={({ what, roleId }) => ({
        ...(isUsed && what === 'role' && roleId === null && { roleId: 'Choose the role that they get instead.' }),
      })}
      submit={({ what, roleId }) =>
        remove.mutateAsync({
          params: { id: role.id },
          query: isUsed ? { instead: what === 'role' ? Number(roleId) : 'nothing' } : {},
        })
      }
    >
      {(form) =>
        isUsed ? (
          <>
            <p>
              {joined(names.slice(0, 8))}
              {names.length > 8 && ` and ${names.length - 8} more`} {names.length === 1 ? 'has' : 'have'} this role. It
              cannot be brought back.
            </p>
            <Radio.Group label="What they get instead" {...form.getInputProps('what')}>
              <Stack gap="xs" mt="xs">
                <Radio value="nothing" label="Nothing: they keep their other roles" />
                <Radio value="role" label="Another role" disabled={others.length === 0} />
              </Stack>
            </Radio.Group>
            {form.values.what === 'role' && (
              <Select
                label="Role"
                required
                data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
                {...form.getInputProps('roleId')}
              />
            )}
          </>
        ) : (
          <p>Nobody has this role. It cannot be brought back.</p>
        )
      }
    </FormModal>
  );
}

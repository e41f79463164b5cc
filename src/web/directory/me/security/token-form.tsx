import { Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ApiToken, createMyToken, listMyTokens } from '../../../../contract/directory/tokens.ts';
import { tokenPermissions } from '../../../../contract/permissions.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { sessionQuery } from '../../../data/session.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import { serverNow } from '../../../ui/time/server-clock.ts';
import styles from '../me.module.css';

type TokenFormProps = { opened: boolean; close: () => void; made: (token: ApiToken & { token: string }) => void };

const lives = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
];

const readPermissions: readonly string[] = tokenPermissions.filter(
  (permission) => permission.endsWith('.read') || permission === 'signed-in',
);

export function TokenForm({ opened, close, made }: TokenFormProps) {
  const create = useAction(createMyToken, { changes: [listMyTokens], done: made });
  const session = useQuery(sessionQuery).data;
  const forTeams = session?.teamPermissions.flatMap(({ permissions }) => permissions) ?? [];
  const own: readonly string[] = [...(session?.permissions ?? []), ...forTeams];
  const offered = tokenPermissions.filter((permission) => own.includes(permission));
  return (
    <FormDrawer
      title="New API token"
      opened={opened}
      close={close}
      submitLabel="Create token"
      initialValues={{
        name: '',
        life: '90',
        permissions: offered.filter((permission) => readPermissions.includes(permission)),
      }}
      errorsAt={{ expiresAt: 'life' }}
      validate={({ name }) => ({ ...(name.trim() === '' && { name: 'Enter a name.' }) })}
      submit={({ name, life, permissions }) => {
        const days = Number(life);
        const expiresAt = Number.isNaN(days) ? null : new Date(serverNow() + days * 86_400_000).toISOString();
        return create.mutateAsync({ body: { name, permissions, expiresAt } });
      }}
    >
      {(form) => (
        <>
          <TextInput label="Name" required data-autofocus placeholder="Deploy script" {...form.getInputProps('name')} />
          <Select label="Expires" data={lives} allowDeselect={false} {...form.getInputProps('life')} />
          <Checkbox.Group
            label="Permissions"
            description="A token can never do more than you can"
            {...form.getInputProps('permissions')}
          >
            <div className={styles.permissions}>
              {offered.map((permission) => (
                <Checkbox key={permission} value={permission} label={permission} />
              ))}
            </div>
          </Checkbox.Group>
        </>
      )}
    </FormDrawer>
  );
}

import { Select, TextInput } from '@mantine/core';
import { createPerson, getPerson, listPeople, type Person, updatePerson } from '../../../contract/directory/people.ts';
import type { Role } from '../../../contract/permissions.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { browserZone, ZoneSelect } from '../zone-select.tsx';
import { roleChoices, roleWord } from './person-status.tsx';

type PersonFormProps = { person?: Person; opened: boolean; close: () => void; saved?: (person: Person) => void };

/** Adds a person, or changes one. */
export function PersonForm({ person, opened, close, saved }: PersonFormProps) {
  const changes = { changes: [listPeople, getPerson], done: saved };
  const create = useAction(createPerson, changes);
  const update = useAction(updatePerson, changes);
  return (
    <FormDrawer
      title={person ? `Edit ${person.name}` : 'Invite person'}
      opened={opened}
      close={close}
      submitLabel={person ? 'Save' : 'Invite'}
      initialValues={valuesOf(person)}
      edited={person && edited(person, valuesOf, fields, () => api.call(getPerson, { params: { id: person.id } }))}
      validate={({ name, email }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(!email.includes('@') && { email: 'Enter an e-mail address such as ada@example.org.' }),
      })}
      submit={(body, { ifMatch, idempotencyKey }) =>
        person
          ? update.mutateAsync({ params: { id: person.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey })
      }
    >
      {(form) => (
        <>
          <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
          <TextInput
            label="E-mail"
            description={person && 'Changing the address signs this person out everywhere.'}
            type="email"
            required
            {...form.getInputProps('email')}
          />
          <Select label="Role" data={roleChoices} allowDeselect={false} {...form.getInputProps('role')} />
          <ZoneSelect label="Time zone" {...form.getInputProps('timeZone')} />
        </>
      )}
    </FormDrawer>
  );
}

const valuesOf = (person?: Person) => ({
  name: person?.name ?? '',
  email: person?.email ?? '',
  role: (person?.role ?? 'responder') as Role,
  timeZone: person?.timeZone ?? browserZone(),
});

const fields = {
  name: 'Name',
  email: 'E-mail',
  role: { label: 'Role', show: (role: Role) => roleWord(role) },
  timeZone: 'Time zone',
};

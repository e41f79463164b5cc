import { Select, TextInput } from '@mantine/core';
import { createPerson, getPerson, listPeople, type Person, updatePerson } from '../../../contract/people.ts';
import type { Role } from '../../../contract/permissions.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { browserZone, ZoneSelect } from '../zone-select.tsx';
import { roleChoices } from './person-status.tsx';

type PersonFormProps = { person?: Person; opened: boolean; close: () => void; saved?: (person: Person) => void };

/** Adds a person, or changes one. */
export function PersonForm({ person, opened, close, saved }: PersonFormProps) {
  const changes = { changes: [listPeople, getPerson], done: saved };
  const create = useAction(createPerson, changes);
  const update = useAction(updatePerson, { ...changes, send: () => ({ ifMatch: person?.version }) });
  return (
    <FormDrawer
      title={person ? `Edit ${person.name}` : 'Invite a person'}
      opened={opened}
      close={close}
      submitLabel={person ? 'Save the person' : 'Add and make the invitation'}
      initialValues={{
        name: person?.name ?? '',
        email: person?.email ?? '',
        role: (person?.role ?? 'responder') as Role,
        timeZone: person?.timeZone ?? browserZone(),
      }}
      validate={({ name, email }) => ({
        ...(name.trim() === '' && { name: 'What is this person called?' }),
        ...(!email.includes('@') && { email: 'Use an e-mail address such as ada@example.org.' }),
      })}
      submit={(body) =>
        person ? update.mutateAsync({ params: { id: person.id }, body }) : create.mutateAsync({ body })
      }
    >
      {(form) => (
        <>
          <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
          <TextInput
            label="E-mail"
            description={person && 'A new address ends the sessions of this person.'}
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

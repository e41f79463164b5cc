import { Checkbox } from '@mantine/core';
import { offerIncidentRole, takeIncidentRole } from '../../../../contract/respond/incidents/roles.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import type { RoleKey } from '../../../../domain/respond/incidents/roles.ts';
import { Picker } from '../../../directory/picker.tsx';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { useRoomAction } from '../room/use-room.ts';
import { roleName } from './role-words.ts';

type HandOverValues = { personId: string | null; isAsked: boolean };
type HandOverFormProps = { room: IncidentRoom; role: RoleKey | null; close: () => void };

/** Asks somebody to take a role over; until they accept, the holder holds it. */
export function HandOverForm({ room, role, close }: HandOverFormProps) {
  const offer = useRoomAction(offerIncidentRole);
  const take = useRoomAction(takeIncidentRole);
  const holder = room.roles.find((holding) => holding.role === role)?.person;
  return (
    <FormModal<HandOverValues>
      title={`Hand over: ${role ? roleName(role) : ''}`}
      opened={role !== null}
      close={close}
      submitLabel="Hand over"
      initialValues={{ personId: null, isAsked: true }}
      validate={({ personId }) => (personId === null ? { personId: 'Choose a person.' } : {})}
      submit={async ({ personId, isAsked }) => {
        if (role === null) return;
        const id = Number(personId);
        if (isAsked) await offer.mutateAsync({ params: { id: room.id, role }, body: { personId: id } });
        else {
          await take.mutateAsync({
            params: { id: room.id },
            body: { role, personId: id, replacesPersonId: holder?.id },
          });
        }
      }}
    >
      {(form) => (
        <>
          <Picker
            label="New holder"
            required
            data-autofocus
            of="people"
            without={holder ? [String(holder.id)] : []}
            {...form.getInputProps('personId')}
          />
          <Checkbox
            label="Ask first; hand over when they accept"
            {...form.getInputProps('isAsked', { type: 'checkbox' })}
          />
        </>
      )}
    </FormModal>
  );
}

import { NumberInput, TextInput } from '@mantine/core';
import { getSprintCalendar, readMeasures, updateSprintCalendar } from '../../contract/measure/measures.ts';
import { api } from '../data/api.ts';
import { useAction, useEndpoint } from '../data/endpoint-query.ts';
import { ZoneSelect } from '../directory/zone-select.tsx';
import { edited } from '../ui/form/edited.ts';
import { FormModal } from '../ui/form/form-drawer.tsx';

/** When sprints begin and how long they are. */
export function SprintCalendarForm({ opened, close }: { opened: boolean; close: () => void }) {
  const { data } = useEndpoint(getSprintCalendar, {}, { enabled: opened });
  const save = useAction(updateSprintCalendar, {
    changes: [getSprintCalendar, readMeasures],
  });
  if (!data) return null;
  return (
    <FormModal
      title="Sprint calendar"
      opened={opened}
      close={close}
      initialValues={valuesOf(data)}
      edited={edited(data, valuesOf, fields, () => api.call(getSprintCalendar, {}))}
      submitLabel="Save"
      submit={(body, { ifMatch }) => save.mutateAsync({ body, ifMatch })}
    >
      {(form) => (
        <>
          <TextInput
            type="date"
            label="First day of sprint 1"
            data-autofocus
            description="Earlier sprints are counted backwards from it."
            {...form.getInputProps('startDate')}
          />
          <NumberInput label="Days in a sprint" min={5} max={90} {...form.getInputProps('lengthDays')} />
          <ZoneSelect
            label="Time zone"
            description="A sprint begins at midnight there."
            {...form.getInputProps('zone')}
          />
        </>
      )}
    </FormModal>
  );
}

type Calendar = { startDate: string; lengthDays: number; zone: string };

const valuesOf = ({ startDate, lengthDays, zone }: Calendar): Calendar => ({ startDate, lengthDays, zone });

const fields = { startDate: 'First day of sprint 1', lengthDays: 'Days in a sprint', zone: 'Time zone' };

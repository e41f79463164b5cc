import { NumberInput, TextInput } from '@mantine/core';
import { getSprintCalendar, readMeasures, updateSprintCalendar } from '../../contract/measures.ts';
import { useAction, useEndpoint } from '../data/endpoint-query.ts';
import { ZoneSelect } from '../directory/zone-select.tsx';
import { FormModal } from '../ui/form-drawer.tsx';

/** When sprints begin and how long they are. */
export function SprintCalendarForm({ opened, close }: { opened: boolean; close: () => void }) {
  const { data } = useEndpoint(getSprintCalendar, {}, { enabled: opened });
  const save = useAction(updateSprintCalendar, {
    changes: [getSprintCalendar, readMeasures],
    send: () => ({ ifMatch: data?.version }),
  });
  if (!data) return null;
  return (
    <FormModal
      title="Sprint calendar"
      opened={opened}
      close={close}
      initialValues={{ startDate: data.startDate, lengthDays: data.lengthDays, zone: data.zone }}
      submitLabel="Save"
      submit={(values) => save.mutateAsync({ body: values })}
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

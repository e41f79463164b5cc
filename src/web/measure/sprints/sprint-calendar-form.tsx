import { NumberInput } from '@mantine/core';
import { getSprintCalendar, readMeasures, updateSprintCalendar } from '../../../contract/measure/measures.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { ZoneSelect } from '../../directory/zone-select.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';

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
          <DateField
            label="First day of sprint 1"
            data-autofocus
            description="Earlier sprints are counted back from this day."
            {...form.getInputProps('startDate')}
          />
          <NumberInput label="Sprint length in days" min={5} max={90} {...form.getInputProps('lengthDays')} />
          <ZoneSelect
            label="Time zone"
            description="Sprints start at midnight in this time zone."
            {...form.getInputProps('zone')}
          />
        </>
      )}
    </FormModal>
  );
}

type Calendar = { startDate: string; lengthDays: number; zone: string };

const valuesOf = ({ startDate, lengthDays, zone }: Calendar): Calendar => ({ startDate, lengthDays, zone });

const fields = { startDate: 'First day of sprint 1', lengthDays: 'Sprint length in days', zone: 'Time zone' };

import { MultiSelect } from '@mantine/core';
import {
  getOncallHours,
  listPersonalLoads,
  type OncallHoursInput,
  readOncallLoad,
  readPersonalLoad,
  updateOncallHours,
} from '../../../contract/measure/oncall.ts';
import { hoursText } from '../../../domain/measure/oncall/hours.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { ClockField } from '../../ui/time/time-fields.tsx';
import { weekdayChoices } from '../../ui/time/weekdays.ts';

/** What counts as day, evening, night and weekend, for everybody. */
export function OncallHoursForm({ opened, close }: { opened: boolean; close: () => void }) {
  const { data } = useEndpoint(getOncallHours, {}, { enabled: opened, follows: ['setting'] });
  const save = useAction(updateOncallHours, {
    changes: [getOncallHours, readOncallLoad, listPersonalLoads, readPersonalLoad],
  });
  if (!data) return null;
  return (
    <FormModal
      title="Hours of on-call load"
      opened={opened}
      close={close}
      initialValues={valuesOf(data)}
      edited={edited(data, valuesOf, fields, () => api.call(getOncallHours, {}))}
      submitLabel="Save"
      validate={({ dayFrom, eveningFrom, nightFrom }) => ({
        ...(!(dayFrom < eveningFrom) && { eveningFrom: 'The evening begins after the day.' }),
        ...(!(eveningFrom < nightFrom) && { nightFrom: 'The night begins after the evening.' }),
      })}
      submit={(values, { ifMatch }) => save.mutateAsync({ body: bodyOf(values), ifMatch })}
    >
      {(form) => (
        <>
          <ClockField label="Day from" {...form.getInputProps('dayFrom')} />
          <ClockField label="Evening from" {...form.getInputProps('eveningFrom')} />
          <ClockField label="Night from" {...form.getInputProps('nightFrom')} />
          <MultiSelect label="Weekend" data={weekdayChoices} {...form.getInputProps('weekendDays')} />
          <p className="muted">{hoursText(bodyOf(form.values))} Past figures are counted anew.</p>
        </>
      )}
    </FormModal>
  );
}

type Values = Omit<OncallHoursInput, 'weekendDays'> & { weekendDays: string[] };

const valuesOf = ({ dayFrom, eveningFrom, nightFrom, weekendDays }: OncallHoursInput): Values => ({
  ...{ dayFrom, eveningFrom, nightFrom },
  weekendDays: weekendDays.map(String),
});

const bodyOf = ({ weekendDays, ...rest }: Values): OncallHoursInput => ({
  ...rest,
  weekendDays: weekendDays.map(Number).sort(),
});

const fields = {
  ...{ dayFrom: 'Day from', eveningFrom: 'Evening from', nightFrom: 'Night from' },
  weekendDays: { label: 'Weekend', show: (days: string[]) => weekdaysText(days) },
};

const weekdaysText = (days: string[]) =>
  weekdayChoices
    .filter(({ value }) => days.includes(value))
    .map(({ label }) => label)
    .join(', ') || 'None';

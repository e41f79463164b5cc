import { TextInput } from '@mantine/core';
import type { Schedule } from '../../../contract/respond/schedules.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { useOverrides } from './use-overrides.ts';

type OverrideFormProps = {
  schedule: Schedule;
  /** What the form starts with; null is closed. */
  times: { startMs: number; endMs: number } | null;
  close: () => void;
};

/** Somebody on call for any stretch of time, by the clock of the schedule. */
export function OverrideForm({ schedule, times, close }: OverrideFormProps) {
  const { create } = useOverrides(schedule.id);
  const zone = schedule.timeZone;
  const startMs = Math.max(times?.startMs ?? 0, serverNow());
  return (
    <FormDrawer
      title="Add an override"
      opened={times !== null}
      close={close}
      submitLabel="Put on call"
      initialValues={{
        personId: null as string | null,
        startsAt: fieldTextOf(new Date(startMs).toISOString(), zone),
        endsAt: fieldTextOf(new Date(times?.endMs ?? startMs + 8 * 3_600_000).toISOString(), zone),
        reason: '',
      }}
      validate={({ personId, startsAt, endsAt }) => ({
        ...(personId === null && { personId: 'Choose a person.' }),
        ...(instantOfField(startsAt, zone) === null && { startsAt: 'Enter a start time.' }),
        ...(instantOfField(endsAt, zone) === null && { endsAt: 'Enter an end time.' }),
      })}
      submit={({ personId, startsAt, endsAt, reason }) =>
        create({
          personId: Number(personId),
          startsAt: instantOfField(startsAt, zone)!,
          endsAt: instantOfField(endsAt, zone)!,
          reason,
        })
      }
    >
      {(form) => (
        <>
          <Picker label="Person" required data-autofocus of="people" {...form.getInputProps('personId')} />
          <DateTimeField
            zone={zone}
            label="From"
            required
            description={`In ${zone}. A start in the past becomes now.`}
            {...form.getInputProps('startsAt')}
          />
          <DateTimeField zone={zone} label="Until" required {...form.getInputProps('endsAt')} />
          <TextInput label="Reason" placeholder="Doctor’s appointment" {...form.getInputProps('reason')} />
        </>
      )}
    </FormDrawer>
  );
}

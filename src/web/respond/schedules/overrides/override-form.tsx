import { Select, TextInput } from '@mantine/core';
import type { Override } from '../../../../contract/respond/schedules/overrides.ts';
import { Picker } from '../../../directory/picker.tsx';
import { edited } from '../../../ui/form/edited.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import { serverNow } from '../../../ui/time/server-clock.ts';
import { DateTimeField } from '../../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../../ui/time/zoned-time.ts';
import type { CoverableSchedule } from './cover-shift.tsx';
import { loadOverride } from './load-override.ts';
import { useOverrides } from './use-overrides.ts';

/** What a new override starts with; `replacesPersonId` names whom of several people who are on call at once. */
export type OverrideStart = { startMs: number; endMs: number; replacesPersonId?: number | null };

type OverrideFormProps = {
  schedule: CoverableSchedule;
  /** What the form starts with: times of a new one, or an override to change; null is closed. */
  start: OverrideStart | Override | null;
  close: () => void;
};

type OverrideValues = {
  personId: string | null;
  replacesPersonId: string | null;
  startsAt: string;
  endsAt: string;
  reason: string;
  known: { startsAt: string; endsAt: string };
};

/** Somebody on call for any stretch of time, by the clock of the schedule. */
export function OverrideForm({ schedule, start, close }: OverrideFormProps) {
  const { create, update } = useOverrides(schedule.id);
  const zone = schedule.timeZone;
  const [override, times] = start && 'id' in start ? [start, null] : [undefined, start];
  const hasBegun = override !== undefined && Date.parse(override.startsAt) < serverNow();
  const at = (values: OverrideValues, end: 'startsAt' | 'endsAt') =>
    instantOfField(values[end], zone, values.known[end] || undefined);
  return (
    <FormDrawer<OverrideValues>
      title={override ? 'Edit override' : 'Add an override'}
      opened={start !== null}
      close={close}
      submitLabel={override ? 'Save' : 'Put on call'}
      initialValues={override ? valuesOf(override, zone) : freshValues(times, zone)}
      edited={
        override &&
        edited(
          override,
          (one) => valuesOf(one, zone),
          {
            personId: 'Person',
            replacesPersonId: 'In place of',
            startsAt: 'From',
            endsAt: 'Until',
            reason: 'Reason',
            known: null,
          },
          // As it was known here when it is over or gone: the save says so.
          async () => (await loadOverride(schedule.id, override.id)) ?? override,
        )
      }
      validate={(values) => ({
        ...(values.personId === null && { personId: 'Choose a person.' }),
        ...(at(values, 'startsAt') === null && { startsAt: 'Enter a start time.' }),
        ...(at(values, 'endsAt') === null && { endsAt: 'Enter an end time.' }),
      })}
      submit={(values, { ifMatch, before }) => {
        const personId = Number(values.personId);
        const [startsAt, endsAt] = [at(values, 'startsAt')!, at(values, 'endsAt')!];
        const { reason } = values;
        const replacesPersonId = values.replacesPersonId === null ? null : Number(values.replacesPersonId);
        if (!override) return create({ personId, replacesPersonId, startsAt, endsAt, reason });
        const changed = {
          ...(values.personId !== before.personId && { personId }),
          ...(values.replacesPersonId !== before.replacesPersonId && { replacesPersonId }),
          ...(values.startsAt !== before.startsAt && { startsAt }),
          ...(values.endsAt !== before.endsAt && { endsAt }),
          ...(reason !== before.reason && { reason }),
        };
        return update(override, changed, ifMatch);
      }}
    >
      {(form) => (
        <>
          <Picker label="Person" required data-autofocus of="people" {...form.getInputProps('personId')} />
          {(schedule.isShared || form.values.replacesPersonId !== null) && (
            <Select
              label="In place of"
              placeholder="Whoever is first on call"
              description="The others on call at the same time stay."
              clearable
              clearButtonProps={{ 'aria-label': 'Whoever is first on call' }}
              data={replaceable(schedule, override)}
              {...form.getInputProps('replacesPersonId')}
            />
          )}
          <DateTimeField
            zone={zone}
            known={form.values.known.startsAt}
            label="From"
            required
            disabled={hasBegun}
            description={hasBegun ? `In ${zone}. It has begun.` : `In ${zone}. A start in the past becomes now.`}
            {...form.getInputProps('startsAt')}
          />
          <DateTimeField
            zone={zone}
            known={form.values.known.endsAt}
            label="Until"
            required
            {...form.getInputProps('endsAt')}
          />
          <TextInput
            label="Reason"
            placeholder="Doctor’s appointment"
            maxLength={500}
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </FormDrawer>
  );
}

function replaceable({ people }: CoverableSchedule, override: Override | undefined) {
  const named = people.map(({ personId, name }) => ({ value: String(personId), label: name }));
  const { replacesPersonId = null, replacesPersonName = null } = override ?? {};
  if (replacesPersonId === null || people.some(({ personId }) => personId === replacesPersonId)) return named;
  return [...named, { value: String(replacesPersonId), label: replacesPersonName ?? '' }];
}

function valuesOf(override: Override, zone: string): OverrideValues {
  const { personId, replacesPersonId, startsAt, endsAt, reason } = override;
  return {
    personId: String(personId),
    replacesPersonId: replacesPersonId === null ? null : String(replacesPersonId),
    startsAt: fieldTextOf(startsAt, zone),
    endsAt: fieldTextOf(endsAt, zone),
    reason,
    known: { startsAt, endsAt },
  };
}

function freshValues(times: OverrideStart | null, zone: string): OverrideValues {
  const startMs = Math.max(times?.startMs ?? 0, serverNow());
  const endMs = times?.endMs ?? startMs + 8 * 3_600_000;
  const text = (ms: number) => fieldTextOf(new Date(ms).toISOString(), zone);
  return {
    personId: null,
    replacesPersonId: times?.replacesPersonId ? String(times.replacesPersonId) : null,
    startsAt: text(startMs),
    endsAt: text(endMs),
    reason: '',
    known: { startsAt: '', endsAt: '' },
  };
}

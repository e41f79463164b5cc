import { NumberInput, Select, TextInput } from '@mantine/core';
import {
  createGoal,
  type goalMeasureKeys,
  listGoalMeasures,
  listGoals,
  readGoalMeasure,
} from '../../../contract/program/goals.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf } from '../../directory/choices.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { type GoalUnit, typedUnit, typedValue, valueText } from './goal-values.ts';

type MeasureKey = (typeof goalMeasureKeys)[number];

/** Creates a goal; the baseline is taken from a period and frozen at once. */
export function GoalForm({ opened, close }: { opened: boolean; close: () => void }) {
  const zone = displayZone();
  const measures = useEndpoint(listGoalMeasures, {}, { enabled: opened }).data?.items ?? [];
  const create = useAction(createGoal, { changes: [listGoals, readProgram] });
  const day = (days: number) => fieldTextOf(new Date(serverNow() + days * 86_400_000).toISOString(), zone).slice(0, 10);
  const at = (date: string) => instantOfField(`${date}T00:00`, zone) ?? '';
  const unitOf = (key: string): GoalUnit => measures.find((measure) => measure.key === key)?.unit ?? 'count';
  return (
    <FormDrawer
      title="New goal"
      opened={opened}
      close={close}
      initialValues={{
        name: '',
        measure: 'median-restore-seconds',
        target: '' as number | string,
        due: day(90),
        baselineFrom: day(-90),
        baselineTo: day(0),
        teamId: null as string | null,
        serviceId: null as string | null,
        ownerId: null as string | null,
      }}
      errorsAt={{
        dueAt: 'due',
        baseline: 'baselineTo',
        'baseline.from': 'baselineFrom',
      }}
      validate={({ name, target, due, baselineFrom, baselineTo }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...((target === '' || Number.isNaN(Number(target))) && { target: 'Enter a target.' }),
        ...(!due && { due: 'Choose a due date.' }),
        ...(baselineFrom &&
          baselineTo &&
          baselineTo <= baselineFrom && { baselineTo: 'The period must end after it starts.' }),
      })}
      submitLabel="Create goal"
      submit={({ name, measure, target, due, baselineFrom, baselineTo, teamId, serviceId, ownerId }) =>
        create.mutateAsync({
          body: {
            name,
            measure: measure as MeasureKey,
            target: typedValue(Number(target), unitOf(measure)),
            dueAt: at(due),
            baseline: baselineFrom && baselineTo ? { from: at(baselineFrom), to: at(baselineTo) } : null,
            teamId: idOf(teamId),
            serviceId: idOf(serviceId),
            ownerId: idOf(ownerId),
          },
        })
      }
    >
      {(form) => (
        <>
          <TextInput label="Name" required data-autofocus maxLength={200} {...form.getInputProps('name')} />
          <Select
            label="Measure"
            allowDeselect={false}
            data={measures.map(({ key, name, better }) => ({ value: key, label: `${name} (${better} is better)` }))}
            {...form.getInputProps('measure')}
          />
          <NumberInput
            label="Target"
            required
            min={0}
            suffix={typedUnit[unitOf(form.values.measure)] && ` ${typedUnit[unitOf(form.values.measure)]}`}
            {...form.getInputProps('target')}
          />
          <DateField label="Due date" required {...form.getInputProps('due')} />
          <DateField
            label="Baseline from"
            description="Leave empty to set the baseline later"
            {...form.getInputProps('baselineFrom')}
          />
          <DateField
            label="Baseline until"
            description="Up to, but not including, this day"
            {...form.getInputProps('baselineTo')}
          />
          <BaselineNow
            measure={form.values.measure as MeasureKey}
            unit={unitOf(form.values.measure)}
            from={at(form.values.baselineFrom)}
            to={at(form.values.baselineTo)}
            teamId={idOf(form.values.teamId) ?? undefined}
            serviceId={idOf(form.values.serviceId) ?? undefined}
          />
          <Picker
            label="Team"
            clearable
            clearButtonProps={{ 'aria-label': 'No team' }}
            of="teams"
            disabled={form.values.serviceId !== null}
            {...form.getInputProps('teamId')}
          />
          <Picker
            label="Service"
            clearable
            clearButtonProps={{ 'aria-label': 'No service' }}
            of="services"
            disabled={form.values.teamId !== null}
            {...form.getInputProps('serviceId')}
          />
          <Picker
            label="Owner"
            clearable
            clearButtonProps={{ 'aria-label': 'No owner' }}
            of="people"
            {...form.getInputProps('ownerId')}
          />
        </>
      )}
    </FormDrawer>
  );
}

type BaselineProps = {
  measure: MeasureKey;
  unit: GoalUnit;
  from: string;
  to: string;
  teamId?: number;
  serviceId?: number;
};

function BaselineNow({ measure, unit, from, to, teamId, serviceId }: BaselineProps) {
  const { data } = useEndpoint(
    readGoalMeasure,
    { params: { key: measure }, query: { from, to, teamId, serviceId } },
    { enabled: from !== '' && to > from },
  );
  return (
    <p className="muted" aria-live="polite">
      {data
        ? `The baseline would be ${valueText(data.value, unit)} (n = ${data.n}). Once frozen, it never changes.`
        : 'Choose a baseline period.'}
    </p>
  );
}

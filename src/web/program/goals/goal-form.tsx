import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { getPerson } from '../../../contract/directory/people.ts';
import {
  createGoal,
  freezeGoalBaseline,
  type Goal,
  getGoal,
  type goalMeasureKeys,
  listGoalMeasures,
  listGoals,
  readGoalMeasure,
  updateGoal,
} from '../../../contract/program/goals.ts';
import { getPilot, listPilots } from '../../../contract/program/pilots.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { type GoalUnit, valueText } from '../../../domain/program/goals/value-text.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { GoalMilestonesField, milestonesOfTexts, milestoneText } from './goal-milestones-field.tsx';
import { shownValue, typedUnit, typedValue } from './goal-values.ts';

export const goalReads = [listGoals, getGoal, listPilots, getPilot, readProgram];

type MeasureKey = (typeof goalMeasureKeys)[number];

/** Creates a goal; the baseline is taken from a period and frozen at once. */
export function GoalForm({ opened, close }: { opened: boolean; close: () => void }) {
  const zone = displayZone();
  const measures = useEndpoint(listGoalMeasures, {}, { enabled: opened }).data?.items ?? [];
  const create = useAction(createGoal, { changes: goalReads });
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
        milestones: [] as string[],
        objective: '',
        objectiveUrl: '',
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
      submit={({ name, measure, target, due, baselineFrom, baselineTo, ...rest }) =>
        create.mutateAsync({
          body: {
            name,
            measure: measure as MeasureKey,
            target: typedValue(Number(target), unitOf(measure)),
            dueAt: at(due),
            baseline: baselineFrom && baselineTo ? { from: at(baselineFrom), to: at(baselineTo) } : null,
            teamId: idOf(rest.teamId),
            serviceId: idOf(rest.serviceId),
            ownerId: idOf(rest.ownerId),
            milestones: milestonesOfTexts(rest.milestones),
            ...objectiveOf(rest),
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
          <GoalMilestonesField teamId={idOf(form.values.teamId)} {...form.getInputProps('milestones')} />
          <ObjectiveFields form={form} />
        </>
      )}
    </FormDrawer>
  );
}

type Objective = { objective: string; objectiveUrl: string };

const objectiveOf = ({ objective, objectiveUrl }: Objective) => ({
  objective: objective.trim(),
  objectiveUrl: objectiveUrl.trim() || null,
});

function ObjectiveFields({ form }: { form: { getInputProps: (path: 'objective' | 'objectiveUrl') => object } }) {
  return (
    <>
      <TextInput
        label="Objective"
        description="The OKR or plan it belongs to"
        maxLength={300}
        {...form.getInputProps('objective')}
      />
      <TextInput label="Address of the objective" maxLength={1000} {...form.getInputProps('objectiveUrl')} />
    </>
  );
}

/** Changes what may change of a goal: its baseline stays. */
export function EditGoalForm({ goal, close }: { goal: Goal; close: () => void }) {
  const zone = displayZone();
  const update = useAction(updateGoal, { changes: goalReads });
  const { unit } = goal;
  const valuesOf = (one: Goal) => ({
    name: one.name,
    target: shownValue(one.target, one.unit) as number | string,
    due: fieldTextOf(one.dueAt, zone).slice(0, 10),
    ownerId: idText(one.owner?.id ?? null),
    milestones: one.milestones.map(milestoneText),
    objective: one.objective,
    objectiveUrl: one.objectiveUrl ?? '',
  });
  return (
    <FormDrawer
      title={`Edit ${goal.name}`}
      opened
      close={close}
      submitLabel="Save"
      initialValues={valuesOf(goal)}
      edited={edited(goal, valuesOf, fieldsOf(goal), () => api.call(getGoal, { params: { id: goal.id } }))}
      errorsAt={{ dueAt: 'due' }}
      validate={({ name, target, due }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...((target === '' || Number.isNaN(Number(target))) && { target: 'Enter a target.' }),
        ...(!due && { due: 'Choose a due date.' }),
      })}
      submit={({ name, target, due, ownerId, milestones, ...objective }, { ifMatch }) =>
        update.mutateAsync({
          params: { id: goal.id },
          ifMatch,
          body: {
            name,
            target: typedValue(Number(target), unit),
            dueAt: instantOfField(`${due}T00:00`, zone) ?? '',
            ownerId: idOf(ownerId),
            milestones: milestonesOfTexts(milestones),
            ...objectiveOf(objective),
          },
        })
      }
    >
      {(form) => (
        <>
          <TextInput label="Name" required data-autofocus maxLength={200} {...form.getInputProps('name')} />
          <NumberInput
            label="Target"
            required
            min={0}
            suffix={typedUnit[unit] && ` ${typedUnit[unit]}`}
            {...form.getInputProps('target')}
          />
          <DateField label="Due date" required {...form.getInputProps('due')} />
          <Picker
            label="Owner"
            clearable
            clearButtonProps={{ 'aria-label': 'No owner' }}
            of="people"
            {...form.getInputProps('ownerId')}
          />
          <GoalMilestonesField
            linked={goal.milestones}
            teamId={goal.team?.id ?? null}
            {...form.getInputProps('milestones')}
          />
          <ObjectiveFields form={form} />
          <p className="muted">The measure and a frozen baseline stay as they are.</p>
        </>
      )}
    </FormDrawer>
  );
}

const fieldsOf = ({ milestones }: Goal) => ({
  name: 'Name',
  target: 'Target',
  due: 'Due date',
  ownerId: named('Owner', getPerson),
  milestones: {
    label: 'Milestones',
    show: (texts: string[]) =>
      texts.map((text) => milestones.find((one) => milestoneText(one) === text)?.title ?? text).join(', '),
  },
  objective: 'Objective',
  objectiveUrl: 'Address of the objective',
});

/** Freezes a baseline after the goal has begun: what it was before nobody can measure any more, so the reason is kept. */
export function FreezeForm({ goal, close }: { goal: Goal; close: () => void }) {
  const zone = displayZone();
  const freeze = useAction(freezeGoalBaseline, { changes: goalReads });
  const day = (days: number) =>
    fieldTextOf(new Date(Date.parse(goal.startsAt) + days * 86_400_000).toISOString(), zone).slice(0, 10);
  const at = (date: string) => instantOfField(`${date}T00:00`, zone) ?? '';
  return (
    <FormDrawer
      title={`Freeze the baseline of ${goal.name}`}
      opened
      close={close}
      submitLabel="Freeze baseline"
      initialValues={{ from: day(-90), to: day(0), reason: '' }}
      validate={({ from, to, reason }) => ({
        ...(from && to && to <= from && { to: 'The period must end after it starts.' }),
        ...(reason.trim() === '' && { reason: 'Say why it is frozen only now.' }),
      })}
      submit={({ from, to, reason }) =>
        freeze.mutateAsync({ params: { id: goal.id }, body: { from: at(from), to: at(to), reason } })
      }
    >
      {(form) => (
        <>
          <DateField label="From" required {...form.getInputProps('from')} />
          <DateField
            label="Until"
            required
            description="Up to, but not including, this day. A period before the goal began compares fairly."
            {...form.getInputProps('to')}
          />
          <BaselineNow
            measure={goal.measure}
            unit={goal.unit}
            from={at(form.values.from)}
            to={at(form.values.to)}
            teamId={goal.team?.id}
            serviceId={goal.service?.id}
          />
          <Textarea
            label="Reason"
            required
            description="Shown beside the baseline: it was frozen after the goal had begun"
            autosize
            minRows={2}
            maxLength={1000}
            {...form.getInputProps('reason')}
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

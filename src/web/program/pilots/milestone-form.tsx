import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { getPerson } from '../../../contract/directory/people.ts';
import { listGoals } from '../../../contract/program/goals.ts';
import { addMilestone, getPilot, type Pilot, updateMilestone } from '../../../contract/program/pilots.ts';
import { following } from '../../../domain/program/plans/milestones.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { SearchMultiSelect } from '../../ui/form/search-select.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import type { Milestone } from './milestone-looks.ts';
import { planReads, useDatesMoved } from './use-milestones.ts';

type Values = {
  title: string;
  phase: Milestone['phase'];
  dueOn: string;
  ownerId: string | null;
  waitsForKeys: string[];
  checklist: string;
  goalIds: string[];
};

const valuesOf =
  (key: string) =>
  ({ milestones }: Pilot): Values => {
    const { title, phase, dueOn, owner, waitsForKeys, checklist, goals } = milestones.find((one) => one.key === key)!;
    return {
      ...{ title, phase, dueOn, waitsForKeys },
      ownerId: idText(owner?.id ?? null),
      checklist: checklist.map(({ text }) => text).join('\n'),
      goalIds: goals.map(({ id }) => String(id)),
    };
  };

const bodyOf = ({ ownerId, checklist, goalIds, ...values }: Values) => ({
  ...values,
  goalIds: goalIds.map(Number),
  ownerId: idOf(ownerId),
  checklist: checklist.split('\n').flatMap((line) => line.trim() || []),
});

/** A milestone of one's own. */
export function AddMilestoneForm({ plan, opened, close }: { plan: Pilot; opened: boolean; close: () => void }) {
  const add = useAction(addMilestone, { changes: planReads });
  const now = plan.phases.find(({ key }) => key === plan.progress.phase) ?? plan.phases[0]!;
  const start: Values = {
    title: '',
    phase: now.key,
    dueOn: now.lastDate,
    ownerId: null,
    waitsForKeys: [],
    checklist: '',
    goalIds: [],
  };
  return (
    <FormDrawer
      title="Add milestone"
      opened={opened}
      close={close}
      initialValues={start}
      validate={({ title, dueOn }) => faultsOf(title, dueOn)}
      submitLabel="Add milestone"
      submit={(values) => add.mutateAsync({ params: { id: plan.id }, body: bodyOf(values) })}
    >
      {(form) => <Fields plan={plan} form={form} />}
    </FormDrawer>
  );
}

/** Every milestone can be changed, also those of the template. */
export function EditMilestoneForm({
  plan,
  milestone,
  close,
}: {
  plan: Pilot;
  milestone: Milestone;
  close: () => void;
}) {
  const save = useAction(updateMilestone, { changes: planReads });
  const sayMoved = useDatesMoved(plan);
  const read = () => api.call(getPilot, { params: { id: plan.id } });
  const of = (found: Pilot) => ({ ...valuesOf(milestone.key)(found), moveFollowing: false });
  return (
    <FormDrawer
      title="Edit milestone"
      opened
      close={close}
      initialValues={of(plan)}
      edited={edited(plan, of, fieldsOf(plan), read)}
      validate={({ title, dueOn }) => faultsOf(title, dueOn)}
      submitLabel="Save"
      submit={async ({ moveFollowing, ...values }, { ifMatch }) => {
        const { dueOn, ...rest } = bodyOf(values);
        const isMoved = dueOn !== milestone.dueOn;
        const saved = await save.mutateAsync({
          params: { id: plan.id, key: milestone.key },
          body: { ...rest, ...(isMoved && { dueOn }), moveFollowing: isMoved && moveFollowing },
          ifMatch,
        });
        sayMoved(saved);
      }}
    >
      {(form) => (
        <>
          <Fields plan={plan} form={form} without={milestone.key} />
          <Following plan={plan} milestone={milestone} form={form} />
        </>
      )}
    </FormDrawer>
  );
}

const faultsOf = (title: string, dueOn: string) => ({
  ...(title.trim() === '' && { title: 'Enter a title.' }),
  ...(dueOn === '' && { dueOn: 'Choose a date.' }),
});

const fieldsOf = (plan: Pilot) => ({
  title: 'Title',
  phase: 'Phase',
  dueOn: 'Due',
  ownerId: named('Owner', getPerson),
  waitsForKeys: {
    label: 'Waits for',
    show: (keys: string[]) => keys.map((key) => titleOf(plan, key)).join(', '),
  },
  checklist: 'Checklist',
  goalIds: { label: 'Goals', show: (ids: string[]) => <GoalNames ids={ids} /> },
  moveFollowing: null,
});

const titleOf = (plan: Pilot, key: string) => plan.milestones.find((one) => one.key === key)?.title ?? key;

type Form = {
  values: { waitsForKeys: string[]; dueOn: string };
  getInputProps: (field: never, options?: never) => object;
};

function Fields({ plan, form, without }: { plan: Pilot; form: Form; without?: string }) {
  const props = (field: keyof Values) => form.getInputProps(field as never);
  return (
    <>
      <TextInput label="Title" required data-autofocus maxLength={200} {...props('title')} />
      <Select
        label="Phase"
        allowDeselect={false}
        data={plan.phases.map(({ key, name }) => ({ value: key, label: name }))}
        {...props('phase')}
      />
      <DateField label="Due" required {...(props('dueOn') as { value: string; onChange: (value: string) => void })} />
      <Picker
        label="Owner"
        placeholder="No owner"
        clearable
        clearButtonProps={{ 'aria-label': 'No owner' }}
        of="people"
        {...props('ownerId')}
      />
      <SearchMultiSelect
        label="Waits for"
        description="Milestones that have to be done first"
        clearable
        clearButtonProps={{ 'aria-label': 'Waits for nothing' }}
        data={plan.milestones
          .filter(({ key }) => key !== without)
          .map(({ key, title }) => ({ value: key, label: title }))}
        {...props('waitsForKeys')}
      />
      <GoalsField plan={plan} props={props('goalIds')} />
      <Textarea label="Checklist" description="One item per line" autosize minRows={3} {...props('checklist')} />
    </>
  );
}

/** The goals of the plan’s own team and those of everybody. */
function GoalsField({ plan, props }: { plan: Pilot; props: object }) {
  const goals = useEndpoint(listGoals, { query: {} }).data?.items ?? [];
  const linked = plan.milestones.flatMap((milestone) => milestone.goals);
  const offered = [
    ...goals.filter(({ team }) => team === null || team.id === plan.team.id),
    ...linked.filter(({ id }) => !goals.some((goal) => goal.id === id)),
  ];
  return (
    <SearchMultiSelect
      label="Goals"
      description="What it is meant to reach"
      clearable
      clearButtonProps={{ 'aria-label': 'No goals' }}
      nothingFoundMessage={goals.length === 0 ? 'There are no goals yet.' : 'No matches.'}
      data={[...new Map(offered.map(({ id, name }) => [String(id), { value: String(id), label: name }])).values()]}
      {...props}
    />
  );
}

function GoalNames({ ids }: { ids: string[] }) {
  const goals = useEndpoint(listGoals, { query: {} }).data?.items ?? [];
  return ids.map((id) => goals.find((goal) => String(goal.id) === id)?.name ?? id).join(', ');
}

/** Offers to move what comes after it as well. */
function Following({ plan, milestone, form }: { plan: Pilot; milestone: Milestone; form: Form }) {
  const after = following(
    plan.milestones.map(({ key, dueOn, doneAt, waitsForKeys }) => ({
      key,
      dueDate: dueOn,
      isDone: doneAt !== null,
      waitsFor: waitsForKeys,
    })),
    milestone.key,
  );
  if (after.length === 0 || form.values.dueOn === milestone.dueOn) return null;
  return (
    <Checkbox
      label={`Also move the ${after.length === 1 ? 'milestone that waits' : `${after.length} milestones that wait`} for it`}
      description={after.map(({ key }) => titleOf(plan, key)).join(', ')}
      {...form.getInputProps('moveFollowing' as never, { type: 'checkbox' } as never)}
    />
  );
}

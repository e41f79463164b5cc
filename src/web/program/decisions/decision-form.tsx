import { Select, Textarea } from '@mantine/core';
import { getPerson } from '../../../contract/directory/people.ts';
import {
  createDecision,
  type Decision,
  getDecision,
  listDecisions,
  updateDecision,
} from '../../../contract/program/decisions.ts';
import { getReview } from '../../../contract/program/reviews.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { changedOnly } from '../../ui/form/merge-changes.ts';
import { DateField } from '../../ui/time/time-fields.tsx';

type DecisionValues = { text: string; ownerId: string | null; dueOn: string; state: string; reason: string };
type DecisionFormProps = {
  /** Of which review a new one is. */
  reviewId: number;
  decision?: Decision;
  opened: boolean;
  close: () => void;
};

const states = [
  { value: 'open', label: 'Open' },
  { value: 'done', label: 'Done' },
  { value: 'dropped', label: 'Dropped' },
];

/** Adds what a review decided, or changes it. */
export function DecisionForm({ reviewId, decision, opened, close }: DecisionFormProps) {
  const changes = [listDecisions, getReview];
  const create = useAction(createDecision, { changes });
  const update = useAction(updateDecision, { changes });
  return (
    <FormDrawer<DecisionValues>
      title={decision ? 'Edit decision' : 'New decision'}
      opened={opened}
      close={close}
      submitLabel={decision ? 'Save' : 'Add'}
      initialValues={valuesOf(decision)}
      edited={
        decision && edited(decision, valuesOf, fields, () => api.call(getDecision, { params: { id: decision.id } }))
      }
      validate={(values) => ({
        ...(values.text.trim() === '' && { text: 'Enter what was decided.' }),
        ...(values.state === 'dropped' && values.reason.trim() === '' && { reason: 'Enter a reason.' }),
      })}
      submit={(values, { before, ifMatch, idempotencyKey }) => {
        if (decision) {
          const body = changedOnly(patchOf(before), patchOf(values));
          return update.mutateAsync({ params: { id: decision.id }, body, ifMatch });
        }
        const { state: _, reason: __, ...fresh } = patchOf(values);
        return create.mutateAsync({ body: { ...fresh, reviewId }, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <Textarea
            label="Decision"
            required
            data-autofocus
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
            placeholder="Search starts its own pilot next quarter"
            {...form.getInputProps('text')}
          />
          <Picker
            label="Owner"
            clearable
            clearButtonProps={{ 'aria-label': 'No owner' }}
            of="people"
            {...form.getInputProps('ownerId')}
          />
          <DateField label="Due date" {...form.getInputProps('dueOn')} />
          {decision && <Select label="State" allowDeselect={false} data={states} {...form.getInputProps('state')} />}
          {form.values.state === 'dropped' && (
            <Textarea
              label="Reason"
              required
              autosize
              minRows={2}
              maxRows={6}
              maxLength={1000}
              {...form.getInputProps('reason')}
            />
          )}
        </>
      )}
    </FormDrawer>
  );
}

const valuesOf = (decision?: Decision): DecisionValues => ({
  text: decision?.text ?? '',
  ownerId: idText(decision?.owner?.id ?? null),
  dueOn: decision?.dueOn ?? '',
  state: decision?.state ?? 'open',
  reason: decision?.reason ?? '',
});

const patchOf = ({ text, ownerId, dueOn, state, reason }: DecisionValues) => ({
  // A line: what is typed on several stands on one.
  text: text.trim().replaceAll(/\s+/g, ' '),
  ownerId: idOf(ownerId),
  dueOn: dueOn || null,
  state: state as Decision['state'],
  reason,
});

const fields = {
  text: 'Decision',
  ownerId: named('Owner', getPerson),
  dueOn: 'Due date',
  state: { label: 'State', show: (value: string) => states.find((state) => state.value === value)?.label },
  reason: 'Reason',
};

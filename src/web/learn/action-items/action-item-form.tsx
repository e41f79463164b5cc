import { Select, Textarea, TextInput } from '@mantine/core';
import { getPerson } from '../../../contract/directory/people.ts';
import {
  type ActionItem,
  createActionItem,
  getActionItem,
  listActionItems,
  updateActionItem,
} from '../../../contract/learn/action-items.ts';
import { getPostmortem } from '../../../contract/learn/postmortems.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { changedOnly } from '../../ui/form/merge-changes.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import { actionItemKindWords } from './action-item-columns.tsx';

type ActionItemValues = {
  title: string;
  kind: string;
  ownerId: string | null;
  due: string;
  trackerUrl: string;
  state: string;
  reason: string;
};
type ActionItemFormProps = {
  /** Of which incident a new one is. */
  incidentId: number;
  item?: ActionItem;
  opened: boolean;
  close: () => void;
};

const kinds = Object.entries(actionItemKindWords).map(([value, label]) => ({ value, label }));
const states = [
  { value: 'open', label: 'Open' },
  { value: 'done', label: 'Done' },
  { value: 'wont_do', label: 'Won’t do' },
];

/** Adds an action item, or changes one. A date is a day: it is due when that day ends where the reader is. */
export function ActionItemForm({ incidentId, item, opened, close }: ActionItemFormProps) {
  const zone = displayZone();
  const changes = [listActionItems, getPostmortem];
  const create = useAction(createActionItem, { changes });
  const update = useAction(updateActionItem, { changes });
  return (
    <FormDrawer<ActionItemValues>
      title={item ? 'Edit action item' : 'New action item'}
      opened={opened}
      close={close}
      submitLabel={item ? 'Save' : 'Add'}
      initialValues={valuesOf(item)}
      edited={item && edited(item, valuesOf, fields, () => api.call(getActionItem, { params: { id: item.id } }))}
      errorsAt={{ dueAt: 'due' }}
      validate={(values) => ({
        ...(values.title.trim() === '' && { title: 'Enter a title.' }),
        ...(values.state === 'wont_do' && values.reason.trim() === '' && { reason: 'Enter a reason.' }),
      })}
      submit={(values, { before, ifMatch, idempotencyKey }) => {
        if (item) {
          const body = changedOnly(patchOf(before, zone), patchOf(values, zone));
          return update.mutateAsync({ params: { id: item.id }, body, ifMatch });
        }
        const { state: _, reason: __, dueAt, ...fresh } = patchOf(values, zone);
        return create.mutateAsync({ body: { ...fresh, dueAt: dueAt ?? undefined, incidentId }, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <TextInput
            label="Title"
            required
            data-autofocus
            maxLength={300}
            placeholder="Alert on the queue’s age, not its length"
            {...form.getInputProps('title')}
          />
          <Select label="Kind" allowDeselect={false} data={kinds} {...form.getInputProps('kind')} />
          <Picker label="Owner" clearable of="people" {...form.getInputProps('ownerId')} />
          <DateField
            label="Due"
            description={item ? undefined : 'Leave empty to use the severity’s default'}
            {...form.getInputProps('due')}
          />
          <TextInput
            label="Tracker link"
            placeholder="https://"
            maxLength={2000}
            {...form.getInputProps('trackerUrl')}
          />
          {item && <Select label="State" allowDeselect={false} data={states} {...form.getInputProps('state')} />}
          {form.values.state === 'wont_do' && (
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

const valuesOf = (item?: ActionItem): ActionItemValues => ({
  title: item?.title ?? '',
  kind: item?.kind ?? 'prevent',
  ownerId: idText(item?.owner?.id ?? null),
  due: item?.dueAt ? fieldTextOf(item.dueAt, displayZone()).slice(0, 10) : '',
  trackerUrl: item?.trackerUrl ?? '',
  state: item?.state ?? 'open',
  reason: item?.reason ?? '',
});

const patchOf = ({ title, kind, ownerId, due, trackerUrl, state, reason }: ActionItemValues, zone: string) => ({
  title,
  kind: kind as ActionItem['kind'],
  ownerId: idOf(ownerId),
  dueAt: due === '' ? null : instantOfField(`${due}T23:59`, zone),
  trackerUrl: trackerUrl.trim() || null,
  state: state as ActionItem['state'],
  reason,
});

const wordOf = (choices: { value: string; label: string }[]) => (value: string) =>
  choices.find((choice) => choice.value === value)?.label;

const fields = {
  title: 'Title',
  kind: { label: 'Kind', show: wordOf(kinds) },
  ownerId: named('Owner', getPerson),
  due: 'Due',
  trackerUrl: 'Tracker link',
  state: { label: 'State', show: wordOf(states) },
  reason: 'Reason',
};

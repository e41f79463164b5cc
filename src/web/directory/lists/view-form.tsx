import { Select, TextInput } from '@mantine/core';
import { getTeam } from '../../../contract/directory/teams.ts';
import {
  createView,
  getView,
  type ListName,
  listViews,
  updateView,
  type View,
} from '../../../contract/directory/views.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { idOf, idText } from '../choices.ts';
import { NameOf } from '../name-of.tsx';
import { Picker } from '../picker.tsx';

const sharing = [
  { value: 'nobody', label: 'Only you' },
  { value: 'team', label: 'A team' },
  { value: 'everyone', label: 'Everyone' },
];
const sharingWords = Object.fromEntries(sharing.map(({ value, label }) => [value, label]));

export type ViewFormProps = {
  list: ListName;
  /** What a new view keeps. */
  search: string;
  /** The view that is changed; absent for a new one. */
  view?: View | undefined;
  opened: boolean;
  close: () => void;
  saved: (view: View) => void;
};

/** Names a view, and says who else sees it. */
export function ViewForm({ list, search, view, opened, close, saved }: ViewFormProps) {
  const changes = {
    changes: [listViews],
    done: (made: View) => {
      showToast(`Saved the view “${made.name}”.`);
      saved(made);
    },
  };
  const create = useAction(createView, changes);
  const update = useAction(updateView, changes);
  return (
    <FormModal
      title={view ? 'Edit view' : 'Save view'}
      opened={opened}
      close={close}
      submitLabel={view ? 'Save' : 'Save view'}
      initialValues={valuesOf(view)}
      edited={view && edited(view, valuesOf, fields, () => api.call(getView, { params: { id: view.id } }))}
      validate={({ name, sharedWith, teamId }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(sharedWith === 'team' && teamId === null && { teamId: 'Choose a team.' }),
      })}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = { ...values, teamId: values.sharedWith === 'team' ? values.teamId : null };
        return view
          ? update.mutateAsync({ params: { id: view.id }, body, ifMatch })
          : create.mutateAsync({ body: { ...body, list, search }, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <TextInput
            label="Name"
            required
            data-autofocus
            maxLength={60}
            placeholder="Unacknowledged, severe"
            {...form.getInputProps('name')}
          />
          <Select label="Who sees it" allowDeselect={false} data={sharing} {...form.getInputProps('sharedWith')} />
          {form.values.sharedWith === 'team' && (
            <Picker
              label="Team"
              required
              of="teams"
              value={idText(form.values.teamId)}
              onChange={(id) => form.setFieldValue('teamId', idOf(id))}
              error={form.errors.teamId}
            />
          )}
        </>
      )}
    </FormModal>
  );
}

const valuesOf = (view?: View) => ({
  name: view?.name ?? '',
  sharedWith: view?.sharedWith ?? ('nobody' as View['sharedWith']),
  teamId: view?.team?.id ?? null,
});

const fields = {
  name: 'Name',
  sharedWith: { label: 'Who sees it', show: (value: string) => sharingWords[value] ?? value },
  teamId: { label: 'Team', show: (id: number | null) => (id === null ? 'None' : <NameOf read={getTeam} id={id} />) },
};

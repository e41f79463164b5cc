import { TextInput } from '@mantine/core';
import {
  addPracticeChange,
  getPracticeChange,
  listPracticeChanges,
  type OwnPracticeChange,
  updatePracticeChange,
} from '../../contract/program/practice-changes.ts';
import { api } from '../data/api.ts';
import { useAction, useEndpoint } from '../data/endpoint-query.ts';
import { Picker } from '../directory/picker.tsx';
import { edited } from '../ui/form/edited.ts';
import { FormModal } from '../ui/form/form-drawer.tsx';
import { serverNow } from '../ui/time/server-clock.ts';
import { DateField } from '../ui/time/time-fields.tsx';

const changes = [listPracticeChanges, getPracticeChange];

type Values = { day: string; words: string; teamId: string | null };

const labels = { day: 'Day', words: 'What changed', teamId: 'Team' };

const valuesOf = ({ day, words, team }: Pick<OwnPracticeChange, 'day' | 'words' | 'team'>): Values => ({
  day,
  words,
  teamId: team && String(team.id),
});

const bodyOf = ({ day, words, teamId }: Values) => ({ day, words, teamId: teamId === null ? null : Number(teamId) });

const fields = {
  validate: ({ day, words }: Values) => ({
    ...(day === '' && { day: 'Enter a day.' }),
    ...(words.trim() === '' && { words: 'Say what changed.' }),
  }),
  submitLabel: 'Save',
};

/** Writes down a change of practice that Evenkeel cannot see. */
export function AddPracticeChange({ teamId, opened, close }: FormProps & { teamId: number | undefined }) {
  const add = useAction(addPracticeChange, { changes });
  const day = new Date(serverNow()).toISOString().slice(0, 10);
  return (
    <FormModal
      {...fields}
      title="Add a change of practice"
      opened={opened}
      close={close}
      initialValues={{ day, words: '', teamId: teamId === undefined ? null : String(teamId) } as Values}
      submit={(values, { idempotencyKey }) => add.mutateAsync({ body: bodyOf(values), idempotencyKey })}
    >
      {(form) => <Fields get={form.getInputProps} />}
    </FormModal>
  );
}

export function EditPracticeChange({ id, opened, close }: FormProps & { id: number }) {
  const params = { id };
  const { data } = useEndpoint(getPracticeChange, { params }, { enabled: opened });
  const save = useAction(updatePracticeChange, { changes });
  if (!data) return null;
  return (
    <FormModal
      {...fields}
      title="Edit the change of practice"
      opened={opened}
      close={close}
      initialValues={valuesOf(data)}
      edited={edited(data, valuesOf, labels, () => api.call(getPracticeChange, { params }))}
      submit={(values, { ifMatch }) => save.mutateAsync({ params, body: bodyOf(values), ifMatch })}
    >
      {(form) => <Fields get={form.getInputProps} />}
    </FormModal>
  );
}

type FormProps = { opened: boolean; close: () => void };

function Fields({ get }: { get: (field: keyof Values) => object }) {
  return (
    <>
      <TextInput
        label={labels.words}
        required
        maxLength={200}
        data-autofocus
        placeholder="Canary releases for checkout"
        {...get('words')}
      />
      <DateField label={labels.day} required {...(get('day') as { value: string; onChange: (day: string) => void })} />
      <Picker
        of="teams"
        label={labels.teamId}
        description="Leave empty if it holds for everybody."
        clearable
        {...get('teamId')}
      />
    </>
  );
}

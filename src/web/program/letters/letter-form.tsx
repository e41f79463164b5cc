import { SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
import {
  readSponsorLetters,
  replaceSponsorLetterSettings,
  type SponsorLetterSettingsInput,
  type SponsorLetters,
} from '../../../contract/program/outside/sponsor-letters.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { showToast } from '../../ui/screen/toasts.ts';

type Values = {
  to: 'person' | 'outside';
  personId: string | null;
  name: string;
  email: string;
  isOn: boolean;
  note: string;
  question: string;
  /** One a line. */
  options: string;
};

const valuesOf = ({ settings }: SponsorLetters): Values => ({
  to: settings.email === null ? 'person' : 'outside',
  personId: settings.person && String(settings.person.id),
  name: settings.name ?? '',
  email: settings.email ?? '',
  isOn: settings.isOn,
  note: settings.note,
  question: settings.ask?.question ?? '',
  options: settings.ask?.options.join('\n') ?? '',
});

const linesOf = (options: string) =>
  options
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function inputOf({ to, personId, name, email, isOn, note, question, options }: Values): SponsorLetterSettingsInput {
  const person = to === 'person' && personId !== null ? { personId: Number(personId), name: null, email: null } : null;
  const outside =
    to === 'outside' && email.trim() !== ''
      ? { personId: null, name: name.trim() || email.trim(), email: email.trim() }
      : null;
  return {
    recipient: to === 'person' ? person : outside,
    ...{ isOn, note },
    ask: question.trim() === '' ? null : { question: question.trim(), options: linesOf(options) },
  };
}

const fields = {
  to: {
    label: 'Sent to',
    show: (to: Values['to']) => (to === 'person' ? 'somebody with an account' : 'an e-mail address'),
  },
  personId: 'Person',
  name: 'Name',
  email: 'E-mail address',
  isOn: { label: 'A letter each month', show: (isOn: boolean) => (isOn ? 'on' : 'off') },
  note: 'Note',
  question: 'Decision asked for',
  options: 'Options',
};

const errorsAt = {
  recipient: 'email',
  'recipient.personId': 'personId',
  'recipient.name': 'name',
  'recipient.email': 'email',
  ask: 'question',
  'ask.question': 'question',
  'ask.options': 'options',
};

/** Who gets the letters, and what the next one adds and asks. */
export function LetterForm({ planId, saved, close }: { planId: number; saved: SponsorLetters; close: () => void }) {
  const replace = useAction(replaceSponsorLetterSettings, {
    changes: [readSponsorLetters],
    done: ({ settings }) =>
      showToast(settings.state === 'unconfirmed' ? 'Saved. The address was asked to confirm.' : 'Saved.'),
  });
  return (
    <FormDrawer
      title="Letters to the sponsor"
      opened
      close={close}
      initialValues={valuesOf(saved)}
      edited={edited(saved, valuesOf, fields, () => api.call(readSponsorLetters, { params: { id: planId } }))}
      errorsAt={errorsAt}
      validate={({ question, options }) => ({
        ...(question.trim() !== '' && linesOf(options).length < 2 && { options: 'Give at least two options.' }),
        ...(question.trim() === '' && options.trim() !== '' && { question: 'Say what is to be decided.' }),
      })}
      submitLabel="Save"
      submit={(values, { ifMatch }) =>
        replace.mutateAsync({ params: { id: planId }, body: inputOf(values), ifMatch: ifMatch! })
      }
    >
      {(form) => (
        <>
          <SegmentedControl
            aria-label="Sent to"
            data={[
              { value: 'person', label: 'Somebody with an account' },
              { value: 'outside', label: 'An e-mail address' },
            ]}
            {...form.getInputProps('to')}
          />
          {form.values.to === 'person' ? (
            <Picker of="people" label="Person" clearable {...form.getInputProps('personId')} />
          ) : (
            <>
              <TextInput label="Name" maxLength={120} {...form.getInputProps('name')} />
              <TextInput
                label="E-mail address"
                description="It gets a mail to confirm first, and can stop the letters at any time"
                type="email"
                maxLength={254}
                {...form.getInputProps('email')}
              />
            </>
          )}
          <Switch
            label="A letter each month"
            description="On the first at 09:00, in the time zone of the plan"
            {...form.getInputProps('isOn', { type: 'checkbox' })}
          />
          <Textarea
            label="Note"
            description="In your own words, in the next letter only"
            autosize
            minRows={3}
            maxLength={4000}
            {...form.getInputProps('note')}
          />
          <TextInput
            label="Decision asked for"
            description="Leave empty to ask nothing"
            placeholder="May we freeze releases on Fridays?"
            maxLength={300}
            {...form.getInputProps('question')}
          />
          <Textarea
            label="Options"
            description="One a line, two to five"
            autosize
            minRows={3}
            placeholder={'Yes\nNo'}
            {...form.getInputProps('options')}
          />
        </>
      )}
    </FormDrawer>
  );
}

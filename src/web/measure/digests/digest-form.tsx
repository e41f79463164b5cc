import { Button, Checkbox, Select, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { listMyContactMethods } from '../../../contract/directory/contact-methods.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import {
  createDigest,
  type Digest,
  type DigestInput,
  type DigestPart,
  digestParts,
  digestRhythms,
  listDigests,
  previewDigest,
  readDigest,
  replaceDigest,
  sendDigestToMe,
} from '../../../contract/outgoing/digests.ts';
import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { ZoneSelect } from '../../directory/zone-select.tsx';
import { RoomFields, useChatRooms } from '../../respond/escalation/chat-room-fields.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { ClockField } from '../../ui/time/time-fields.tsx';
import { partWords, rhythmWords, weekdayNames } from './digest-words.ts';

type Values = {
  parts: DigestPart[];
  teamId: string | null;
  sprintTeamId: string | null;
  rhythm: Digest['rhythm'];
  weekday: string;
  at: string;
  timeZone: string;
  contactMethodId: string;
  chatRoom: ChatRoom | null;
  isPaused: boolean;
};

const valuesOf = (digest: Digest): Values => ({
  parts: digest.parts,
  teamId: digest.team && String(digest.team.id),
  sprintTeamId: digest.sprintTeam && String(digest.sprintTeam.id),
  rhythm: digest.rhythm,
  weekday: String(digest.weekday),
  at: digest.at,
  timeZone: digest.timeZone,
  contactMethodId: digest.contactMethodId === null ? '' : String(digest.contactMethodId),
  chatRoom: digest.chatRoom,
  isPaused: digest.isPaused,
});

const contentOf = ({ parts, teamId, sprintTeamId, rhythm, weekday, at, timeZone }: Values) => ({
  ...{ parts, rhythm, at, timeZone },
  teamId: teamId === null ? null : Number(teamId),
  sprintTeamId: sprintTeamId === null || rhythm !== 'sprint' ? null : Number(sprintTeamId),
  weekday: Number(weekday),
});

const inputOf = (values: Values): DigestInput => ({
  ...contentOf(values),
  contactMethodId: values.chatRoom || values.contactMethodId === '' ? null : Number(values.contactMethodId),
  chatRoom: values.chatRoom,
  isPaused: values.isPaused,
});

/** What a digest is made anew from. */
export const inputOfDigest = (digest: Digest): DigestInput => inputOf(valuesOf(digest));

const fields = {
  parts: { label: 'What', show: (parts: DigestPart[]) => parts.map((part) => partWords[part].label).join(', ') },
  teamId: 'Team',
  sprintTeamId: 'Sprints of',
  rhythm: { label: 'How often', show: (rhythm: Digest['rhythm']) => rhythmWords[rhythm] },
  weekday: { label: 'Day', show: (weekday: string) => weekdayNames[Number(weekday) - 1] },
  at: 'Time',
  timeZone: 'Time zone',
  contactMethodId: 'Sent to',
  chatRoom: 'Chat room',
  isPaused: { label: 'Paused', show: (isPaused: boolean) => (isPaused ? 'yes' : 'no') },
};

export type DigestFormProps = { known: Digest | 'to-me' | 'to-room'; close: () => void };

/** Sets up a digest to oneself or to a chat room, or changes it. */
export function DigestForm({ known, close }: DigestFormProps) {
  const { channels, emptyRoom } = useChatRooms();
  const changes = [listDigests];
  const create = useAction(createDigest, { changes });
  const replace = useAction(replaceDigest, { changes });
  const isNew = typeof known === 'string';
  const toRoom = isNew ? known === 'to-room' : known.chatRoom !== null;
  const fresh: Values = {
    parts: toRoom ? ['measures', 'open-work'] : ['your-work', 'measures', 'open-work'],
    ...{ teamId: null, sprintTeamId: null, rhythm: 'weekly', weekday: '1', at: '09:00', timeZone: displayZone() },
    ...{ contactMethodId: '', chatRoom: toRoom ? emptyRoom : null, isPaused: false },
  };
  return (
    <FormDrawer
      title={`${isNew ? 'New digest' : 'Edit digest'} ${toRoom ? 'to a chat room' : 'to me'}`}
      opened
      close={close}
      initialValues={isNew ? fresh : valuesOf(known)}
      edited={
        isNew ? undefined : edited(known, valuesOf, fields, () => api.call(readDigest, { params: { id: known.id } }))
      }
      validate={({ parts, at, chatRoom }) => ({
        ...(parts.length === 0 && { parts: 'Choose at least one part.' }),
        ...(at === '' && { at: 'Enter a time.' }),
        ...(chatRoom?.name.trim() === '' && { 'chatRoom.name': 'Enter what people call the room.' }),
      })}
      submitLabel="Save"
      submit={(values, { ifMatch, idempotencyKey }) =>
        isNew
          ? create.mutateAsync({ body: inputOf(values), idempotencyKey })
          : replace.mutateAsync({ params: { id: known.id }, body: inputOf(values), ifMatch: ifMatch! })
      }
    >
      {(form) => (
        <>
          <Checkbox.Group label="What it tells" {...form.getInputProps('parts')}>
            {digestParts
              .filter((part) => !(toRoom && part === 'your-work'))
              .toSorted((one, other) => order.indexOf(one) - order.indexOf(other))
              .map((part) => (
                <Checkbox key={part} mt={8} value={part} {...partWords[part]} />
              ))}
          </Checkbox.Group>
          <Picker
            of="teams"
            label="Team"
            placeholder="The whole organisation"
            clearable
            {...form.getInputProps('teamId')}
          />
          <Select
            label="How often"
            allowDeselect={false}
            data={digestRhythms.map((rhythm) => ({ value: rhythm, label: rhythmWords[rhythm] }))}
            {...form.getInputProps('rhythm')}
          />
          {form.values.rhythm === 'weekly' && (
            <Select
              label="Day"
              allowDeselect={false}
              data={weekdayNames.map((label, index) => ({ value: String(index + 1), label }))}
              {...form.getInputProps('weekday')}
            />
          )}
          {form.values.rhythm === 'sprint' && (
            <Picker
              of="teams"
              label="Sprints of"
              description="A team without a calendar of its own has the sprints of the organisation"
              placeholder="The whole organisation"
              clearable
              {...form.getInputProps('sprintTeamId')}
            />
          )}
          <ClockField label="Time" {...form.getInputProps('at')} />
          <ZoneSelect label="Time zone" allowDeselect={false} {...form.getInputProps('timeZone')} />
          {form.values.chatRoom ? (
            <RoomFields
              room={form.values.chatRoom}
              label="Chat room"
              channels={channels}
              error={(path) => {
                const error = form.errors[`chatRoom.${path}`];
                return error ? String(error) : undefined;
              }}
              change={(room) => form.setFieldValue('chatRoom', room)}
            />
          ) : (
            <SentTo form={form} />
          )}
          <Switch
            label="Paused"
            description="Nothing goes out until you switch this off"
            {...form.getInputProps('isPaused', { type: 'checkbox' })}
          />
          <Preview values={form.values} />
        </>
      )}
    </FormDrawer>
  );
}

const order: DigestPart[] = ['your-work', 'measures', 'on-call-load', 'open-work', 'program'];

function SentTo({ form }: { form: UseFormReturnType<Values> }) {
  const chosen = form.values.contactMethodId;
  const methods = useEndpoint(listMyContactMethods, {}, { follows: ['contactMethod'] }).data?.items ?? [];
  const usable = methods.filter(
    ({ verifiedAt, disabledAt, id }) => (verifiedAt && !disabledAt) || String(id) === chosen,
  );
  return (
    <Select
      label="Sent to"
      allowDeselect={false}
      data={[
        { value: '', label: 'The e-mail address of your account' },
        ...usable.map(({ id, label }) => ({ value: String(id), label })),
      ]}
      {...form.getInputProps('contactMethodId')}
    />
  );
}

/** What it would say now, before it is saved. */
function Preview({ values }: { values: Values }) {
  const preview = useAction(previewDigest);
  const send = useAction(sendDigestToMe, { done: () => showToast('On its way to your e-mail address.') });
  const [shown, setShown] = useState<OutputOf<typeof previewDigest> | null>(null);
  const isReady = values.parts.length > 0 && values.at !== '';
  return (
    <Section
      title="Preview"
      actions={
        <>
          <Button
            variant="default"
            disabled={!isReady}
            loading={preview.isPending}
            onClick={() => preview.mutate({ body: contentOf(values) }, { onSuccess: setShown })}
          >
            {shown ? 'Refresh preview' : 'Show preview'}
          </Button>
          <Button
            variant="default"
            disabled={!isReady}
            loading={send.isPending}
            onClick={() => send.mutate({ body: contentOf(values) })}
          >
            Send now to me
          </Button>
        </>
      }
    >
      {shown && (
        <article aria-label="Preview of the digest">
          <h3>{shown.subject}</h3>
          {shown.sections.map(({ title, lines }) => (
            <section key={title}>
              <h4>{title}</h4>
              <ul>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </section>
          ))}
        </article>
      )}
    </Section>
  );
}

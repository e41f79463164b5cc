import { MultiSelect, Select, TextInput } from '@mantine/core';
import type { IncidentRoom } from '../../../contract/incidents.ts';
import {
  draftPublicUpdate,
  listPublicUpdates,
  type PublicUpdate,
  publicSituations,
} from '../../../contract/public-updates.ts';
import { listStatusComponents, type StatusComponent } from '../../../contract/status-page.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { statusAfter } from './update-words.ts';

type ComponentState = StatusComponent['state'];
type DraftValues = {
  situation: string;
  title: string;
  effect: string;
  affected: string;
  workaround: string;
  componentIds: string[];
  state: string;
};

const situationWords: Record<(typeof publicSituations)[number], string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn: it was a false alarm',
  long: 'A long incident, fewer updates',
  limited: 'Only some customers',
  security: 'Security',
  postmortem: 'What we learned',
};
const componentStates = [
  { value: 'operational', label: 'Operational' },
  { value: 'degraded', label: 'Degraded' },
  { value: 'partial', label: 'Partial outage' },
  { value: 'major', label: 'Major outage' },
];
const stateOfSeverity: Record<number, ComponentState> = { 1: 'major', 2: 'partial' };

type PublicDraftFormProps = {
  room: IncidentRoom;
  opened: boolean;
  close: () => void;
  drafted: (update: PublicUpdate) => void;
};

/** Fills the template of the situation with words for customers. Nothing is published by this. */
export function PublicDraftForm({ room, opened, close, drafted }: PublicDraftFormProps) {
  const components = useEndpoint(listStatusComponents, {}, { enabled: opened }).data?.items ?? [];
  const draft = useAction(draftPublicUpdate, { changes: [listPublicUpdates], done: drafted });
  const status = statusAfter(room);
  const services = new Set(room.services.map(({ id }) => id));
  const ofServices = components.filter(({ serviceId }) => serviceId !== null && services.has(serviceId));
  return (
    <FormDrawer<DraftValues>
      // The components arrive after the drawer opened, and its first values name them.
      key={String(opened && components.length > 0)}
      title="An update for customers"
      opened={opened}
      close={close}
      submitLabel="Write the draft"
      initialValues={{
        situation: status,
        title: '',
        effect: '',
        affected: '',
        workaround: '',
        componentIds: ofServices.map(({ id }) => String(id)),
        state: status === 'resolved' ? 'operational' : (stateOfSeverity[room.severity] ?? 'degraded'),
      }}
      submit={({ situation, componentIds, state, ...values }) =>
        draft.mutateAsync({
          params: { id: room.id },
          body: {
            situation: situation as (typeof publicSituations)[number],
            components: componentIds.map((id) => ({ componentId: Number(id), state: state as ComponentState })),
            values: Object.fromEntries(Object.entries(values).filter(([, words]) => words.trim() !== '')),
          },
        })
      }
    >
      {(form) => (
        <>
          <Select
            label="Situation"
            allowDeselect={false}
            data={publicSituations.map((value) => ({ value, label: situationWords[value] }))}
            {...form.getInputProps('situation')}
          />
          <TextInput
            label="Title for customers"
            description="Empty: as before, else a general one"
            maxLength={200}
            {...form.getInputProps('title')}
          />
          <TextInput
            label="What customers notice"
            data-autofocus
            placeholder="payments that are declined"
            maxLength={500}
            {...form.getInputProps('effect')}
          />
          <TextInput label="Who is affected" maxLength={500} {...form.getInputProps('affected')} />
          <TextInput label="Workaround" maxLength={500} {...form.getInputProps('workaround')} />
          {components.length > 0 && (
            <>
              <MultiSelect
                label="Components of the status page"
                searchable
                data={components.map(({ id, name }) => ({ value: String(id), label: name }))}
                {...form.getInputProps('componentIds')}
              />
              <Select
                label="Their state"
                allowDeselect={false}
                data={componentStates}
                {...form.getInputProps('state')}
              />
            </>
          )}
        </>
      )}
    </FormDrawer>
  );
}

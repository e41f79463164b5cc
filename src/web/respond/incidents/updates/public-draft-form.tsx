import { Select, TextInput } from '@mantine/core';
import {
  draftPublicUpdate,
  listPublicUpdates,
  type PublicIncident,
  type PublicUpdate,
  publicSituations,
} from '../../../../contract/communicate/public-updates.ts';
import { listStatusComponents, type StatusComponent } from '../../../../contract/communicate/status-page.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import { SearchMultiSelect } from '../../../ui/form/search-select.tsx';
import { statusAfter } from './update-words.ts';

type ComponentState = StatusComponent['state'];
type DraftValues = {
  situation: string;
  title: string;
  effect: string;
  affected: string;
  workaround: string;
  components: { componentId: number; state: ComponentState }[];
};

const situationWords: Record<(typeof publicSituations)[number], string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn: false alarm',
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
  /** What customers know so far: the next update starts from it. */
  known: PublicIncident;
  opened: boolean;
  close: () => void;
  drafted: (update: PublicUpdate) => void;
};

/** Fills the template of the situation with words for customers. Nothing is published by this. */
export function PublicDraftForm({ room, known, opened, close, drafted }: PublicDraftFormProps) {
  const components = useEndpoint(listStatusComponents, {}, { enabled: opened }).data?.items;
  const draft = useAction(draftPublicUpdate, { changes: [listPublicUpdates], done: drafted });
  const status = statusAfter(room);
  const values = {
    title: known.values.title ?? '',
    effect: known.values.effect ?? room.customerImpact,
    affected: known.values.affected ?? '',
    workaround: known.values.workaround ?? '',
  };
  return (
    <FormDrawer<DraftValues>
      // The components arrive after it was asked for, and its first values name them.
      key={String(opened && components !== undefined)}
      title="Public update"
      opened={opened && components !== undefined}
      close={close}
      submitLabel="Create draft"
      initialValues={{ situation: status, ...values, components: statesToTell(room, known, components ?? []) }}
      errorsAt={Object.fromEntries(Object.keys(values).map((name) => [`values.${name}`, name]))}
      submit={({ situation, components: told, ...typed }) =>
        draft.mutateAsync({
          params: { id: room.id },
          body: {
            situation: situation as (typeof publicSituations)[number],
            components: situation === 'resolved' ? told.map((one) => ({ ...one, state: 'operational' })) : told,
            values: Object.fromEntries(
              Object.entries(typed).filter(([name, words]) => words.trim() !== (known.values[name as 'title'] ?? '')),
            ),
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
            description="Leave empty for a general one"
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
          {components && components.length > 0 && (
            <ComponentStates
              components={components}
              told={form.values.components}
              isOver={form.values.situation === 'resolved'}
              change={(told) => form.setFieldValue('components', told)}
            />
          )}
        </>
      )}
    </FormDrawer>
  );
}

/** What the next update says of components: as customers know them, and those of the affected services. */
function statesToTell(room: IncidentRoom, known: PublicIncident, components: StatusComponent[]) {
  const services = new Set(room.services.map(({ id }) => id));
  const told = known.components.map(({ componentId, state }) => ({ componentId, state }));
  const others = components.filter(
    ({ id, serviceId }) =>
      serviceId !== null && services.has(serviceId) && !told.some(({ componentId }) => componentId === id),
  );
  const state = stateOfSeverity[room.severity] ?? 'degraded';
  return [...told, ...others.map(({ id }) => ({ componentId: id, state }))];
}

type ComponentStatesProps = {
  components: StatusComponent[];
  told: DraftValues['components'];
  isOver: boolean;
  change: (told: DraftValues['components']) => void;
};

/** Which components the update speaks of, each with a state of its own. */
function ComponentStates({ components, told, isOver, change }: ComponentStatesProps) {
  const nameOf = (id: number) => components.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <SearchMultiSelect
        label="Affected components"
        description={isOver ? 'All of them become operational.' : undefined}
        data={components.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={told.map(({ componentId }) => String(componentId))}
        onChange={(ids) =>
          change(
            ids.map((id) => ({
              componentId: Number(id),
              state: told.find(({ componentId }) => componentId === Number(id))?.state ?? 'degraded',
            })),
          )
        }
      />
      {!isOver &&
        told.map(({ componentId, state }) => (
          <Select
            key={componentId}
            label={nameOf(componentId)}
            allowDeselect={false}
            data={componentStates}
            value={state}
            onChange={(next) =>
              change(
                told.map((one) =>
                  one.componentId === componentId ? { componentId, state: next as ComponentState } : one,
                ),
              )
            }
          />
        ))}
    </>
  );
}

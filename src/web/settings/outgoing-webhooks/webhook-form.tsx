import { MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type EventStage, eventKinds, eventStages, specOf, stageOfKind } from '../../../contract/events/catalogue.ts';
import { subjects } from '../../../contract/events/subjects.ts';
import type { OutgoingWebhook, OutgoingWebhookInput } from '../../../contract/outgoing/webhooks.ts';
import { severities, severityLabel } from '../../../domain/severity.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import { SearchMultiSelect } from '../../ui/form/search-select.tsx';

export type WebhookValues = {
  name: string;
  url: string;
  /** Kinds, and `stage:` with a stage. */
  events: string[];
  serviceIds: string[];
  teamIds: string[];
  severities: string[];
  seesAs: OutgoingWebhook['seesAs'];
  enabled: boolean;
};

const stageTitles: Record<EventStage, string> = {
  directory: 'People and access',
  detect: 'Detect',
  respond: 'Respond',
  communicate: 'Communicate',
  learn: 'Learn',
  program: 'Program',
  outgoing: 'Outgoing webhooks',
};

const stagePrefix = 'stage:';

export function webhookValues(webhook?: OutgoingWebhook): WebhookValues {
  return {
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    events: [...(webhook?.stages ?? []).map((stage) => stagePrefix + stage), ...(webhook?.kinds ?? [])],
    serviceIds: (webhook?.serviceIds ?? []).map(String),
    teamIds: (webhook?.teamIds ?? []).map(String),
    severities: (webhook?.severities ?? []).map(String),
    seesAs: webhook?.seesAs ?? 'viewer',
    enabled: webhook ? webhook.disabledAt === null : true,
  };
}

export function webhookInput({ events, serviceIds, teamIds, severities: levels, ...rest }: WebhookValues) {
  const isStage = (event: string) => event.startsWith(stagePrefix);
  return {
    ...rest,
    stages: events.filter(isStage).map((event) => event.slice(stagePrefix.length) as EventStage),
    kinds: events.filter((event) => !isStage(event)),
    serviceIds: serviceIds.map(Number),
    teamIds: teamIds.map(Number),
    severities: levels.map(Number) as OutgoingWebhookInput['severities'],
  };
}

export function webhookFaults({ name, url }: WebhookValues) {
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(!/^https?:\/\/\S+$/.test(url.trim()) && { url: 'Enter an http or https URL.' }),
  };
}

/** What an event is called where it is chosen: `incident.declared`, with the words of the audit log. */
export function eventTitle(event: string): string {
  if (event.startsWith(stagePrefix))
    return `All events of ${stageTitles[event.slice(stagePrefix.length) as EventStage]}`;
  return event;
}

const list = (values: readonly string[]) => values.join(', ') || 'all';

/** What the fields are called where two changes of one meet. */
export const webhookFieldNames = {
  name: 'Name',
  url: 'URL',
  events: { label: 'Events', show: (events: string[]) => list(events.map(eventTitle)) },
  serviceIds: { label: 'Services', show: list },
  teamIds: { label: 'Teams', show: list },
  severities: { label: 'Severities', show: (levels: string[]) => list(levels.map((level) => `SEV${level}`)) },
  seesAs: 'Sees what this role may see',
  enabled: { label: 'Enabled', show: (enabled: boolean) => (enabled ? 'on' : 'off') },
};

/** Fields by the name the server refuses them under. */
export const errorsAtFields = { kinds: 'events', stages: 'events' };

const eventChoices = eventStages.map((stage) => ({
  group: stageTitles[stage],
  items: [
    { value: stagePrefix + stage, label: eventTitle(stagePrefix + stage) },
    ...eventKinds
      .filter((kind) => stageOfKind(kind) === stage)
      .map((kind) => {
        const { subject, words } = specOf(kind);
        return { value: kind, label: `${kind}: ${words.replace('{it}', `the ${subjects[subject].noun}`)}` };
      }),
  ],
}));

/** First words of kinds, which the API takes as well, are shown as they are. */
function choicesWith(events: readonly string[]) {
  const known = new Set(eventChoices.flatMap(({ items }) => items.map(({ value }) => value)));
  const others = events.filter((event) => !known.has(event));
  if (others.length === 0) return eventChoices;
  return [{ group: 'Other', items: others.map((value) => ({ value, label: `${value}.*` })) }, ...eventChoices];
}

const severityOptions = severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) }));
const roleOptions = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'responder', label: 'Responder' },
  { value: 'admin', label: 'Admin, with the fields of every change' },
];

export function WebhookFields({ form }: { form: UseFormReturnType<WebhookValues> }) {
  const { events, severities: levels } = form.values;
  return (
    <>
      <TextInput label="Name" required maxLength={80} placeholder="Chat bot" {...form.getInputProps('name')} />
      <TextInput
        label="URL"
        description="Receives a signed POST for each event. Private addresses need the operator to allow them."
        required
        maxLength={2000}
        placeholder="https://example.com/evenkeel"
        {...form.getInputProps('url')}
      />
      <SearchMultiSelect
        label="Events"
        description="Leave empty for all events"
        placeholder={events.length > 0 ? undefined : 'All events'}
        data={choicesWith(events)}
        {...form.getInputProps('events')}
      />
      <MultiPicker
        label="Services"
        description="Only events about these services; leave empty for all"
        of="services"
        {...form.getInputProps('serviceIds')}
      />
      <MultiPicker
        label="Teams"
        description="Only events about these teams or their services; leave empty for all"
        of="teams"
        {...form.getInputProps('teamIds')}
      />
      <MultiSelect
        label="Severities"
        description="Only events about something of these severities; leave empty for all"
        placeholder={levels.length > 0 ? undefined : 'Any severity'}
        data={severityOptions}
        {...form.getInputProps('severities')}
      />
      <Select
        label="Sees what this role may see"
        description="Events that the role may not read are not sent"
        data={roleOptions}
        allowDeselect={false}
        {...form.getInputProps('seesAs')}
      />
      <Switch
        label="Enabled"
        description="While it is off, events are kept for 30 days and can be replayed"
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </>
  );
}

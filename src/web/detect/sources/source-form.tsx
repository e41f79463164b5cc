import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Source, SourceInput } from '../../../contract/detect/sources.ts';
import { getService } from '../../../contract/directory/services.ts';
import { slugOf } from '../../../domain/slug.ts';
import { named } from '../../directory/name-of.tsx';
import { wordsOf } from '../../ui/form/edited.ts';
import type { Path } from '../../ui/form/merge-changes.ts';
import { SlugField } from '../../ui/form/slug-field.tsx';
import { type Pages, pagesWords, WhoIsPagedFields } from '../who-is-paged-fields.tsx';
import {
  HeartbeatFields,
  type HeartbeatValues,
  heartbeatFaults,
  heartbeatInputOf,
  heartbeatValues,
  heartbeatWords,
} from './heartbeat-fields.tsx';
import { type Settings, SettingsFields, type SourceType } from './settings-fields.tsx';

/** The form of a source; an id in a select is text. */
export type SourceValues = {
  name: string;
  slug: string;
  /** Chosen before the form. */
  sender: string | null;
  pages: Pages;
  serviceId: string | null;
  /** Separated by commas; empty for all. */
  messageLabels: string;
  settings: Settings;
  heartbeat: HeartbeatValues | null;
};

export function sourceValues(type: string, source?: Source, sender: string | null = null): SourceValues {
  return {
    name: source?.name ?? '',
    slug: source?.slug ?? '',
    sender: source?.sender ?? sender,
    pages: !source || source.serviceId !== null ? 'service' : source.pagesNobody ? 'nobody' : 'default-policy',
    serviceId: source?.serviceId ? String(source.serviceId) : null,
    messageLabels: source?.messageLabels?.join(', ') ?? '',
    settings: source?.settings ?? {},
    heartbeat: type === 'heartbeat' ? heartbeatValues(source?.heartbeat ?? null) : null,
  };
}

export function sourceInputOf(type: string, form: SourceValues): SourceInput {
  const { pages, serviceId, messageLabels, heartbeat, ...values } = form;
  const isOwned = pages === 'service' && serviceId !== null;
  const names = messageLabels.split(',').flatMap((name) => name.trim() || []);
  return {
    ...{ ...values, type, serviceId: isOwned ? Number(serviceId) : null, pagesNobody: pages === 'nobody' },
    heartbeat: heartbeat && heartbeatInputOf(heartbeat),
    messageLabels: names.length > 0 ? [...new Set(names)] : null,
  };
}

export const sourceFields = {
  name: 'Name',
  slug: 'Slug',
  sender: null,
  pages: { label: 'Who is paged', show: (value: Pages) => pagesWords[value] },
  serviceId: named('Service', getService),
  messageLabels: 'Labels in messages',
  settings: { label: ([name]: Path) => wordsOf(String(name)) },
  heartbeat: heartbeatWords,
};

/** What can be said before sending. */
export function sourceFaults({
  name,
  slug,
  pages,
  serviceId,
  heartbeat,
}: SourceValues): Partial<Record<string, string>> {
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(pages === 'service' && serviceId === null && { serviceId: 'Choose a service, or who is paged without one.' }),
    ...(slug.trim() === '' && { slug: 'Enter a slug: lower-case letters, digits and hyphens.' }),
    ...(heartbeat && heartbeatFaults(heartbeat)),
  };
}

type SourceFieldsProps = { form: UseFormReturnType<SourceValues>; type: SourceType | undefined; isNew: boolean };

export function SourceFields({ form, type, isNew }: SourceFieldsProps) {
  const { name, slug, pages, heartbeat } = form.values;
  return (
    <>
      <TextInput
        label="Name"
        required
        maxLength={120}
        placeholder="Production Prometheus"
        {...form.getInputProps('name')}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isNew && slug === slugOf(name)) form.setFieldValue('slug', slugOf(value));
          form.setFieldValue('name', value);
        }}
      />
      <SlugField description="Used in configuration files and routes" {...form.getInputProps('slug')} />
      <WhoIsPagedFields form={form} description="The service that owns its alerts, unless a route says otherwise" />
      {pages === 'nobody' && <p className="muted">Routes can still assign some of its alerts to a service.</p>}
      {heartbeat && <HeartbeatFields form={form} heartbeat={heartbeat} />}
      {!isNew && (
        <TextInput
          label="Labels in messages"
          description="Names separated by commas, the most telling first; empty for all. What looks like a secret is never sent."
          placeholder="cluster, namespace, instance"
          {...form.getInputProps('messageLabels')}
        />
      )}
      {!isNew && type && (
        <SettingsFields
          fields={type.fields}
          settings={form.values.settings}
          errors={form.errors}
          change={(settings) => form.setFieldValue('settings', settings)}
        />
      )}
    </>
  );
}

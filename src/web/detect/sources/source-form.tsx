import { NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Source, SourceInput } from '../../../contract/sources.ts';
import { slugOf } from '../../../domain/slug.ts';
import { Picker } from '../../directory/picker.tsx';
import { type Settings, SettingsFields, type SourceType } from './settings-fields.tsx';

/** The form of a source; an id in a select is text. */
export type SourceValues = {
  name: string;
  slug: string;
  serviceId: string | null;
  settings: Settings;
  heartbeat: { intervalSeconds: number; graceSeconds: number } | null;
};

const everyHour = { intervalSeconds: 3600, graceSeconds: 300 };

export function sourceValues(type: string, source?: Source): SourceValues {
  const { intervalSeconds, graceSeconds } = source?.heartbeat ?? everyHour;
  return {
    name: source?.name ?? '',
    slug: source?.slug ?? '',
    serviceId: source?.serviceId ? String(source.serviceId) : null,
    settings: source?.settings ?? {},
    heartbeat: type === 'heartbeat' ? { intervalSeconds, graceSeconds } : null,
  };
}

export function sourceInputOf(type: string, values: SourceValues): SourceInput {
  return { ...values, type, serviceId: values.serviceId ? Number(values.serviceId) : null };
}

/** What can be said before sending. */
export function sourceFaults({ name, slug }: SourceValues): Partial<Record<string, string>> {
  return {
    ...(name.trim() === '' && { name: 'It needs a name.' }),
    ...(slug.trim() === '' && { slug: 'It needs a slug: lower-case letters, digits and hyphens.' }),
  };
}

type SourceFieldsProps = { form: UseFormReturnType<SourceValues>; type: SourceType | undefined; isNew: boolean };

export function SourceFields({ form, type, isNew }: SourceFieldsProps) {
  const { name, slug, heartbeat } = form.values;
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
      <TextInput
        label="Slug"
        required
        maxLength={63}
        description="How configuration files and routes refer to it"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('slug')}
      />
      <Picker
        label="Service"
        description="Whose business its alerts are, unless a route says otherwise"
        placeholder="No service"
        clearable
        of="services"
        {...form.getInputProps('serviceId')}
      />
      {heartbeat && (
        <>
          <NumberInput
            label="Expected every"
            description="How long after a ping the next one is due"
            suffix=" s"
            min={10}
            allowDecimal={false}
            required
            {...form.getInputProps('heartbeat.intervalSeconds')}
          />
          <NumberInput
            label="Grace"
            description="How much later it may come before an alert is raised"
            suffix=" s"
            min={0}
            allowDecimal={false}
            required
            {...form.getInputProps('heartbeat.graceSeconds')}
          />
        </>
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

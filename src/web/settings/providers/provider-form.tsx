import { Switch, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { SettingsField } from '../../../contract/respond/channels.ts';
import type { Provider, ProviderKind } from '../../../contract/respond/providers.ts';
import { DescribedFields } from '../../directory/channels/described-fields.tsx';
import { initialSettings, type Settings, settingsFaults } from '../../directory/channels/described-values.ts';
import type { Path } from '../../ui/form/merge-changes.ts';

export type ProviderValues = { name: string; settings: Settings; countries: string[]; enabled: boolean };

export function providerValues(kind: ProviderKind, provider?: Provider): ProviderValues {
  return {
    name: provider?.name ?? kind.title,
    settings: initialSettings(kind.fields, provider?.settings),
    countries: provider?.countries ?? [],
    enabled: provider ? provider.disabledAt === null : true,
  };
}

/** What can be said before sending. A secret that is set may stay empty. */
export function providerFaults(kind: ProviderKind, { name, settings }: ProviderValues, secretsSet: string[] = []) {
  const mayBeEmpty = ({ key }: SettingsField) => secretsSet.includes(key);
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...settingsFaults(kind.fields, settings, mayBeEmpty),
  };
}

/** What the fields are called where two changes of one meet. */
export function providerFieldNames(kind: ProviderKind) {
  return {
    name: 'Name',
    settings: {
      label: ([key]: Path) => kind.fields.find((field) => field.key === key)?.label ?? String(key ?? 'Settings'),
    },
    countries: { label: 'Countries', show: (codes: string[]) => codes.join(', ') || 'all' },
    enabled: { label: 'Enabled', show: (enabled: boolean) => (enabled ? 'on' : 'off') },
  };
}

type ProviderFieldsProps = {
  form: UseFormReturnType<ProviderValues>;
  kind: ProviderKind;
  secretsSet?: readonly string[];
};

export function ProviderFields({ form, kind, secretsSet }: ProviderFieldsProps) {
  const { settings } = form.values;
  return (
    <>
      <TextInput
        label="Name"
        description="People see it when they choose among several"
        required
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <DescribedFields
        fields={kind.fields}
        settings={settings}
        errors={form.errors}
        change={(key, value) => form.setFieldValue('settings', { ...settings, [key]: value })}
        secretsSet={secretsSet}
      />
      {kind.hasCountries && (
        <TagsInput
          label="Countries"
          description="Calling codes it is used for, such as +49; empty for all"
          placeholder={form.values.countries.length > 0 ? undefined : '+49'}
          splitChars={[',', ' ']}
          {...form.getInputProps('countries')}
        />
      )}
      <Switch
        label="Enabled"
        description="While it is off, nothing is sent through it"
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </>
  );
}

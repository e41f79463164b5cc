import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { listSourceTypes } from '../../../contract/detect/sources.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { severities, severityLabel } from '../../../domain/severity.ts';
import { WordMap } from './word-map.tsx';

export type SourceType = OutputOf<typeof listSourceTypes>['items'][number];
export type Settings = Record<string, unknown>;

export const severityOptions = severities.map((severity) => ({
  value: String(severity),
  label: severityLabel(severity),
}));
const actionOptions = [
  { value: 'trigger', label: 'fires' },
  { value: 'acknowledge', label: 'is acknowledged' },
  { value: 'resolve', label: 'is resolved' },
  { value: 'change', label: 'is a change' },
];

export type SettingsFieldsProps = {
  fields: SourceType['fields'];
  settings: Settings;
  /** The message of a field's fault, by `settings.<key>`. */
  errors: Record<string, unknown>;
  change: (settings: Settings) => void;
};

/** The settings of a source, drawn from what its type says about them. */
export function SettingsFields({ fields, settings, errors, change }: SettingsFieldsProps) {
  return fields.map((field) => (
    <SettingsField
      key={field.key}
      field={field}
      value={settings[field.key]}
      error={errorOf(errors, field.key)}
      change={(value) => {
        const { [field.key]: _before, ...rest } = settings;
        change(value === undefined ? rest : { ...rest, [field.key]: value });
      }}
    />
  ));
}

/** A fault may lie deeper than the field, at one word of a map. */
function errorOf(errors: Record<string, unknown>, key: string): string | undefined {
  const place = Object.keys(errors).find((path) => path === `settings.${key}` || path.startsWith(`settings.${key}.`));
  return place === undefined ? undefined : String(errors[place]);
}

type SettingsFieldProps = {
  field: SourceType['fields'][number];
  value: unknown;
  error: string | undefined;
  /** `undefined` takes the setting out. */
  change: (value: unknown) => void;
};

function SettingsField({ field: { kind, label, help }, value, error, change }: SettingsFieldProps) {
  const common = { label, description: help, error };
  switch (kind) {
    case 'switch':
      return (
        <Switch
          {...common}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked || undefined)}
        />
      );
    case 'seconds':
      return (
        <NumberInput
          {...common}
          suffix=" s"
          min={0}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => change(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'severity':
      return (
        <Select
          {...common}
          clearable
          placeholder="Default"
          data={severityOptions}
          value={typeof value === 'number' ? String(value) : null}
          onChange={(next) => change(next ? Number(next) : undefined)}
        />
      );
    case 'severity-map':
      return (
        <WordMap
          {...common}
          options={severityOptions}
          words={wordsOf(value)}
          change={(words) => change(filled(words, Number))}
        />
      );
    case 'action-map':
      return (
        <WordMap
          {...common}
          options={actionOptions}
          words={wordsOf(value)}
          change={(words) => change(filled(words, String))}
        />
      );
    case 'text-list':
      return (
        <TagsInput
          {...common}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next) => change(next.length > 0 ? next : undefined)}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => change(event.currentTarget.value || undefined)}
        />
      );
  }
}

function wordsOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([word, meaning]) => [word, String(meaning)]);
}

function filled(words: [string, string][], read: (text: string) => string | number) {
  const entries = words.map(([word, meaning]) => [word, read(meaning)] as const);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

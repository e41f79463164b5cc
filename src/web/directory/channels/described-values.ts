/** What stands in a form that is drawn from described fields, and what is sent of it. */
import type { SettingsField } from '../../../contract/respond/channels.ts';

export type Settings = Record<string, unknown>;

/** What the form begins with. Secrets are never read back: they begin empty. */
export function initialSettings(fields: readonly SettingsField[], known: Settings = {}): Settings {
  return Object.fromEntries(
    fields.map(({ key, kind, initial }) => [key, known[key] ?? initial ?? (kind === 'switch' ? false : '')]),
  );
}

/**
 * What can be said before sending, by `settings.<key>`.
 * @param mayBeEmpty fields that need nothing although they are asked for
 */
export function settingsFaults(
  fields: readonly SettingsField[],
  settings: Settings,
  mayBeEmpty: (field: SettingsField) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter((field) => isNeeded(field) && isEmpty(settings[field.key]) && !mayBeEmpty(field))
      .map((field) => [`settings.${field.key}`, field.kind === 'choice' ? 'Choose one.' : 'Enter a value.']),
  );
}

/** The settings of something new: what was left empty is left out. */
export function newSettings(fields: readonly SettingsField[], settings: Settings): Settings {
  const given = fields.map(({ key }) => [key, trimmed(settings[key])] as const);
  return Object.fromEntries(given.filter(([, value]) => !isEmpty(value)));
}

/** What changes of something that exists: an empty secret stays as it is, null takes a setting away. */
export function changedSettings(fields: readonly SettingsField[], settings: Settings, before: Settings): Settings {
  const changed = fields
    .map(({ key, kind }) => ({ key, kind, value: trimmed(settings[key]) }))
    .filter(({ key, value }) => value !== trimmed(before[key]))
    .filter(({ kind, value }) => kind !== 'secret' || value !== '');
  return Object.fromEntries(changed.map(({ key, value }) => [key, value === '' ? null : value]));
}

/** Where the server's words about a setting belong: it names the setting alone. */
export function errorsAtSettings(fields: readonly SettingsField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ key }) => [key, `settings.${key}`]));
}

export const isNeeded = ({ isOptional, isMade, kind }: SettingsField) => !isOptional && !isMade && kind !== 'switch';

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value);

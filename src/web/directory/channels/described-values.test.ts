import { expect, test } from 'vitest';
import type { SettingsField } from '../../../contract/respond/channels.ts';
import { changedSettings, initialSettings, newSettings, settingsFaults } from './described-values.ts';

const field = (key: string, kind: SettingsField['kind'], more: Partial<SettingsField> = {}): SettingsField => ({
  ...{ key, kind, label: key, help: '', isMade: false, isOptional: false, placeholder: null, choices: [] },
  ...{ initial: null, ...more },
});

const fields = [
  field('url', 'url', { initial: 'https://api.example.org' }),
  field('token', 'secret'),
  field('spare', 'secret', { isOptional: true }),
  field('replies', 'switch', { initial: true }),
  field('from', 'text', { isOptional: true }),
];

test('a new form begins with what is so when it is left out, also where that is on', () => {
  expect(initialSettings(fields)).toEqual({
    ...{ url: 'https://api.example.org', token: '', spare: '', replies: true, from: '' },
  });
});

test('what is known goes before what is usual, also where it is off', () => {
  expect(initialSettings(fields, { replies: false, url: 'https://eu.example.org' })).toMatchObject({
    ...{ replies: false, url: 'https://eu.example.org' },
  });
});

test('what was left empty is not sent for something new, and a switch that is off is', () => {
  const settings = { ...initialSettings(fields), token: ' secret ', replies: false };
  expect(newSettings(fields, settings)).toEqual({ url: 'https://api.example.org', token: 'secret', replies: false });
});

test('an empty secret stays, a removed one and an emptied text are taken away, and the rest is not sent', () => {
  const before = initialSettings(fields, { url: 'https://eu.example.org', from: 'Ops' });
  expect(changedSettings(fields, before, before)).toEqual({});
  expect(changedSettings(fields, { ...before, spare: null, from: '' }, before)).toEqual({ spare: null, from: null });
  expect(changedSettings(fields, { ...before, token: 'new' }, before)).toEqual({ token: 'new' });
});

test('only what is needed, and neither made here nor set already, is asked for', () => {
  const faults = (mayBeEmpty: (one: SettingsField) => boolean) =>
    settingsFaults([...fields, field('topic', 'secret', { isMade: true })], initialSettings(fields), mayBeEmpty);
  expect(faults(() => false)).toEqual({ 'settings.token': 'Enter a value.' });
  expect(faults(({ key }) => key === 'token')).toEqual({});
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { channels, findChannel, kindsCarrying, providerKinds } from './registry.ts';

test('every folder of a channel or provider is in the registry, and each name once', () => {
  const registry = readFileSync(path.join(import.meta.dirname, 'registry.ts'), 'utf8');
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !registry.includes(`'./${name}/`))).toEqual([]);
  for (const names of [channels.map(({ channel }) => channel), providerKinds.map(({ kind }) => kind)])
    expect(new Set(names).size).toBe(names.length);
});

test('a channel is named in its folder and nowhere else', () => {
  const src = path.join(import.meta.dirname, '..', '..', '..');
  const names = [...channels.map(({ channel }) => channel), ...providerKinds.map(({ kind }) => kind)].join('|');
  const named = new RegExp(`\\bchannel\\s*(?:===|!==|:|=)\\s*'(?:${names})'`);
  const places = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|-for-tests\.ts$/.test(name))
    // What another tool calls its channels is said where its exports are read.
    .filter((name) => !/^(server\/(respond\/channels|demo)|domain\/move-in)\//.test(name))
    .filter((name) => named.test(readFileSync(path.join(src, name), 'utf8')));
  expect(places).toEqual([]);
});

test('every channel tells a form what to ask and the loop how long to wait', () => {
  for (const { title, fields, timeoutMs, description, whereToLook } of channels) {
    expect([title, description, whereToLook]).not.toContain('');
    expect(fields.length).toBeGreaterThan(0);
    expect(timeoutMs).toBeGreaterThanOrEqual(5000);
    expect(timeoutMs).toBeLessThanOrEqual(30_000);
  }
  expect(findChannel('email')?.title).toBe('E-mail');
  expect(findChannel('pigeon')).toBeUndefined();
});

test('a channel reaches its receivers by itself, or a kind of provider carries it', () => {
  for (const { channel, deliver } of channels)
    expect([channel, deliver === null]).toEqual([channel, kindsCarrying(channel).length > 0]);
});

test('every provider says how it is set up, and keeps its secrets in fields that are never shown', () => {
  for (const kind of providerKinds) {
    const steps = kind.steps({ publicUrl: 'https://evenkeel.test', hookUrl: 'https://evenkeel.test/hooks/x/1' });
    expect([kind.kind, steps.length > 0, kind.carries.length > 0]).toEqual([kind.kind, true, true]);
    const open = kind.fields.filter((field) => field.kind !== 'secret').map(({ key }) => key);
    expect([kind.kind, open.filter((key) => /token|secret|password|key$/i.test(key))]).toEqual([kind.kind, []]);
  }
});

test('a field begins with the default of its settings, but nothing that is made for each is shown to all', () => {
  const fieldOf = (kind: string, key: string) =>
    providerKinds.find((each) => each.kind === kind)!.fields.find((field) => field.key === key)!;
  expect(fieldOf('twilio', 'replies').initial).toBe(true);
  expect(fieldOf('twilio', 'apiUrl').initial).toBe('https://api.twilio.com');
  expect(fieldOf('twilio', 'authToken').initial).toBeNull();
  expect(fieldOf('ntfy', 'replyTopic').initial).toBeNull();
});

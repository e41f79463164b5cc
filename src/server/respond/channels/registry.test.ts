import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { channels, findChannel } from './registry.ts';

test('every channel folder is registered under its own name, once', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(channels.map((each) => each.channel).sort()).toEqual(folders.map((folder) => folder.name).sort());
});

test('every channel tells a form what to ask and the loop how long to wait', () => {
  for (const { title, fields, timeoutMs } of channels) {
    expect(title).not.toBe('');
    expect(fields.length).toBeGreaterThan(0);
    expect(timeoutMs).toBeGreaterThanOrEqual(5000);
    expect(timeoutMs).toBeLessThanOrEqual(30_000);
  }
  expect(findChannel('email')?.title).toBe('E-mail');
  expect(findChannel('pigeon')).toBeUndefined();
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { localTimeIn } from '../../../domain/time/typed-time.ts';
import { meaningOfLocalTime } from './time-text.ts';

const web = new URL('../../', import.meta.url);

it('no screen has a field for dates or times of the browser, whose clock of 12 or 24 hours nobody chooses', () => {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  expect(files.length).toBeGreaterThan(200);
  const native = /type=(?:"|\{')(?:datetime-local|date|time|month|week)\b/;
  expect(files.filter((name) => native.test(readFileSync(new URL(name, web), 'utf8')))).toEqual([]);
});

it('a field says what a time means that clocks skip or show twice, and nothing of any other', () => {
  const meaning = (local: string) => meaningOfLocalTime(localTimeIn('Europe/Berlin', local), 'Europe/Berlin');
  expect(meaning('2026-03-29T02:30')).toBe('Clocks in Europe/Berlin skip this time; it means 03:30.');
  expect(meaning('2026-10-25T02:30')).toBe(
    'Clocks in Europe/Berlin show 02:30 twice that day; this is the first, CEST (00:30 UTC).',
  );
  expect(meaning('2026-12-01T14:30')).toBeUndefined();
});

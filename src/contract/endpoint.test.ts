import { expect, test } from 'vitest';
import { line, timeZone } from './endpoint.ts';

test('only names of zones are time zones', () => {
  for (const name of ['Europe/Kyiv', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires']) {
    expect(timeZone.safeParse(name).success, name).toBe(true);
  }
  for (const name of ['Mars/Phobos', '../etc/passwd', '+05:30', '', 'Europe/Berlin\u0000']) {
    expect(timeZone.safeParse(name).success, name).toBe(false);
  }
});

test('a line of text has something that can be seen', () => {
  for (const name of ['Ada', '李', 'م', '🚒', '–', '1', 'a\u200d'])
    expect(line(20).safeParse(name).success, name).toBe(true);
  for (const name of ['\u200b', '\u200d\u200d', '\ufeff', '\u3164', '\u2800', '\u00ad', '\u0301', '\u200e \u200f']) {
    expect(line(20).safeParse(name).success, JSON.stringify(name)).toBe(false);
  }
});

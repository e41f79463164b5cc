import { expect, test } from 'vitest';
import { timeZone } from './endpoint.ts';

test('only names of zones are time zones', () => {
  for (const name of ['Europe/Kyiv', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires']) {
    expect(timeZone.safeParse(name).success, name).toBe(true);
  }
  for (const name of ['Mars/Phobos', '../etc/passwd', '+05:30', '', 'Europe/Berlin\u0000']) {
    expect(timeZone.safeParse(name).success, name).toBe(false);
  }
});

import { expect, test } from 'vitest';
import { postgresFinding } from './postgres-version.ts';

const find = (version: string, day: string) => postgresFinding(version, new Date(`${day}T12:00:00Z`));

test('an old minor release and a major that has ended are warned of, and what is current or newer than known is not', () => {
  expect(find('17.4 (Debian 17.4-1.pgdg120+2)', '2026-11-30')).toEqual({
    result: 'warning',
    sentence:
      'PostgreSQL 17.4 is an old minor release: later ones mend lost data and security. Install 17.7 or newer (as of 2025-11-13); the data stays as it is.',
  });
  expect(find('14.23', '2026-11-13')).toMatchObject({
    result: 'warning',
    sentence: expect.stringContaining('PostgreSQL 14 ended on 2026-11-12'),
  });
  for (const version of ['14.20', '15.20 (Debian 15.20-0+deb12u1)', '18.4', '19.0', '19beta1'])
    expect([version, find(version, '2026-11-12').result]).toEqual([version, 'ok']);
});

test('what is said to be current is said as of a day, and nothing is said of a release that is not known', () => {
  expect(find('18.4', '2026-11-30').sentence).toBe('PostgreSQL 18.4 answers; no old minor release, as of 2025-11-13.');
  expect(find('19.0', '2026-11-30').sentence).toBe('PostgreSQL 19.0 answers.');
});

import { expect, test } from 'vitest';
import { postgresFinding } from './postgres-version.ts';

const find = (version: string, day: string) => postgresFinding(version, new Date(`${day}T12:00:00Z`));

test('an old minor release and a major that has ended are warned of, and what is current or newer than known is not', () => {
  expect(find('17.4 (Debian 17.4-1.pgdg120+2)', '2026-11-30')).toEqual({
    result: 'warning',
    sentence:
      'PostgreSQL 17.4 is an old minor release: later ones mend lost data and security. Install 17.11 or newer (as of 2026-08-13); the data stays as it is.',
  });
  expect(find('14.23', '2026-11-13')).toMatchObject({
    result: 'warning',
    sentence: expect.stringContaining('PostgreSQL 14 ended on 2026-11-12'),
  });
  for (const version of ['14.24', '15.20 (Debian 15.20-0+deb12u1)', '18.6', '19.0', '19beta1'])
    expect([version, find(version, '2026-11-12').result]).toEqual([version, 'ok']);
});

test('what is said to be current is said as of a day, and nothing is said of a release that is not known', () => {
  expect(find('18.6', '2026-09-30').sentence).toBe('PostgreSQL 18.6 answers; no old minor release, as of 2026-08-13.');
  expect(find('19.0', '2026-11-30').sentence).toBe('PostgreSQL 19.0 answers.');
});

test('a judgement that is older than the time between two releases says so', () => {
  expect(find('18.6', '2027-08-13')).toEqual({
    result: 'ok',
    sentence:
      'PostgreSQL 18.6 answers; no old minor release, as of 2026-08-13, which is 365 days ago: there are newer ones by now.',
  });
});

test('of the PostgreSQL that came along nobody is told to install another', () => {
  const finding = postgresFinding('18.4', new Date('2026-11-30'), { cameAlong: true });
  expect(finding).toEqual({
    result: 'warning',
    sentence:
      'PostgreSQL 18.4 is an old minor release: later ones mend lost data and security. It came along with Evenkeel: a later version brings a later one, and EVENKEEL_POSTGRES_BIN takes 18.6 or newer (as of 2026-08-13) of this machine.',
  });
});

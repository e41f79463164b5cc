import { expect, test } from 'vitest';
import { readTitle } from './titles.ts';

test('that an alert is a test stays in its title', () => {
  expect(readTitle('Test alert: can a page reach me?').subject).toBe('Test alert: can a page reach me?');
  expect(readTitle('Alert: disk full on db-1').subject).toBe('disk full on db-1');
});

import { expect, test } from 'vitest';
import { hoursText } from './hours-text.ts';

const hours = { timeZone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

test('working hours name a row of days by its ends, and every other day', () => {
  expect(hoursText(hours)).toBe('Mon–Fri, 09:00 to 17:00; Europe/Berlin');
  expect(hoursText({ ...hours, weekdays: [6, 7], holidays: ['2026-12-26'] })).toBe(
    'Sat, Sun, 09:00 to 17:00; Europe/Berlin; except 2026-12-26',
  );
  const also = [{ weekdays: [5], from: '09:00', to: '14:00' }];
  expect(hoursText({ ...hours, weekdays: [1, 2, 3, 4], also })).toBe(
    'Mon–Thu, 09:00 to 17:00; Fri, 09:00 to 14:00; Europe/Berlin',
  );
});

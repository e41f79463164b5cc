import { expect, test } from 'vitest';
import { attendeesIn, attendeeText } from './attendee-lines.ts';

test('Attendees are read from lines, with or without department and address', () => {
  expect(
    attendeesIn('Sam Okafor, Customer support, sam@example.org\n\n Kim \nJo, Legal, Berlin\nLee, lee@example.org'),
  ).toEqual([
    { name: 'Sam Okafor', department: 'Customer support', email: 'sam@example.org' },
    { name: 'Kim', department: '', email: null },
    { name: 'Jo', department: 'Legal, Berlin', email: null },
    { name: 'Lee', department: '', email: 'lee@example.org' },
  ]);
  expect(attendeeText({ name: 'Sam', department: 'Support' })).toBe('Sam (Support)');
  expect(attendeeText({ name: 'Kim', department: '' })).toBe('Kim');
});

import { expect, test } from 'vitest';
import { missingFor, ruleText } from './reach-rule.ts';

const mail = { channel: 'email', wakes: false };
const sms = { channel: 'sms', wakes: true };
const rule = { ways: 2, wakes: true };

test('two contact methods of one channel are one way', () => {
  expect(missingFor(rule, [sms, sms])).toEqual(['1 more kind of contact method']);
  expect(missingFor(rule, [sms, mail])).toEqual([]);
});

test('everything that is missing is said at once', () => {
  expect(missingFor(rule, [])).toEqual(['2 more kinds of contact method', 'a contact method that wakes them']);
  expect(missingFor(rule, [mail, { channel: 'slack', wakes: false }])).toEqual(['a contact method that wakes them']);
  expect(missingFor({ ways: 1, wakes: false }, [mail])).toEqual([]);
});

test('a rule reads as a sentence', () => {
  expect(ruleText(rule)).toBe(
    'Each member needs 2 different kinds of contact method, at least one of which wakes them.',
  );
  expect(ruleText({ ways: 1, wakes: true })).toBe('Each member needs a contact method that wakes them.');
});

import { expect, test } from 'vitest';
import { createHelpLimit } from './help-limit.ts';
import { commandOf, onCallWords } from './words.ts';

test.each([
  ['a', 'acknowledge', null],
  ['ACK', 'acknowledge', null],
  ['3a', 'acknowledge', 3],
  [' 3 A. ', 'acknowledge', 3],
  ['a 3', 'acknowledge', 3],
  ['3', 'acknowledge', 3],
  ['12e', 'escalate', 12],
  ['3c', 'resolve', 3],
])('“%s” is understood', (text, action, code) => {
  expect(commandOf(text)).toEqual({ action, code });
});

test.each([
  '',
  '3x',
  '3a3',
  'constructor',
  '3 constructor',
  '__proto__',
  'I am driving',
  '3a and more',
  '9999999a',
])('“%s” does nothing', (text) => {
  expect(commandOf(text)).toBeNull();
});

test('who is not understood is told five times in a row, and again after an hour or a word that makes sense', () => {
  let nowMs = 0;
  const limit = createHelpLimit(() => nowMs);
  const tries = (count: number) => Array.from({ length: count }, () => limit.mayHelp('ada'));
  expect(tries(7)).toEqual([true, true, true, true, true, false, false]);
  expect(limit.mayHelp('bo')).toBe(true);
  limit.forget('ada');
  expect(tries(6)).toEqual([true, true, true, true, true, false]);
  nowMs = 3_600_000;
  expect(limit.mayHelp('ada')).toBe(true);
});

test('who is on call is a line for each schedule, by its own clock', () => {
  const nobody = { personName: null };
  const checkout = {
    ...{ scheduleName: 'Checkout', timeZone: 'Europe/Berlin', until: new Date('2026-11-30T08:00:00Z') },
    ...{ now: { personName: 'Ada' }, alsoNow: [{ personName: 'Ben' }], next: { personName: 'Grace' }, alsoNext: [] },
  };
  const search = { ...checkout, scheduleName: 'Search', now: nobody, alsoNow: [], until: null, next: null };
  expect(onCallWords([checkout, search], { search: '', isCut: true }).split('\n')).toEqual([
    'Checkout: Ada and Ben until 30 Nov 2026, 09:00 CET (08:00 UTC), then Grace',
    'Search: nobody',
    'There are more. Add words of a schedule’s name.',
  ]);
  expect(onCallWords([], { search: 'x', isCut: false })).toBe('No schedule is called “x”.');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LetterFacts, letterSections, letterSubject, nextLetterAt } from './letter.ts';

const facts: LetterFacts = {
  ...{ teamName: 'Payments', today: '2026-12-01', startsOn: '2026-10-01', endsOn: '2026-12-30', day: 61 },
  ...{ phaseName: 'Execute', done: 9, total: 15, next: { title: 'Hold the first drill', dueOn: '2026-12-10' } },
  overdue: [],
  findings: [],
  ...{ overdueItems: 0, risks: [], lastDecision: null },
};
const section = (title: string, part: Partial<LetterFacts>) =>
  letterSections({ ...facts, ...part }).find((each) => each.title === title)!.lines;

test('the letter says where the plan stands, and what was decided last', () => {
  const lastDecision = { question: 'May we freeze releases on Fridays?', option: 'Yes', day: '2026-11-03' };
  expect(section('Where it stands', { lastDecision })).toEqual([
    'Day 62, until 30 December 2026: Execute.',
    '9 of 15 milestones done.',
    'Next, by 10 December 2026: Hold the first drill.',
    'You decided on 3 November 2026: May we freeze releases on Fridays? Yes.',
  ]);
  expect(section('Where it stands', { today: '2027-01-02' })[0]).toContain('Its time was over');
});

test('only what is proven is told as a change, also when it got worse', () => {
  const better = { verdict: 'better' as const, sentence: 'Time to restore fell from 92 min to 51 min (n 14 and 12)' };
  const worse = { verdict: 'worse' as const, sentence: 'Recurrence rate rose from 5% to 20% (n 40 and 50)' };
  const open = { verdict: 'cannot-tell' as const, sentence: 'Pages per shift: 3 before, 2 now' };
  expect(section('What has changed', { findings: [better, open, worse] })).toEqual([
    `Better: ${better.sentence}.`,
    `Worse: ${worse.sentence}.`,
    'For the other measure nothing is proven.',
  ]);
  expect(section('What has changed', { findings: [open] })).toEqual([
    'Nothing is proven yet: for every measure there are too few cases, or no change beyond chance.',
  ]);
  expect(section('What has changed', { findings: null })[0]).toContain('still being measured');
});

test('what is overdue and who owns it is at risk; with nothing overdue it says so', () => {
  const overdue = [{ title: 'Name a\nsponsor', dueOn: '2026-11-20', ownerName: null }];
  expect(section('What is at risk', { overdue, overdueItems: 1, risks: ['Key people leave'] })).toEqual([
    'Key people leave.',
    'Overdue since 20 November 2026: Name a sponsor (nobody owns it).',
    '1 action item is overdue.',
  ]);
  expect(section('What is at risk', {})).toEqual(['No milestone and no action item is overdue.']);
});

test('the subject is one line with the day', () => {
  expect(letterSubject('Pay\r\nBcc: x', 'UTC', Date.parse('2026-12-01T09:00:00Z'))).toBe(
    'Pay Bcc: x: where incident management stands on 1 December 2026',
  );
});

test('a letter goes out at nine on the first of each month, in every zone', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/St_Johns');
  fc.assert(
    fc.property(zone, fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), (timeZone, after) => {
      const next = nextLetterAt(timeZone, after);
      expect(next).toBeGreaterThan(after);
      expect(next - after).toBeLessThan(32 * 86_400_000);
      const parts = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', hour: 'numeric' }).formatToParts(next);
      expect(parts.filter(({ type }) => type === 'day' || type === 'hour').map(({ value }) => Number(value))).toEqual([
        1, 9,
      ]);
    }),
  );
});

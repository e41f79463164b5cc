import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestSections, digestSubject, digestText, lateText } from './digest-text.ts';

const timeZone = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const measures = {
  restore: { n: 14, medianSeconds: 3_060, previous: { n: 12, medianSeconds: 5_520 }, verdict: 'lower' as const },
  declared: [1, 0, 2, 0, 0],
  postmortems: { n: 4, count: 3, share: 0.75, previous: { n: 2, share: 0.5 }, verdict: 'cannot-tell' as const },
  recurrence: {
    n: 0,
    count: 0,
    share: null,
    previous: { n: 1, share: 0 },
    verdict: 'cannot-tell' as const,
    windowDays: 90,
  },
};

test('each measure comes with its n, and with “cannot tell” where nothing may be claimed', () => {
  expect(digestSections({ measures }, timeZone)).toEqual([
    {
      title: 'Measures',
      lines: [
        'Time to restore: median 51 min (n 14), before 1 h 32 min (n 12). It fell.',
        'Incidents declared: 3 (1 SEV1, 2 SEV3).',
        'Postmortems completed: 3 of 4 (75%), before 50% of 2. Cannot tell whether it changed.',
        'Recurrences within 90 days: no incident to count.',
      ],
    },
  ]);
});

test('what is overdue is named with its owner, and what is too much is a number', () => {
  const items = Array.from({ length: 9 }, (_, index) => ({
    title: `Item ${index}`,
    ownerName: index === 0 ? null : 'Ada',
    dueMs: at('2026-11-02T22:59:00Z'),
  }));
  const [section] = digestSections({ openWork: { open: 20, overdue: 11, items } }, timeZone);
  expect(section!.lines[0]).toBe('20 open, 11 overdue.');
  expect(section!.lines[1]).toBe('Overdue since 2 Nov: Item 0 (nobody owns it)');
  expect(section!.lines.slice(-2)).toEqual(['Overdue since 2 Nov: Item 5 (Ada)', 'and 5 more']);
});

test('nothing to tell is said and not left out', () => {
  const nothing = {
    load: { shifts: 0, medianPages: null, worstPages: null, wakeUps: 0, heavyShifts: 0 },
    openWork: { open: 0, overdue: 0, items: [] },
    program: { milestones: [], drills: [] },
  };
  expect(digestSections(nothing, timeZone).map(({ lines }) => lines)).toEqual([
    ['No shift ended in this time.'],
    ['No action item is open.'],
    ['No milestone is due in the next two weeks.', 'No drill is planned.'],
  ]);
});

test('its subject names the time it tells of, on the clock of its zone', () => {
  const times = { rhythm: 'weekly' as const, weekday: 1, atMinute: 540, timeZone };
  const period = { from: at('2026-11-22T23:00:00Z'), to: at('2026-11-29T23:00:00Z') };
  expect(digestSubject(times, period, null)).toBe('Weekly digest: 23 Nov to 29 Nov');
  expect(digestSubject(times, period, 'Pay\r\nments')).toBe('Weekly digest for Pay ments: 23 Nov to 29 Nov');
});

test('one that goes out an hour late says since when it was due', () => {
  const due = at('2026-11-30T08:00:00Z');
  expect(lateText(due, due + 3_599_999, timeZone)).toBeNull();
  expect(lateText(due, due + 3_600_000, timeZone)).toBe(
    'This digest is late: it was due Mon 30 Nov, 09:00 (Europe/Berlin).',
  );
});

test('whatever it holds, its text fits and keeps its link and every title', () => {
  const section = fc.record({
    title: fc.constantFrom('Measures', 'Program', 'Action items'),
    lines: fc.array(fc.string({ maxLength: 200, unit: 'binary' }), { maxLength: 12 }),
  });
  fc.assert(
    fc.property(fc.array(section, { maxLength: 5 }), (sections) => {
      const text = digestText(sections, 'https://evenkeel.example/measures', 1_500);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_500);
      expect(text.endsWith('https://evenkeel.example/measures')).toBe(true);
      for (const { title } of sections) expect(text).toContain(title);
    }),
  );
});

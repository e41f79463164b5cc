import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePages, type PagedOnce } from './compare-pages.ts';

const minute = 60_000;
const choice = { withinMs: 10 * minute, zone: 'Europe/Berlin' };
const at = (text: string) => Date.parse(`2026-03-${text}Z`);

test('each day counts both sides and what matches, and every other page is named', () => {
  const ours = [
    { at: at('01T10:00:00'), person: 'Ada', title: 'Disk' },
    { at: at('01T23:30:00'), person: 'Grace', title: 'Night' },
  ];
  const theirs = [
    { at: at('01T10:04:00'), person: 'ada ', title: 'Disk is full' },
    { at: at('02T10:00:00'), person: 'Ada', title: 'Other' },
  ];
  expect(comparePages(ours, theirs, choice)).toEqual({
    days: [
      { day: '2026-03-01', ours: 1, theirs: 1, matched: 1 },
      { day: '2026-03-02', ours: 1, theirs: 1, matched: 0 },
    ],
    onlyOurs: [ours[1]],
    onlyTheirs: [theirs[1]],
  });
});

const pages = fc.array(
  fc.record<PagedOnce>({
    at: fc.integer({ min: at('01T00:00:00'), max: at('03T00:00:00') }),
    person: fc.constantFrom('Ada', 'Grace'),
    title: fc.constant('Disk'),
  }),
  { maxLength: 40 },
);

test('nothing is counted twice or lost, and a list compared with itself has no difference', () => {
  fc.assert(
    fc.property(pages, pages, (ours, theirs) => {
      const { days, onlyOurs, onlyTheirs } = comparePages(ours, theirs, choice);
      const sum = (key: 'ours' | 'theirs' | 'matched') => days.reduce((total, day) => total + day[key], 0);
      expect(sum('ours')).toBe(ours.length);
      expect(sum('theirs')).toBe(theirs.length);
      expect(sum('matched') + onlyOurs.length).toBe(ours.length);
      expect(sum('matched') + onlyTheirs.length).toBe(theirs.length);
      const same = comparePages(ours, ours, choice);
      expect([same.onlyOurs, same.onlyTheirs]).toEqual([[], []]);
    }),
  );
});

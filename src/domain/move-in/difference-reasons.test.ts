import { expect, test } from 'vitest';
import { comparePages, type PagedOnce } from './compare-pages.ts';
import { explainDifferences } from './difference-reasons.ts';

const minute = 60_000;
const at = (text: string) => Date.parse(`2026-03-${text}:00Z`);
const page = (when: string, person: string): PagedOnce => ({ at: at(when), person, title: 'Disk' });

const ran = { from: at('02T00:00'), to: at('09T00:00') };
const people = ['Ada', 'Ben', 'Cleo'];
const around = [page('01T00:00', 'Ada'), page('08T00:00', 'Ben')];

function explain(ours: PagedOnce[], theirs: PagedOnce[]) {
  const reasons = explainDifferences({ ours, theirs }, { withinMs: 10 * minute, people, ran });
  return { ours: ours.map(reasons.ofOurs), theirs: theirs.map(reasons.ofTheirs) };
}

test('a page that only Evenkeel has says what the list of the other tool has instead', () => {
  const reason = (own: PagedOnce, ...theirs: PagedOnce[]) => explain([own], [...around, ...theirs]).ours[0];
  expect(reason(page('09T00:00', 'Ada'))).toBe('The other tool’s list does not reach this time.');
  expect(reason(page('05T10:00', 'Cleo'))).toBe('The other tool’s list never names this person.');
  expect(reason(page('05T10:00', 'Ada'), page('05T10:25', 'ada '))).toBe('The other tool notified them 25 min after.');
  expect(reason(page('05T10:00', 'Ada'), page('05T10:03', 'Ben'))).toBe('The other tool notified Ben then.');
  expect(reason(page('05T10:00', 'Ada'), page('05T13:03', 'Ada'))).toBe('The other tool notified nobody then.');
});

test('a page that only the other tool has says what Evenkeel would have done instead', () => {
  const reason = (their: PagedOnce, ...ours: PagedOnce[]) => explain(ours, [their]).theirs[0];
  expect(reason(page('01T10:00', 'Ada'))).toBe('The parallel run had not begun.');
  expect(reason(page('09T10:00', 'Ada'))).toBe('The parallel run was over.');
  expect(reason(page('05T10:00', 'Dora'))).toBe('Nobody here has this name or address.');
  expect(reason(page('05T10:00', 'Ada'), page('05T09:00', 'Ada'))).toBe(
    'Evenkeel would have notified them 1 h before.',
  );
  expect(reason(page('05T10:00', 'Ada'), page('05T10:05', 'Ben'), page('05T10:01', 'Cleo'))).toBe(
    'Evenkeel would have notified Cleo, Ben then.',
  );
  expect(reason(page('05T10:00', 'Ada'))).toBe('Evenkeel would have notified nobody then.');
});

test('a second message to the same person around the same time is told as such', () => {
  const ours = [page('05T10:00', 'Ada'), page('05T10:00', 'Ada')];
  const theirs = [...around, page('05T10:00', 'Ada')];
  const { onlyOurs } = comparePages(ours, theirs, { withinMs: 10 * minute, zone: 'UTC' });
  const reasons = explainDifferences({ ours, theirs }, { withinMs: 10 * minute, people, ran });
  expect(onlyOurs.map(reasons.ofOurs)).toEqual(['The other tool notified them fewer times around this time.']);
});

import { expect, test } from 'vitest';
import { readPastFile } from './past/records.ts';
import { readTheirPages, usualColumns, withNames } from './their-pages.ts';

test('the notifications of another tool are read by their usual columns, in the zone that is given', () => {
  const file = readPastFile('Created_At,Recipient,Message\n2026-03-01 11:00,ADA@example.org,Disk\nyesterday,Ben,CPU\n');
  const columns = usualColumns(file);
  expect(columns).toEqual({ time: 'Created_At', person: 'Recipient', title: 'Message' });
  const { pages, leftOut } = readTheirPages(file, columns as Required<typeof columns>, 'Europe/Berlin');
  expect(withNames(pages, [{ name: 'Ada', email: 'ada@example.org' }])).toEqual([
    { at: Date.parse('2026-03-01T10:00:00Z'), person: 'Ada', title: 'Disk' },
  ]);
  expect(leftOut).toEqual([{ place: 'line 3', because: '“yesterday” is not a date and time.' }]);
});

test('what a file does not name is left open', () => {
  expect(usualColumns(readPastFile('[{"wann":"2026-03-01T10:00:00Z","wer":"Ada"}]'))).toEqual({ title: null });
});

import { expect, test } from 'vitest';
import { tableText } from './print.ts';

test('What is hostile to a terminal is taken out of tables, and columns stay straight', () => {
  const rows = [{ title: 'up\u001b[2J\nnext\u202e' }, { title: '日本' }, { title: 'x'.repeat(200) }];
  const lines = tableText(
    [
      { title: 'TITLE', of: (row: { title: string }) => row.title },
      { title: 'END', of: () => 1, align: 'right' },
    ],
    rows,
  ).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(lines[1]).toMatch(/^up\[2J next +1$/);
  // Two wide characters take four columns.
  expect(lines[2]!.indexOf('1')).toBe(lines[1]!.indexOf('1') - 2);
  expect(lines[3]).toContain('…');
});

import { expect, test } from 'vitest';
import { tableText, withoutSteering } from './print.ts';

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

test('What steers a terminal or reorders text is written as its code; lines, tabs and other scripts stay', () => {
  expect(withoutSteering('a\u001b[31m\u009b2J\u202egnp\u2066\u0007\rb')).toBe(
    'a\\u001b[31m\\u009b2J\\u202egnp\\u2066\\u0007\\u000db',
  );
  const fine = 'a\tb\r\nc\n\u05d0\u05d1 \u{1f469}\u200d\u{1f469} \u00e9';
  expect(withoutSteering(fine)).toBe(fine);
});

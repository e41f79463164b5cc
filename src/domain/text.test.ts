import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processorMs } from '../../test/harness/hostile/processor-time.ts';
import { cleanText, csvCell, escapeHtml, singleLine, truncate } from './text.ts';

describe('cleanText', () => {
  test.each([
    ['a NUL', 'disk\u0000full', 'diskfull'],
    ['a terminal escape', '\u001b[31mred', '[31mred'],
    ['a C1 control', 'a\u0090b', 'ab'],
    ['a lone high surrogate', 'a\ud83d', 'a\ufffd'],
    ['a lone low surrogate', '\ude00b', '\ufffdb'],
    ['a right-to-left override', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['bidi isolates and marks', '\u2066a\u2069\u200f\u061c', 'a'],
    ['zero-width space and byte order mark', '\ufeffpay\u200bpal', 'paypal'],
    ['Windows and old Mac line ends', 'a\r\nb\rc', 'a\nb\nc'],
    ['Unicode line and paragraph separators', 'a\u2028b\u2029c', 'a\nb\nc'],
  ])('neutralises %s', (_name, input, output) => {
    expect(cleanText(input)).toBe(output);
  });

  test.each([
    'naïve café',
    'مرحبا بالعالم',
    '日本語',
    '👩‍👩‍👧 family',
    'tab\tand\nline',
    'क्‍ष',
  ])('keeps honest text: %s', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  test('never exceeds the maximum, is well formed, and cleaning twice changes nothing', () => {
    const anything = fc
      .string({ unit: 'binary', maxLength: 300 })
      .chain((text) =>
        fc.constantFrom('', '\ud83d', '\udc00', '\u0000', '\u202e', '\r').map((bad) => text + bad + text),
      );
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 200 }), (text, max) => {
        const clean = cleanText(text, max);
        expect(Array.from(clean).length).toBeLessThanOrEqual(max);
        expect((clean as string & { isWellFormed(): boolean }).isWellFormed()).toBe(true);
        for (const bad of ['\u0000', '\u202e', '\r']) expect(clean).not.toContain(bad);
        expect(cleanText(clean, max)).toBe(clean);
      }),
    );
  });

  test('a title of 20 MB takes no noticeable time', () => {
    expect(
      processorMs(() => expect(cleanText('x\u0000'.repeat(10_000_000), 100)).toHaveLength(100), { enough: 500 }),
    ).toBeLessThan(500);
  });
});

test('singleLine leaves nothing that starts a new mail header or log line', () => {
  expect(singleLine('CPU high\r\nBcc: evil@example.com\u2028x\t y')).toBe('CPU high Bcc: evil@example.com x y');
  expect(singleLine(`a${' '.repeat(60)}b`, 20)).toBe('a b');
});

test('truncate counts code points and does not split a pair', () => {
  expect(truncate('😀😀😀', 3)).toBe('😀😀😀');
  expect(truncate('😀😀😀😀', 3)).toBe('😀😀…');
  expect(truncate('abc', 0)).toBe('');
  expect(truncate('abc', 1)).toBe('…');
});

test('escapeHtml leaves no character that opens a tag, closes a quoted attribute or starts an entity', () => {
  expect(escapeHtml(`<img src=x onerror="alert('1')">&\``)).toBe(
    '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;',
  );
});

describe('csvCell', () => {
  test.each([
    '=1+1',
    '+cmd',
    '-cmd|x',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u0000=1',
    '\ufeff=1',
    '＝1',
  ])('disarms %j', (text) => {
    expect(csvCell(text).startsWith("'")).toBe(true);
  });
  test.each([
    ['plain', 'plain'],
    ['-12.5', '-12.5'],
    [-3, '-3'],
    [true, 'true'],
    [null, ''],
    [undefined, ''],
  ])('leaves %j alone', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

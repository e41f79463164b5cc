import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withListLines } from './list-lines.ts';

describe('lines that are taken into a text', () => {
  it('go on with the list they stand in', () => {
    expect(withListLines('- one\n- two\n\nWords\n', 2, ['new'])).toBe('- one\n- new\n- two\n\nWords\n');
  });

  it('begin a list below the words they stand in, and tear no table apart', () => {
    expect(withListLines('| a |\n|---|\n| b |\n\n## Next\n', 3, ['new'])).toBe(
      '| a |\n|---|\n| b |\n\n- new\n\n## Next\n',
    );
    expect(withListLines('## Timeline\n', 11, ['one', 'two'])).toBe('## Timeline\n\n- one\n- two\n');
    expect(withListLines('', 0, ['one'])).toBe('- one\n');
  });

  it('take nothing away', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '-', ' ', '|') });
    fc.assert(
      fc.property(text, fc.nat(60), (before, place) => {
        const after = withListLines(before, Math.min(place, before.length), ['NEW']);
        expect(after.replace('- NEW', '').replace(/\s/g, '')).toBe(before.replace(/\s/g, ''));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listParam, parseSearch, paths, stringifySearch, withSearch } from './paths.ts';

describe('search parameters', () => {
  it('repeat for lists and leave out what is absent', () => {
    const filter = { state: 'triggered', severity: [1, 2], service: undefined, text: '' };
    expect(withSearch('/alerts', filter)).toBe('/alerts?state=triggered&severity=1&severity=2');
    expect(withSearch('/alerts')).toBe('/alerts');
  });

  it('come back as they were written, whatever people type', () => {
    const value = fc.string({ minLength: 1, unit: 'grapheme' });
    const search = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.array(value, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(search, (given) => {
        const back = parseSearch(stringifySearch(given));
        expect(Object.keys(back).sort()).toEqual(Object.keys(given).sort());
        for (const [name, values] of Object.entries(given)) expect(listParam(back[name])).toEqual(values);
      }),
    );
  });

  it('keep the way back through sign-in', () => {
    const url = new URL(paths.signIn({ next: '/alerts?state=triggered&severity=1' }), 'http://web.test');
    expect(url.searchParams.get('next')).toBe('/alerts?state=triggered&severity=1');
  });
});

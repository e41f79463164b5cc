import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forCountry } from './hand-over.ts';

const code = fc.integer({ min: 1, max: 9999 }).map((digits) => `+${digits}`);
const provider = fc.record({ name: fc.nat(), countries: fc.array(code, { maxLength: 4 }) });
const providers = fc.array(provider, { maxLength: 8 });
const phone = fc.oneof(
  code.map((each) => `${each}1701234567`),
  fc.integer({ min: 1_000_000, max: 99_999_999 }).map((digits) => `+${digits}`),
);
const longestFit = (countries: string[], number: string) =>
  Math.max(0, ...countries.filter((each) => number.startsWith(each)).map(({ length }) => length));

test('only providers for all countries or for that of the number are asked, each once', () => {
  fc.assert(
    fc.property(providers, phone, (all, number) => {
      const asked = forCountry(all, number);
      const fitting = all.filter(({ countries }) => countries.length === 0 || longestFit(countries, number) > 0);
      expect(new Set(asked)).toEqual(new Set(fitting));
      expect(asked.length).toBe(fitting.length);
    }),
  );
});

test('the longest calling code is asked first, and equals keep their order', () => {
  fc.assert(
    fc.property(providers, phone, (all, number) => {
      const asked = forCountry(all, number);
      for (const [at, each] of asked.slice(1).entries()) {
        const before = asked[at]!;
        const [first, second] = [longestFit(before.countries, number), longestFit(each.countries, number)];
        expect(first > second || (first === second && all.indexOf(before) < all.indexOf(each))).toBe(true);
      }
    }),
  );
});

test('a provider for other countries changes nothing for this one', () => {
  fc.assert(
    fc.property(providers, phone, fc.nat(8), (all, number, at) => {
      const elsewhere = { name: -1, countries: [number.startsWith('+1') ? '+2' : '+1'] };
      const more = [...all.slice(0, at), elsewhere, ...all.slice(at)];
      expect(forCountry(more, number)).toEqual(forCountry(all, number));
    }),
  );
});

test('a number of the Bahamas goes through the provider of the Bahamas before that of North America', () => {
  const [all, northAmerica, bahamas] = [[], ['+1'], ['+1242']].map((countries) => ({ countries }));
  expect(forCountry([all!, northAmerica!, bahamas!], '+12425551234')).toEqual([bahamas, northAmerica, all]);
  expect(forCountry([northAmerica!, bahamas!], '+4930123')).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf, type Matcher, matcherOf, matches, readMatcher } from './matchers.ts';

const word = fc.stringMatching(/^[a-z0-9._-]{1,10}$/);
const quoted = (text: string) => text.replaceAll('.', '\\.');

describe('a matcher', () => {
  it('made of words, any text and alternatives matches what the whole expression matches', () => {
    const part = fc.oneof(
      word.map(quoted),
      word.map((one) => `${quoted(one)}.*`),
    );
    const value = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('|'));
    fc.assert(
      fc.property(value, word, fc.boolean(), (expression, host, isEqual) => {
        const matcher: Matcher = { name: 'host', value: expression, isRegex: true, isEqual };
        const said = new RegExp(`^(?:${expression})$`, 's').test(host);
        expect(matches(matcher, { host })).toBe(said === isEqual);
      }),
    );
  });

  it('comes back from its condition with the same meaning', () => {
    const value = fc.oneof(
      word.map(quoted),
      fc.array(word.map(quoted), { minLength: 1, maxLength: 3 }).map((all) => all.join('|')),
    );
    fc.assert(
      fc.property(value, word, fc.boolean(), (text, host, isRegex) => {
        const matcher: Matcher = { name: 'host', value: text, isRegex, isEqual: true };
        const condition = conditionOf(matcher)!;
        expect(matches(matcherOf(condition)!, { host })).toBe(matches(matcher, { host }));
      }),
    );
  });

  it.each(['.*', '(a+)+$', 'a{2,}', '[ab]', 'a?b', '\\d+'])('is not understood as the expression %s', (value) => {
    expect(matches({ name: 'host', value, isRegex: true, isEqual: true }, { host: 'a' })).toBeNull();
  });

  it.each([
    ['alertname=A', { name: 'alertname', value: 'A', isRegex: false, isEqual: true }],
    ['host=~"db.*"', { name: 'host', value: 'db.*', isRegex: true, isEqual: true }],
    ['team!="a \\"b\\""', { name: 'team', value: 'a "b"', isRegex: false, isEqual: false }],
    ['x!~y', { name: 'x', value: 'y', isRegex: true, isEqual: false }],
  ])('is read from %s', (text, matcher) => {
    expect(readMatcher(text)).toEqual(matcher);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/harness/hostile/processor-time.ts';
import { checkForLeaks, type LeakContext, namesToKeep } from './leak-check.ts';

const context: LeakContext = {
  names: namesToKeep(['Ada Lovelace', 'Ada'], ['checkout-api', 'atlas']),
  publicNames: ['help@shop.example', 'status.shop.example'],
  fullImpact: false,
};
const hits = (text: string, changes: Partial<LeakContext> = {}) =>
  checkForLeaks(text, { ...context, ...changes }).map((finding) => [finding.rule, finding.text]);

describe('the guard in front of public words', () => {
  it.each([
    ['ask bo@corp.example', 'e-mail', 'bo@corp.example'],
    ['on 10.0.12.7 we saw', 'address', '10.0.12.7'],
    ['from fe80::1ff:fe23:4567:890a now', 'address', 'fe80::1ff:fe23:4567:890a'],
    ['pg.prod.internal is full', 'host', 'pg.prod.internal'],
    ['we restart db-01 again', 'host', 'db-01'],
    ['pod checkout-7d9f8b6c5d-x2k4q died', 'host', 'checkout-7d9f8b6c5d-x2k4q'],
    ['machine i-0abc1234def567890', 'host', 'i-0abc1234def567890'],
    ['Checkout-API is slow', 'internal-name', 'Checkout-API'],
    ['ada lovelace is on it', 'person', 'ada lovelace'],
    ['There is an outage of payments', 'outage', 'outage'],
    ['It will be fixed in 20 minutes.', 'promise', 'will be fixed in 20 minutes'],
    ['We expect everything to be back by 14:30.', 'promise', 'expect everything to be back by 14:30'],
    ['ETA 15:00', 'promise', 'ETA'],
    ['Checkout will be working again shortly.', 'promise', 'will be working again shortly'],
    ['Fixed soon!', 'promise', 'Fixed soon'],
    ['It should be resolved within the hour.', 'promise', 'should be resolved within the hour'],
  ])('%s: %s', (text, rule, excerpt) => {
    expect(hits(text)).toEqual([[rule, excerpt]]);
  });

  it.each([
    'Our next update comes by 14:40 CET.',
    'We will post the next update in 30 minutes.',
    'We will publish what we learned by 9 March.',
    'Since 14:02:10 some customers may see slow payments.',
    'From 14:00 to 15:10 UTC payments were slow; they work normally now.',
    'Write to help@shop.example or see https://status.shop.example/i/42',
    'Adaptive pricing and the atlases page work.',
    'A fix is in place and payments are getting better.',
    'We upgraded version 4.2.1 of the app.',
  ])('leaves alone: %s', (text) => {
    expect(hits(text)).toEqual([]);
  });

  it('allows “outage” when everything is down', () => {
    expect(hits('A full outage.', { fullImpact: true })).toEqual([]);
  });

  it('takes hostile names as plain text', () => {
    expect(hits('a (.*) b', { names: namesToKeep(['(.*)'], ['[']) })).toEqual([['person', '(.*)']]);
  });

  it('points at real places, in order, without overlaps, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('db-01', 'ETA', 'x@y.example', '10.1.2.3', 'Ada'),
        (noise, leak) => {
          const text = `${noise} ${leak} ${noise}`;
          const findings = checkForLeaks(text, context);
          let end = 0;
          for (const finding of findings) {
            expect(finding.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(finding.start, finding.end)).toBe(finding.text);
            end = finding.end;
          }
        },
      ),
    );
  });

  it('stays quick on long hostile text', () => {
    const text = `${'will '.repeat(5000)}${'a.'.repeat(20000)}${':'.repeat(5000)}${'a'.repeat(20000)} ${'a-'.repeat(10000)}`;
    expect(processorMs(() => checkForLeaks(text, context), { enough: 2000 })).toBeLessThan(2000);
  });
});

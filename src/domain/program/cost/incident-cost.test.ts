import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities } from '../../severity.ts';
import type { WrittenCosts } from '../money.ts';
import { type CostFacts, costOf, costText, moneyText } from './incident-cost.ts';

const range = (low: number, high: number) => ({ low, expected: (low + high) / 2, high });
const costs: WrittenCosts = {
  currency: 'EUR',
  severities: severities.map((severity) => ({
    severity,
    downtimePerHour: severity === 1 ? range(1_000_000, 5_000_000) : range(0, 0),
    responders: range(1, 2),
  })),
  responderHour: range(6_000, 9_000),
  program: { hours: range(0, 0), hour: range(0, 0), other: range(0, 0) },
};
const at = (minutes: number) => minutes * 60_000;
const facts: CostFacts = {
  severity: 1,
  services: [],
  isFalseAlarm: false,
  impactStartedAt: at(0),
  declaredAt: at(10),
  impactEndedAt: at(90),
  now: at(1_000),
  people: { low: 3_600, high: 7_200, people: 2 },
  credits: { low: 20_000, high: 20_000, currency: 'EUR', note: 'SLA credits of March' },
  costs,
  impactRates: null,
};

describe('the cost of an incident', () => {
  test('is people’s time by the hour, impact by severity and what was written down, each as a range', () => {
    const answer = costOf(facts);
    expect(answer.parts.map(({ key, amount }) => [key, amount])).toEqual([
      ['people', { low: 6_000, high: 18_000 }],
      ['impact', { low: 1_500_000, high: 7_500_000 }],
      ['credits', { low: 20_000, high: 20_000 }],
    ]);
    expect(answer.total).toEqual({ low: 1_526_000, high: 7_538_000 });
    expect(answer.isAtLeast).toBe(false);
    expect(costText(answer, 'EUR')).toBe('€15,300 to €75,400');
  });

  test('prints every assumption', () => {
    expect(costOf(facts).parts.map(({ text }) => text)).toEqual([
      '2 people, 1 h to 2 h together, at €60 to €90 per hour. At least the time in the room; at most also while holding a role. Until resolved.',
      '1 h 30 min of impact, at €10,000 to €50,000 per hour of SEV1, the severity it has now.',
      'Entered by hand: SLA credits of March',
    ]);
  });

  test.each<[string, Partial<CostFacts>, string]>([
    ['people’s time was not recorded', { people: null }, 'at least €15,200 to €75,200'],
    ['nobody knows when the impact started', { impactStartedAt: null }, 'at least €13,600 to €67,000'],
    ['the impact goes on', { impactEndedAt: null, now: at(90) }, 'at least €15,300 to €75,400'],
    [
      'credits are in another currency',
      { credits: { ...facts.credits!, currency: 'USD' } },
      'at least €15,100 to €75,200',
    ],
    ['there are no assumptions', { costs: null }, 'at least €200'],
    ['nothing is known', { costs: null, credits: null }, 'not known yet'],
    [
      'it was a false alarm of which nothing else is known',
      { isFalseAlarm: true, people: null, credits: null },
      'not known yet',
    ],
    ['it was a false alarm', { isFalseAlarm: true, impactStartedAt: null, impactEndedAt: null }, '€260 to €380'],
  ])('says what it cannot say when %s', (_, change, words) => {
    expect(costText(costOf({ ...facts, ...change }), 'EUR')).toBe(words);
  });

  test('is never less for more time, and low is never above high', () => {
    const seconds = fc.nat(100_000);
    fc.assert(
      fc.property(seconds, seconds, fc.nat(600), fc.nat(600), (worked, more, minutes, later) => {
        const people = { low: worked, high: worked + more, people: 1 };
        const short = costOf({ ...facts, people, impactEndedAt: at(minutes) }).total!;
        const long = costOf({ ...facts, people, impactEndedAt: at(minutes + later) }).total!;
        expect(short.low).toBeLessThanOrEqual(short.high);
        expect(long.low).toBeGreaterThanOrEqual(short.low);
        expect(long.high).toBeGreaterThanOrEqual(short.high);
      }),
    );
  });

  describe('with impact rates of services', () => {
    const [checkout, search, wiki] = ['Checkout', 'Search', 'Wiki'].map((name, place) => ({ id: place + 1, name }));
    const impactRates = {
      currency: 'EUR',
      rates: [
        { serviceId: 1, severity: 1 as const, perHour: { low: 4_000_000, high: 9_000_000 } },
        { serviceId: 1, severity: null, perHour: { low: 1_000, high: 2_000 } },
        { serviceId: 3, severity: null, perHour: { low: 10_000, high: 20_000 } },
      ],
    };
    const impact = (change: Partial<CostFacts>) => {
      const { amount, text } = costOf({ ...facts, impactRates, ...change }).parts.find(({ key }) => key === 'impact')!;
      return [amount && amount.low / 1.5, text.slice(text.indexOf('per hour'))];
    };

    test.each<[string, Partial<CostFacts>, number, string]>([
      ['a service and a severity', { services: [checkout!] }, 4_000_000, 'per hour of SEV1 in Checkout.'],
      ['a service', { services: [wiki!] }, 10_000, 'per hour in Wiki, whatever the severity.'],
      ['a severity', { services: [search!] }, 1_000_000, 'per hour of SEV1, the severity it has now.'],
      ['a severity, without a service', { services: [] }, 1_000_000, 'per hour of SEV1, the severity it has now.'],
      [
        'the dearest of its services',
        { services: [checkout!, search!, wiki!] },
        4_000_000,
        'per hour of SEV1 in Checkout, the dearest of its 3 services.',
      ],
      [
        'a service without a rate of its own, if that is dearer',
        { services: [search!, wiki!] },
        1_000_000,
        'per hour of SEV1, the severity it has now.',
      ],
      [
        'no service, if they are in another currency',
        { services: [checkout!], impactRates: { ...impactRates, currency: 'USD' } },
        1_000_000,
        'per hour of SEV1, the severity it has now; the rates of services are in USD and not used.',
      ],
    ])('the rate is that of %s, and says so', (_, change, low, origin) => {
      expect(impact(change)).toEqual([low, origin]);
    });
  });

  test('is written in units of its currency', () => {
    expect(moneyText({ low: 1_500, high: 2_000 }, 'JPY')).toBe('JP¥1,500 to JP¥2,000');
    expect(moneyText({ low: 100_049, high: 100_000 + 40 }, 'EUR')).toBe('€1,000');
  });
});

import { expect, test } from 'vitest';
import { unpagedOf, wantedOf } from './unpaged.ts';

const none = { commander: null, communications: null, executives: null };
const shop = { serviceId: 3, name: 'Shop', policyId: 30 };
const question = {
  pages: ['owning-team', 'commander'] as const,
  services: [shop],
  policies: none,
  defaultPolicyId: null,
};
const page = { policyId: null, serviceId: null, isByHand: false, reaches: true };

test('who is wanted has a policy, the default one for a commander, or none', () => {
  expect(wantedOf(question)).toEqual([
    { whom: { serviceId: 3, name: 'Shop' }, policyId: 30 },
    { whom: { role: 'commander' }, policyId: null },
  ]);
  expect(wantedOf({ ...question, services: [], defaultPolicyId: 9 })).toEqual([
    { whom: { serviceId: null, name: 'the affected team' }, policyId: null },
    { whom: { role: 'commander' }, policyId: 9 },
  ]);
  expect(wantedOf({ ...question, pages: [] })).toEqual([]);
});

test('a page that reaches somebody, a role that is taken and a call by hand make good for it', () => {
  const wanted = wantedOf(question);
  expect(unpagedOf(wanted, [], [])).toEqual(wanted);
  expect(unpagedOf(wanted, [{ ...page, policyId: 30, serviceId: 3, reaches: false }], [])).toEqual(wanted);
  expect(unpagedOf(wanted, [{ ...page, policyId: 30 }], [])).toEqual([wanted[1]]);
  expect(unpagedOf(wanted, [], ['commander'])).toEqual([wanted[0]]);
  expect(unpagedOf(wanted, [{ ...page, isByHand: true }], [])).toEqual([]);
  expect(unpagedOf(wanted, [{ ...page, isByHand: true, reaches: false }], [])).toEqual(wanted);
});

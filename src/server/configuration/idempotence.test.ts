import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startTestServer } from '../../../test/harness/server.ts';
import { applyConfiguration, exportConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';

const emails = ['ada@example.org', 'bo@example.org', 'cy@example.org'];
const slugs = ['a', 'b', 'c'];
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => /^[^\p{C}\p{Z}]+$/u.test(text));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const pickOne = fc.constantFrom;

const person = fc.record({
  email: pickOne(...emails),
  name,
  role: optional(pickOne('viewer', 'responder', 'admin')),
  timeZone: optional(pickOne('UTC', 'Asia/Tokyo')),
  disabled: optional(fc.boolean()),
});
const team = fc
  .record({
    slug: pickOne(...slugs),
    name,
    members: optional(fc.subarray(emails)),
    leads: optional(fc.subarray(emails)),
  })
  .map(({ members, leads, ...rest }) => ({
    ...rest,
    members,
    leads: members && leads?.filter((lead) => members.includes(lead)),
  }));
const target = fc.oneof(
  pickOne(...emails).map((email) => ({ person: email })),
  pickOne(...slugs).map((slug) => ({ team: slug })),
);
const policy = fc.record({
  slug: pickOne(...slugs),
  name,
  team: optional(pickOne(...slugs)),
  steps: fc.array(fc.record({ delaySeconds: fc.nat(600), targets: fc.array(target, { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  catchAll: optional(fc.option(target)),
});
const service = fc.record({
  slug: pickOne(...slugs),
  name,
  tier: optional(fc.integer({ min: 1, max: 4 })),
  escalationPolicy: optional(fc.option(pickOne(...slugs))),
});
const source = fc.record({
  slug: pickOne(...slugs),
  name,
  type: fc.constant('generic'),
  settings: optional(fc.record({ severityMap: fc.record({ Page: fc.integer({ min: 1, max: 5 }) }) })),
  key: optional(fc.integer({ min: 1, max: 2 }).map((n) => `key-number-${n}-0123456789`)),
  service: optional(fc.option(pickOne(...slugs))),
});
const route = fc.record({
  slug: pickOne(...slugs),
  name,
  enabled: optional(fc.boolean()),
  paging: optional(fc.boolean()),
});
const runbook = fc.record({
  slug: pickOne(...slugs),
  title: name,
  body: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => `# A\r\n\r\n- [ ] ${text.replaceAll('\0', '')}`),
  team: optional(fc.option(pickOne(...slugs))),
  services: optional(fc.array(pickOne(...slugs), { maxLength: 4 })),
  conditions: optional(fc.constant([{ field: 'title', operator: 'contains', value: 'disk' }])),
});
const component = fc.record({
  slug: pickOne(...slugs),
  name,
  group: optional(pickOne('', 'Shop')),
  service: optional(fc.option(pickOne(...slugs))),
});
const template = fc.record({ key: pickOne('resolved.public', 'resolved.support'), title: name, body: name });
const some = <T extends { slug: string }>(item: fc.Arbitrary<T>) =>
  optional(fc.uniqueArray(item, { selector: ({ slug }) => slug, maxLength: 3 }));

const base = {
  people: emails.map((email) => ({ email, name: email })),
  teams: slugs.map((slug) => ({ slug, name: slug })),
  escalationPolicies: slugs.map((slug) => ({
    slug,
    name: slug,
    steps: [{ delaySeconds: 60, targets: [{ team: slug }] }],
  })),
  services: slugs.map((slug) => ({ slug, name: slug })),
};
const document = fc.record(
  {
    people: optional(fc.uniqueArray(person, { selector: ({ email }) => email, maxLength: 3 })),
    teams: some(team),
    escalationPolicies: some(policy),
    services: some(service),
    sources: some(source),
    routes: some(route),
    runbooks: some(runbook),
    components: some(component),
    templates: optional(fc.uniqueArray(template, { selector: ({ key }) => key })),
    severities: optional(fc.record({ policies: fc.record({ commander: optional(fc.option(pickOne(...slugs))) }) })),
    statusPage: optional(fc.record({ title: optional(name), enabled: optional(fc.boolean()) })),
    settings: optional(fc.record({ defaultEscalationPolicy: fc.option(pickOne(...slugs)) })),
  },
  { requiredKeys: [] },
);

test('Whatever is applied: applied again, planned again or exported and applied, nothing changes', async () => {
  const { admin } = await startTestServer();
  const apply = (content: Record<string, unknown>) =>
    admin.call(applyConfiguration, { body: { document: JSON.parse(JSON.stringify(content)) } });
  await apply(base);
  await fc.assert(
    fc.asyncProperty(document, async (content) => {
      // Two sources cannot have one key; that is a refusal, not a plan.
      const keys = (content.sources ?? []).flatMap(({ key }) => key ?? []);
      fc.pre(new Set(keys).size === keys.length);
      const first = await apply(content).catch((error: { errors: { message: string }[] }) => {
        expect(error.errors.map(({ message }) => message).join()).toContain('already');
        return null;
      });
      fc.pre(first !== null);
      expect((await apply(content)).changes.filter(({ change }) => change !== 'none')).toEqual([]);
      const { document: exported } = await admin.call(exportConfiguration, { query: { secrets: 'true' } });
      const plan = await admin.call(planConfiguration, { body: { document: exported, prune: true } });
      expect(plan.changes.filter(({ change }) => change !== 'none')).toEqual([]);
    }),
    { numRuns: 40, seed: 7, endOnFailure: true },
  );
}, 180_000);

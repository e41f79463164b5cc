import { z } from 'zod';
import { emailAddress } from '../../../contract/directory/people.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { replaceRules } from '../../directory/contact-methods/actions.ts';
import type { Context } from '../../platform/context.ts';
import { defineKind, type Names } from '../kind.ts';
import { allNotificationRules } from '../store.ts';
import { contactMethodKey } from './contact-methods.ts';

const rule = z.strictObject({
  contactMethod: z.string().trim().min(1).max(100),
  delaySeconds: z.int().min(0).max(86_400).default(0),
});
const schema = z.strictObject({
  person: emailAddress,
  high: z.array(rule).max(20).default([]),
  low: z.array(rule).max(20).default([]),
});
type Rules = z.output<typeof schema>;

export const notificationRules = defineKind<Rules>({
  kind: 'notificationRules',
  section: 'notificationRules',
  schema,
  keyOf: ({ person }) => person,
  references: (rules) => [
    { path: 'person', kind: 'person', key: rules.person },
    ...(['high', 'low'] as const).flatMap((urgency) =>
      rules[urgency].map(({ contactMethod }, index) => ({
        path: `${urgency}[${index}].contactMethod`,
        kind: 'contactMethod',
        key: contactMethodKey(rules.person, contactMethod),
      })),
    ),
  ],
  async list(db, names) {
    const found = new Map<number, Rules>();
    for (const { personId, urgency, contactMethodId, delaySeconds } of await allNotificationRules(db)) {
      const person = names.keyOf('person', personId);
      const method = names.keyOf('contactMethod', contactMethodId);
      if (person === null || method === null) continue;
      const rules = found.get(personId) ?? { person, high: [], low: [] };
      rules[urgency].push({ contactMethod: method.slice(person.length + 1), delaySeconds });
      found.set(personId, rules);
    }
    return [...found].map(([id, item]) => ({ id, item }));
  },
  async create(ctx, rules, names) {
    const personId = names.idOf('person', rules.person);
    await write(ctx, personId, rules, names);
    return personId;
  },
  async update(ctx, current, rules, names) {
    await write(ctx, current.id, rules, names);
    return undefined;
  },
  remove: async (ctx, personId) => {
    await replaceRules(ctx, personId, { high: [], low: [] });
  },
});

async function write(ctx: Context, personId: number, rules: Rules, names: Names): Promise<void> {
  const stored = (urgency: Urgency) =>
    rules[urgency].map(({ contactMethod, delaySeconds }) => ({
      contactMethodId: names.idOf('contactMethod', contactMethodKey(rules.person, contactMethod)),
      delaySeconds,
    }));
  await replaceRules(ctx, personId, { high: stored('high'), low: stored('low') });
}

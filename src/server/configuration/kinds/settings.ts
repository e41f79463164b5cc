import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import type { Context } from '../../platform/context.ts';
import { readDefaultPolicy, setDefaultPolicy } from '../../respond/escalation/default-policy.ts';
import { defineKind, type Names } from '../kind.ts';

const schema = z.strictObject({
  /** Used for alerts whose service has none. */
  defaultEscalationPolicy: slug.nullable().default(null),
});
type Settings = z.output<typeof schema>;

export const settings = defineKind<Settings>({
  kind: 'settings',
  section: 'settings',
  isSingle: true,
  formerly: { catchAllPolicy: 'defaultEscalationPolicy' },
  schema,
  keyOf: () => 'settings',
  references: ({ defaultEscalationPolicy: key }) =>
    key === null ? [] : [{ path: 'defaultEscalationPolicy', kind: 'escalationPolicy', key }],
  async list(db, names) {
    const { policy } = await readDefaultPolicy(db);
    return [{ id: 1, item: { defaultEscalationPolicy: policy && names.keyOf('escalationPolicy', policy.id) } }];
  },
  create: async (ctx, item, names) => {
    await save(ctx, item, names);
    return 1;
  },
  async update(ctx, _current, item, names) {
    await save(ctx, item, names);
    return undefined;
  },
  remove: async () => {},
});

async function save(ctx: Context, { defaultEscalationPolicy: key }: Settings, names: Names): Promise<void> {
  await setDefaultPolicy(ctx, key === null ? null : names.idOf('escalationPolicy', key));
}

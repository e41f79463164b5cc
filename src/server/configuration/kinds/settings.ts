import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import type { Context } from '../../platform/context.ts';
import { readCatchAllPolicy, setCatchAllPolicy } from '../../respond/escalation/catch-all.ts';
import { defineKind, type Names } from '../kind.ts';

const schema = z.strictObject({
  /** The policy of alerts whose service has none. */
  catchAllPolicy: slug.nullable().default(null),
});
type Settings = z.output<typeof schema>;

export const settings = defineKind<Settings>({
  kind: 'settings',
  section: 'settings',
  isSingle: true,
  schema,
  keyOf: () => 'settings',
  references: ({ catchAllPolicy }) =>
    catchAllPolicy === null ? [] : [{ path: 'catchAllPolicy', kind: 'escalationPolicy', key: catchAllPolicy }],
  async list(db, names) {
    const { policy } = await readCatchAllPolicy(db);
    const catchAllPolicy = policy && names.keyOf('escalationPolicy', policy.id);
    return [{ id: 1, item: { catchAllPolicy } }];
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

async function save(ctx: Context, { catchAllPolicy }: Settings, names: Names): Promise<void> {
  await setCatchAllPolicy(ctx, catchAllPolicy === null ? null : names.idOf('escalationPolicy', catchAllPolicy));
}

import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { defineKind, type Names } from '../kind.ts';
import { loadSetting, saveSetting } from '../store.ts';

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
    const policyId = await loadSetting<number>(db, 'catch_all_policy');
    const catchAllPolicy = policyId === null ? null : names.keyOf('escalationPolicy', policyId);
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
  const policyId = catchAllPolicy === null ? null : names.idOf('escalationPolicy', catchAllPolicy);
  await transaction(ctx.db, async (tx) => {
    const before = await loadSetting<number>(tx, 'catch_all_policy');
    await saveSetting(tx, 'catch_all_policy', policyId);
    await recordEvent(tx, ctx.actor, {
      kind: 'setting.updated',
      subjectKind: 'setting',
      subjectId: null,
      data: { name: 'catchAllPolicy', before, after: policyId },
    });
  });
}

import type { OncallHoursInput } from '../../../contract/measure/oncall.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';

export async function loadOncallHours(db: Queryable) {
  const { value, version } = await readSetting(db, settings.oncallHours);
  return { ...value, version };
}

/** Replaces the hours; `version_mismatch` when somebody changed them since `ifMatch`. */
export async function updateOncallHours(ctx: Context, input: OncallHoursInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await loadOncallHours(tx);
    await writeSetting(tx, ctx, settings.oncallHours, input, ifMatch, { before, after: input });
    return loadOncallHours(tx);
  });
}

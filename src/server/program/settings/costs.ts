/** The assumptions that the financial impact is calculated with. Without them no amount is shown. */
import type { CostsInput } from '../../../contract/program/program.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';

export async function readCosts(db: Queryable) {
  const { value, isEdited, version } = await readSetting(db, settings.costs);
  return { ...value, isEdited, version };
}

export async function updateCosts(ctx: Context, input: CostsInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await readCosts(tx);
    await writeSetting(tx, ctx, settings.costs, input, ifMatch, { before, after: input });
    return readCosts(tx);
  });
}

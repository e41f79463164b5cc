/** Figures from outside: shipped, editable, and always marked as what they are. */
import type { ReferenceInput } from '../../../contract/program/program.ts';
import { referenceNotice } from '../../../domain/program/reference-values.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';

/** Those in force, as edited or as shipped. */
export async function readReference(db: Queryable) {
  const { value, isEdited, version } = await readSetting(db, settings.referenceValues);
  return { ...value, notice: referenceNotice, isEdited, version };
}

export async function updateReference(ctx: Context, input: ReferenceInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await readReference(tx);
    await writeSetting(tx, ctx, settings.referenceValues, input, ifMatch, { before, after: input });
    return readReference(tx);
  });
}

export async function resetReference(ctx: Context) {
  return transaction(ctx.db, async (tx) => {
    const before = await readReference(tx);
    await writeSetting(tx, ctx, settings.referenceValues, null, undefined, { before, after: null });
    return readReference(tx);
  });
}

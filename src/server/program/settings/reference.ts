/** Figures from outside: shipped, editable, and always marked as what they are. */
import { type ReferenceInput, referenceInput } from '../../../contract/program.ts';
import {
  defaultBenchmarks,
  defaultReferenceValues,
  referenceNotice,
} from '../../../domain/program/reference-values.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { loadSetting, storeSetting } from '../../platform/db/settings.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';

const settingName = 'program_reference_values';

const shipped: ReferenceInput = { values: [...defaultReferenceValues], benchmarks: [...defaultBenchmarks] };

/** Those in force, as edited or as shipped. */
export async function readReference(db: Queryable) {
  const stored = await loadSetting(db, settingName);
  const parsed = referenceInput.safeParse(stored?.value);
  const { values, benchmarks } = parsed.success ? parsed.data : shipped;
  return { values, benchmarks, notice: referenceNotice, isEdited: parsed.success, version: stored?.version ?? 0 };
}

export async function updateReference(ctx: Context, input: ReferenceInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await readReference(tx);
    if (!(await storeSetting(tx, settingName, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'program', null, ['referenceValues.updated']);
    }
    await recordEvent(tx, ctx.actor, 'referenceValues.updated', null, { before, after: input });
    return readReference(tx);
  });
}

export async function resetReference(ctx: Context) {
  return transaction(ctx.db, async (tx) => {
    const before = await readReference(tx);
    // Kept as nothing, so that its version goes on: the next edit is not the one that somebody saw before.
    await storeSetting(tx, settingName, null, undefined);
    await recordEvent(tx, ctx.actor, 'referenceValues.updated', null, { before, after: null });
    return readReference(tx);
  });
}

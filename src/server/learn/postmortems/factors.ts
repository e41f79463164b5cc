/** The list that contributing factors are chosen from: the one built in until somebody edits it. */
import { problem } from '../../../contract/errors.ts';
import type { ContributingFactorsInput } from '../../../contract/learn/postmortems.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { chosenFactorsOutside } from './factors-store.ts';

export async function loadFactors(db: Queryable) {
  const { value, version } = await readSetting(db, settings.contributingFactors);
  return { ...value, version };
}

/** Replaces the list. @throws Problem `version_mismatch`; `conflict` when a factor in use would go */
export async function updateFactors(ctx: Context, input: ContributingFactorsInput, ifMatch?: number) {
  const keys = input.factors.map(({ key }) => key);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) {
    throw problem('invalid_input', undefined, [{ path: 'body.factors', message: `“${twice}” is listed twice.` }]);
  }
  return transaction(ctx.db, async (tx) => {
    const used = await chosenFactorsOutside(tx, keys);
    if (used.length > 0) throw problem('conflict', `Postmortems use ${used.join(', ')}: archive instead of removing.`);
    const before = await loadFactors(tx);
    await writeSetting(tx, ctx, settings.contributingFactors, input, ifMatch, {
      before: before.factors,
      after: input.factors,
    });
    return loadFactors(tx);
  });
}

/** @throws Problem `invalid_input` for a key that is not on offer; those chosen before may stay */
export async function requireFactors(db: Queryable, keys: string[], chosenBefore: string[]): Promise<void> {
  const { factors } = await loadFactors(db);
  const unknown = keys.find(
    (key) => !chosenBefore.includes(key) && !factors.some((factor) => factor.key === key && !factor.isRetired),
  );
  if (unknown === undefined) return;
  const message = `There is no contributing factor “${unknown}”.`;
  throw problem('invalid_input', message, [{ path: 'body.factorKeys', message }]);
}

/** The list that contributing factors are chosen from: the one built in until somebody edits it. */
import { problem } from '../../../contract/errors.ts';
import { type ContributingFactorsInput, contributingFactorsInput } from '../../../contract/postmortems.ts';
import { defaultContributingFactors } from '../../../domain/learn/contributing-factors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { loadSetting, storeSetting } from '../../platform/db/settings.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { chosenFactorsOutside } from './factors-store.ts';

const settingName = 'contributing_factors';

export async function loadFactors(db: Queryable) {
  const stored = await loadSetting(db, settingName);
  const parsed = contributingFactorsInput.safeParse(stored?.value);
  const factors = parsed.success
    ? parsed.data
    : contributingFactorsInput.parse({ factors: defaultContributingFactors });
  return { ...factors, version: stored?.version ?? 0 };
}

/** Replaces the list. @throws Problem `version_mismatch`; `conflict` when a factor in use would go */
export async function updateFactors(ctx: Context, input: ContributingFactorsInput, ifMatch?: number) {
  const keys = input.factors.map(({ key }) => key);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) {
    throw problem('invalid_input', undefined, [{ path: 'body.factors', message: `“${twice}” stands there twice.` }]);
  }
  return transaction(ctx.db, async (tx) => {
    const used = await chosenFactorsOutside(tx, keys);
    if (used.length > 0) throw problem('conflict', `Postmortems name ${used.join(', ')}: retire instead of removing.`);
    const before = await loadFactors(tx);
    if (!(await storeSetting(tx, settingName, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'contributingFactor', null);
    }
    await recordEvent(tx, ctx.actor, 'contributingFactors.updated', null, {
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
  const message = `There is no contributing factor “${unknown}” to choose.`;
  throw problem('invalid_input', message, [{ path: 'body.factorKeys', message }]);
}

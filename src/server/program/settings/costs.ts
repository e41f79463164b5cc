/** The assumptions that the impact in money is reckoned with. Until somebody writes them down, no money is named. */
import { type CostsInput, costsInput } from '../../../contract/program.ts';
import { severities } from '../../../domain/severity.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { loadSetting, storeSetting } from '../../platform/db/settings.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';

const settingName = 'program_costs';

const zero = { low: 0, expected: 0, high: 0 };

const empty: CostsInput = {
  currency: 'EUR',
  severities: severities.map((severity) => ({ severity, downtimePerHour: zero, responders: zero })),
  responderHour: zero,
  program: { hours: zero, hour: zero, other: zero },
};

export async function readCosts(db: Queryable) {
  const stored = await loadSetting(db, settingName);
  const parsed = costsInput.safeParse(stored?.value);
  return { ...(parsed.success ? parsed.data : empty), isEdited: parsed.success, version: stored?.version ?? 0 };
}

export async function updateCosts(ctx: Context, input: CostsInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await readCosts(tx);
    if (!(await storeSetting(tx, settingName, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'program', null, ['costs.updated']);
    }
    await recordEvent(tx, ctx.actor, 'costs.updated', null, { before, after: input });
    return readCosts(tx);
  });
}

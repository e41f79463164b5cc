/** The default escalation policy: pages for alerts whose service has no policy, and for alerts without a service. */
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { loadSetting, storeSetting } from '../../platform/db/settings.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadPolicy } from './store.ts';

const name = 'catch_all_policy';

export async function readDefaultPolicy(db: Queryable) {
  const setting = await loadSetting(db, name);
  const policyId = typeof setting?.value === 'number' ? setting.value : null;
  const policy = policyId === null ? null : await loadPolicy(db, policyId);
  return { policy: policy && { id: policy.id, name: policy.name }, version: setting?.version ?? 0 };
}

/** `policyId` null: none. `version_mismatch` when somebody changed it since `ifMatch`. */
export async function setDefaultPolicy(ctx: Context, policyId: number | null, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    if (policyId !== null && !(await loadPolicy(tx, policyId))) {
      const message = 'There is no such escalation policy.';
      throw problem('invalid_input', message, [{ path: 'body.policyId', message }]);
    }
    const before = await readDefaultPolicy(tx);
    if (!(await storeSetting(tx, name, policyId, ifMatch))) {
      throw await changedMeanwhile(tx, 'setting', null, ['setting.updated']);
    }
    await recordEvent(tx, ctx.actor, 'setting.updated', null, {
      name: 'catchAllPolicy',
      before: before.policy?.id ?? null,
      after: policyId,
    });
    return readDefaultPolicy(tx);
  });
}

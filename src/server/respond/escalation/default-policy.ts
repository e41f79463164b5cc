/** The default escalation policy: pages for alerts whose service has no policy, and for alerts without a service. */
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { loadPolicy } from './store.ts';

export async function readDefaultPolicy(db: Queryable) {
  const { value: policyId, version } = await readSetting(db, settings.defaultPolicy);
  const policy = policyId === null ? null : await loadPolicy(db, policyId);
  return { policy: policy && { id: policy.id, name: policy.name }, version };
}

/** `policyId` null: none. `version_mismatch` when somebody changed it since `ifMatch`. */
export async function setDefaultPolicy(ctx: Context, policyId: number | null, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    if (policyId !== null && !(await loadPolicy(tx, policyId))) {
      const message = 'There is no such escalation policy.';
      throw problem('invalid_input', message, [{ path: 'body.policyId', message }]);
    }
    const before = await readDefaultPolicy(tx);
    await writeSetting(tx, ctx, settings.defaultPolicy, policyId, ifMatch, {
      name: 'defaultEscalationPolicy',
      before: before.policy?.id ?? null,
      after: policyId,
    });
    return readDefaultPolicy(tx);
  });
}

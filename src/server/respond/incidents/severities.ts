/** The severity matrix of this installation: what each severity means and what it sets going. */
import { problem } from '../../../contract/errors.ts';
import { type SeverityMatrixInput, type SeverityRuleInput, severityMatrixInput } from '../../../contract/severities.ts';
import { matrixFaults, ruleOf } from '../../../domain/respond/incidents/severities.ts';
import { defaultSeverities } from '../../../domain/respond/incidents/severity-defaults.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { loadSetting, storeSetting } from '../../platform/db/settings.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './severity-store.ts';

const settingName = 'severity_matrix';

export type Matrix = { rules: SeverityRuleInput[]; policies: SeverityMatrixInput['policies']; version: number };

/** The matrix in force; the one built in while nobody has edited it. */
export async function loadMatrix(db: Queryable): Promise<Matrix> {
  const stored = await loadSetting(db, settingName);
  const parsed = severityMatrixInput.safeParse(stored?.value ?? { rules: defaultSeverities });
  // One that an older version stored and this one cannot read must not close the war rooms.
  const { rules, policies } = parsed.success ? parsed.data : severityMatrixInput.parse({ rules: defaultSeverities });
  return { rules, policies, version: stored?.version ?? 0 };
}

/** What this severity asks for. */
export async function loadRule(db: Queryable, severity: number): Promise<SeverityRuleInput> {
  return ruleOf((await loadMatrix(db)).rules, severity as Severity);
}

/** Replaces the matrix; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateMatrix(ctx: Context, input: SeverityMatrixInput, ifMatch?: number): Promise<Matrix> {
  const faults = matrixFaults(input.rules);
  if (faults.length > 0) {
    const errors = faults.map((message) => ({ path: 'body.rules', message }));
    throw problem('invalid_input', 'The matrix does not hold together.', errors);
  }
  return transaction(ctx.db, async (tx) => {
    const policyIds = Object.values(input.policies).filter((id) => id !== null);
    if (!(await store.policiesExist(tx, policyIds))) {
      throw problem('invalid_input', undefined, [{ path: 'body.policies', message: 'There is no such policy.' }]);
    }
    const before = await loadMatrix(tx);
    if (!(await storeSetting(tx, settingName, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'severity', null);
    }
    await recordEvent(tx, ctx.actor, 'severityMatrix.updated', null, { before, after: input });
    return loadMatrix(tx);
  });
}

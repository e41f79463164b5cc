/** The severity matrix of this installation: what each severity means and what it sets going. */
import { problem } from '../../../contract/errors.ts';
import type { SeverityMatrixInput, SeverityRuleInput } from '../../../contract/respond/severities.ts';
import { matrixFaults, ruleOf } from '../../../domain/respond/incidents/severities.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { requireOffered } from '../protocols/actions.ts';
import * as store from './store.ts';

export type Matrix = { rules: SeverityRuleInput[]; policies: SeverityMatrixInput['policies']; version: number };

/** The matrix in force; the one built in while nobody has edited it. */
export async function loadMatrix(db: Queryable): Promise<Matrix> {
  const { value, version } = await readSetting(db, settings.severityMatrix);
  return { ...value, version };
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
    throw problem('invalid_input', 'The matrix is not consistent.', errors);
  }
  return transaction(ctx.db, async (tx) => {
    const policyIds = Object.values(input.policies).filter((id) => id !== null);
    if (!(await store.policiesExist(tx, policyIds))) {
      throw problem('invalid_input', undefined, [{ path: 'body.policies', message: 'There is no such policy.' }]);
    }
    const before = await loadMatrix(tx);
    for (const [index, { severity, protocolId }] of input.rules.entries()) {
      const isNew = ruleOf(before.rules, severity).protocolId !== protocolId;
      if (isNew) await requireOffered(tx, protocolId, `body.rules.${index}.protocolId`);
    }
    await writeSetting(tx, ctx, settings.severityMatrix, input, ifMatch, { before, after: input });
    return loadMatrix(tx);
  });
}

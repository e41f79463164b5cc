import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { Ladder } from '../../../contract/respond/pages.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadTargetNames } from '../escalation/store.ts';
import { emptyPolicy, readPolicy } from './policy-copy.ts';
import { loadPagePolicy } from './store.ts';

/** The steps of a page with the names of those they ask; no steps when the copy of the policy cannot be read. */
export async function loadLadder(db: Queryable, pageId: number): Promise<Ladder> {
  const { steps, repeat, catchAll } = readPolicy(await loadPagePolicy(db, pageId)) ?? emptyPolicy;
  const targets = [...steps.flatMap((step) => step.targets), ...(catchAll ? [catchAll] : [])];
  const nameOf = await loadTargetNames(db, targets);
  const named = (target: EscalationTarget) => ({ ...target, name: nameOf(target) });
  return {
    steps: steps.map((step) => ({ ...step, targets: step.targets.map(named) })),
    repeat,
    catchAll: catchAll && named(catchAll),
  };
}

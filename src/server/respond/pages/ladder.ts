import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { Ladder } from '../../../contract/respond/pages.ts';
import { targetsOf } from '../../../domain/respond/escalation/definition.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadTargetNames } from '../escalation/store.ts';
import { emptyPolicy, readPolicy } from './policy-copy.ts';
import { loadPagePolicy } from './store.ts';

/** The steps of a page with the names of those they ask; no steps when the copy of the policy cannot be read. */
export async function loadLadder(db: Queryable, pageId: number): Promise<Ladder> {
  const policy = readPolicy(await loadPagePolicy(db, pageId)) ?? emptyPolicy;
  const { steps, repeat, catchAll } = policy;
  const nameOf = await loadTargetNames(db, targetsOf(policy));
  const named = (target: EscalationTarget) => ({ ...target, name: nameOf(target) });
  return {
    steps: steps.map(({ chatRooms, ...step }) => ({
      ...step,
      targets: step.targets.map(named),
      ...(chatRooms && { chatRooms: chatRooms.map(({ name, channel }) => ({ name, channel })) }),
    })),
    repeat,
    catchAll: catchAll && named(catchAll),
  };
}

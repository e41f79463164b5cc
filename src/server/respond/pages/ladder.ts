import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { Ladder } from '../../../contract/respond/pages/page.ts';
import { targetsOf, webhooksOf } from '../../../domain/respond/escalation/definition.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadTargetNames } from '../escalation/store.ts';
import { loadCalledWebhooks } from '../escalation/webhooks.ts';
import { emptyPolicy, readPolicy } from './opening/policy-copy.ts';
import { loadPagePolicy } from './store.ts';

/** The steps of a page with the names of those they ask; no steps when the copy of the policy cannot be read. */
export async function loadLadder(db: Queryable, pageId: number): Promise<Ladder> {
  const policy = readPolicy(await loadPagePolicy(db, pageId)) ?? emptyPolicy;
  const { steps, repeat, catchAll } = policy;
  const nameOf = await loadTargetNames(db, targetsOf(policy));
  const called = await loadCalledWebhooks(db, webhooksOf(policy));
  const named = (target: EscalationTarget) => ({ ...target, name: nameOf(target) });
  return {
    steps: steps.map(({ chatRooms, webhooks, ...step }) => ({
      ...step,
      targets: step.targets.map(named),
      ...(chatRooms && { chatRooms: chatRooms.map(({ name, channel }) => ({ name, channel })) }),
      ...(webhooks && { webhooks: webhooks.map((id) => called.get(id)?.name ?? 'a deleted webhook') }),
    })),
    repeat,
    catchAll: catchAll && named(catchAll),
  };
}

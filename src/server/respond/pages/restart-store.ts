import { type Queryable, rows } from '../../platform/db/database.ts';
import { defaultPolicyId } from '../escalation/store.ts';

/**
 * The policy of a page `p`; where it had none, the one that its service or the installation has by now, and the admins
 * for what the installation has to say about itself.
 */
export const policyByNow = `case when jsonb_array_length(p.policy->'steps') > 0 then p.policy
  when p.asks_admins then coalesce(evenkeel.with_admins(null), p.policy) else coalesce(
  (select e.definition from escalation_policies e where e.id = coalesce(
    (select s.escalation_policy_id from services s where s.id = p.service_id),
    ${defaultPolicyId})), p.policy) end`;

/**
 * Starts the ladder of exhausted pages anew that reached nobody at all: every message failed, or there was nobody to
 * send one to. A mail server that was away for ten minutes must not end a page. The wait grows with the page's age, from five minutes to an hour.
 */
export async function restartUnreachedPages(db: Queryable): Promise<number[]> {
  const restarted = await rows<{ id: number }>(
    db,
    `with unreached as (
       select p.id from pages p
       where p.state = 'open' and p.exhausted_at < evenkeel.now() -
         least(greatest((p.exhausted_at - p.opened_at) / 2, interval '5 minutes'), interval '1 hour')
         and not exists (select from notifications n where n.page_id = p.id and n.generation = p.generation
           and n.state in ('pending', 'sending', 'sent'))
       order by p.id limit 200 for update skip locked)
     update pages p set generation = generation + 1, step_index = 0, round = 0, exhausted_at = null,
       due_at = evenkeel.now(),
       policy = ${policyByNow}
     from unreached u where p.id = u.id returning p.id`,
  );
  return restarted.map(({ id }) => id);
}

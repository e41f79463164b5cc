import type { ContactMethod, ContactRule, Reachability } from '../../../domain/respond/escalation/page.ts';
import type { Urgency } from '../../../domain/respond/escalation/urgency.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

type MethodRow = ContactMethod & { personId: number };
type RuleRow = ContactRule & { personId: number };

/**
 * How each of the people can be reached: verified, enabled contact methods, and the personal rules of this urgency
 * that use them, in the person's order. Whoever cannot be reached is not in the map.
 */
export async function loadReachability(
  db: Queryable,
  personIds: readonly number[],
  urgency: Urgency,
): Promise<Map<number, Reachability>> {
  if (personIds.length === 0) return new Map();
  const methods = await rows<MethodRow>(
    db,
    `select person_id, id as contact_method_id, channel from contact_methods
     where person_id = any ($1::bigint[]) and verified_at is not null and disabled_at is null
     order by person_id, id`,
    [personIds],
  );
  const rules = await rows<RuleRow>(
    db,
    `select r.person_id, r.contact_method_id, m.channel, r.delay_seconds
     from notification_rules r join contact_methods m on m.id = r.contact_method_id
     where r.person_id = any ($1::bigint[]) and r.urgency = $2 and m.verified_at is not null and m.disabled_at is null
     order by r.person_id, r.position, r.id`,
    [personIds, urgency],
  );
  const found = new Map<number, { rules: ContactRule[]; methods: ContactMethod[] }>();
  for (const { personId, ...method } of methods) {
    const own = found.get(personId);
    if (own) own.methods.push(method);
    else found.set(personId, { rules: [], methods: [method] });
  }
  for (const { personId, ...rule } of rules) found.get(personId)?.rules.push(rule);
  return found;
}

import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { defaultPolicyId, wholeDefinition } from '../escalation/store.ts';

export type PolicyInForce = {
  serviceId: number | null;
  serviceName: string | null;
  policyId: number | null;
  policyName: string | null;
  /** As a page copies it; null without a policy. */
  definition: unknown;
};

/** The service and the policy that a page of it copies, as the opening of pages chooses them. `asksAdmins`: behind it, the admins. */
export async function policyOfService(
  db: Queryable,
  serviceId: number | null,
  asksAdmins: boolean,
): Promise<PolicyInForce> {
  const found = await row<PolicyInForce>(
    db,
    `select s.id as service_id, s.name as service_name, p.id as policy_id, p.name as policy_name,
       case when $2 then evenkeel.with_admins(p.definition) else ${wholeDefinition('p')} end as definition
     from (select $1::bigint as id) given left join services s on s.id = given.id
     left join escalation_policies p on p.id = coalesce(s.escalation_policy_id, ${defaultPolicyId})`,
    [serviceId, asksAdmins],
  );
  return found!;
}

/** The open page of each group, by its text as `groupText` writes it. */
export async function openPagesOf(db: Queryable, groups: string[]): Promise<Map<string, number>> {
  const found = await rows<{ text: string; id: number }>(
    db,
    `select g.text, p.id from unnest($1::text[]) as g (text)
     join pages p on p.group_hash = sha256(convert_to(g.text, 'UTF8')) and p.state = 'open' limit 1000`,
    [groups],
  );
  return new Map(found.map(({ text, id }) => [text, id]));
}

export async function serviceNames(db: Queryable, ids: number[]): Promise<Map<number, string>> {
  const found = await rows<{ id: number; name: string }>(
    db,
    'select id, name from services where id = any ($1::bigint[]) limit 5000',
    [ids],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

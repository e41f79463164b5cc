import type { EscalationDefinition, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { EscalationPolicy, EscalationPolicyInput } from '../../../contract/respond/escalation-policies.ts';
import { isMoreThanLadder, plainLadder } from '../../../domain/respond/escalation/definition.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';
import { settings } from '../../platform/settings/registry.ts';

export type PolicyRow = Omit<EscalationPolicy, 'createdAt' | 'targets'> & { createdAt: Date };

/** The whole definition of a policy row; `definition` alone is the ladder as nodes of earlier versions read it. */
export const wholeDefinition = (alias = 'escalation_policies') =>
  `coalesce(${alias}.full_definition, ${alias}.definition)`;

const columns = `id, slug, name, description, team_id, ${wholeDefinition()} as definition,
  acknowledgement_timeout_seconds, version, created_at`;

const byName = nameList('name', 'slug', 'id');

export async function listPolicies(
  db: Queryable,
  query: NameListQuery & { teamId?: number | undefined; personId?: number | undefined },
) {
  const found = await rows<PolicyRow>(
    db,
    `select ${columns} from escalation_policies
     where ${byName.where} and ($8::bigint is null or team_id = $8)
       and ($9::bigint is null
         or jsonb_path_exists(${wholeDefinition()},
              '$.** ? (@.kind == "person" && @.id == $id || @.kind == "team" && @.id == $teams[*])',
              jsonb_build_object('id', $9::bigint,
                'teams', coalesce((select jsonb_agg(team_id) from team_members where person_id = $9), '[]'))))
     ${byName.orderAndLimit}`,
    [...nameListParameters(query), query.teamId ?? null, query.personId ?? null],
  );
  return pageOfNames(found, query, ({ name, id, slug }) => [name, id, slug]);
}

export async function loadPolicy(db: Queryable, id: number): Promise<PolicyRow | null> {
  return row<PolicyRow>(db, `select ${columns} from escalation_policies where id = $1`, [id]);
}

export async function insertPolicy(db: Queryable, policy: EscalationPolicyInput): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into escalation_policies (slug, name, description, team_id, definition, full_definition,
       acknowledgement_timeout_seconds)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    valuesOf(policy),
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updatePolicy(
  db: Queryable,
  id: number,
  policy: EscalationPolicyInput,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update escalation_policies set slug = $1, name = $2, description = $3, team_id = $4, definition = $5,
       full_definition = $6, acknowledgement_timeout_seconds = $7, version = version + 1
     where id = $8 and ($9::int is null or version = $9)`,
    [...valuesOf(policy), id, version ?? null],
  );
  return updated === 1;
}

function valuesOf(policy: EscalationPolicyInput): unknown[] {
  const { slug, name, description, teamId, definition, acknowledgementTimeoutSeconds } = policy;
  const [plain, whole] = storedForms(definition);
  return [slug, name, description, teamId, plain, whole, acknowledgementTimeoutSeconds];
}

/** A definition as two columns: the ladder that every node reads, and all of it where there is more to say. */
export function storedForms(definition: EscalationDefinition): [string, string | null] {
  return [JSON.stringify(plainLadder(definition)), isMoreThanLadder(definition) ? JSON.stringify(definition) : null];
}

/** By branch and step: whose turn the round-robin steps of a policy gave last. */
export async function loadTurns(db: Queryable, policyId: number): Promise<Map<string, Map<number, number>>> {
  const found = await rows<{ branch: string; stepIndex: number; personId: number }>(
    db,
    'select branch, step_index, person_id from escalation_turns where policy_id = $1 and person_id is not null',
    [policyId],
  );
  const turns = new Map<string, Map<number, number>>();
  for (const { branch, stepIndex, personId } of found) {
    turns.set(branch, (turns.get(branch) ?? new Map<number, number>()).set(stepIndex, personId));
  }
  return turns;
}

export async function deletePolicy(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'delete from escalation_policies where id = $1', [id])) === 1;
}

/** The id of the default escalation policy as an SQL expression; null when there is none. */
export const defaultPolicyId = `(select case when jsonb_typeof(value) = 'number' then (value #>> '{}')::numeric::bigint end
  from settings where name = '${settings.defaultPolicy.name}')`;

/** The names of services that use the policy, at most ten. */
export async function servicesUsing(db: Queryable, policyId: number): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    'select name from services where escalation_policy_id = $1 order by name limit 10',
    [policyId],
  );
  return found.map(({ name }) => name);
}

/** Whether the installation itself asks the policy: for alerts that have none of their own, or for roles of incidents. */
export async function isOfInstallation(db: Queryable, policyId: number): Promise<boolean> {
  const found = await row(
    db,
    `select from settings where name = '${settings.defaultPolicy.name}' and value = to_jsonb($1::bigint)
       or name = '${settings.severityMatrix.name}' and jsonb_path_exists(value, '$.policies.* ? (@ == $id)',
                                                         jsonb_build_object('id', $1::bigint))
     limit 1`,
    [policyId],
  );
  return found !== null;
}

/** Policies as documents print them, by name. */
export function listDescribed(
  db: Queryable,
  limit: number,
): Promise<{ name: string; description: string; definition: EscalationDefinition }[]> {
  return rows(
    db,
    `select name, description, ${wholeDefinition()} as definition from escalation_policies order by name, id limit $1`,
    [limit],
  );
}

/** A function that names targets; null for those that do not exist. One query for all of them. */
export async function loadTargetNames(
  db: Queryable,
  targets: readonly EscalationTarget[],
): Promise<(target: EscalationTarget) => string | null> {
  const idsOf = (kind: EscalationTarget['kind']) =>
    targets.flatMap((target) => (target.kind === kind ? [target.id] : []));
  const found = await rows<EscalationTarget & { name: string }>(
    db,
    `select 'person' as kind, id, name from people where id = any ($1::bigint[])
     union all select 'schedule', id, name from schedules where id = any ($2::bigint[])
     union all select 'team', id, name from teams where id = any ($3::bigint[])`,
    [idsOf('person'), idsOf('schedule'), idsOf('team')],
  );
  const names = new Map(found.map(({ kind, id, name }) => [`${kind} ${id}`, name]));
  return ({ kind, id }) => names.get(`${kind} ${id}`) ?? null;
}

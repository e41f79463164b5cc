/** The outgoing webhooks that policies call: what a policy may name, as far as the stage that keeps them tells by its rows. */
import type { FieldError } from '../../../contract/errors.ts';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { laddersOf, webhooksOf } from '../../../domain/respond/escalation/definition.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

export type CalledWebhook = { id: number; name: string; isDisabled: boolean };

/** By id; those that are gone are left out. */
export async function loadCalledWebhooks(db: Queryable, ids: readonly number[]): Promise<Map<number, CalledWebhook>> {
  if (ids.length === 0) return new Map();
  const found = await rows<CalledWebhook>(
    db,
    'select id, name, disabled_at is not null as is_disabled from outgoing_webhooks where id = any ($1::bigint[])',
    [ids],
  );
  return new Map(found.map((each) => [each.id, each]));
}

/** Webhooks of a definition that do not exist, each at its place below `body.definition`. */
export async function faultsOfWebhooks(db: Queryable, definition: EscalationDefinition): Promise<FieldError[]> {
  const known = await loadCalledWebhooks(db, webhooksOf(definition));
  return placesOf(definition)
    .filter(({ id }) => !known.has(id))
    .map(({ path, id }) => ({ path, message: `No outgoing webhook has the id ${id}.` }));
}

/** Steps that call a webhook which is disabled or gone. */
export async function unservedWebhooks(db: Queryable, definition: EscalationDefinition) {
  const known = await loadCalledWebhooks(db, webhooksOf(definition));
  return placesOf(definition).flatMap(({ id, stepIndex, branch }) => {
    const found = known.get(id);
    return found && !found.isDisabled ? [] : [{ stepIndex, branch, webhook: found?.name ?? 'a deleted webhook' }];
  });
}

/** The names of policies that call a webhook, at most ten. */
export async function policiesCalling(db: Queryable, webhookId: number): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select name from escalation_policies where jsonb_path_exists(full_definition, '$.**.webhooks[*] ? (@ == $id)',
       jsonb_build_object('id', $1::bigint)) order by name limit 10`,
    [webhookId],
  );
  return found.map(({ name }) => name);
}

/** Every outgoing webhook that a policy may call, by name. */
export async function listCallableWebhooks(db: Queryable) {
  const items = await rows<CalledWebhook>(
    db,
    'select id, name, disabled_at is not null as is_disabled from outgoing_webhooks order by lower(name), id limit 100',
  );
  return { items };
}

function placesOf(definition: EscalationDefinition) {
  return laddersOf(definition).flatMap(({ steps, branch }, index) =>
    steps.flatMap(({ webhooks = [] }, stepIndex) =>
      webhooks.map((id, at) => ({
        ...{ id, stepIndex, branch: branch?.name ?? null },
        path: `body.definition${branch ? `.branches.${index}` : ''}.steps.${stepIndex}.webhooks.${at}`,
      })),
    ),
  );
}

/** Small worlds for tests of paging: people with contact methods, policies, services and alerts that want a page. */
import { createHash, randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/harness/eventually.ts';
import type { TestServer } from '../../../../test/harness/server.ts';
import type { EscalationDefinition, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { settingsContext } from '../../directory/contact-methods/reachability.ts';
import type { Database } from '../../platform/db/database.ts';
import { createSigningSecret } from '../../platform/standard-webhooks.ts';
import { receiver } from '../channels/receiver-for-tests.ts';

export function worldOf({ db, server }: Pick<TestServer, 'db' | 'server'>) {
  const insert = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await db.query<{ id: number }>(`${sql} returning id`, values)).rows[0]!.id;

  const person = (name: string) =>
    insert('insert into people (email, name) values ($1, $2)', [`${randomUUID()}@example.org`, name]);

  const method = async (personId: number, channel: string, settings: Record<string, unknown>) => {
    const id = await insert(
      `insert into contact_methods (person_id, channel, label, settings, hint, verified_at)
       values ($1, $2, $2, '', $2, evenkeel.now())`,
      [personId, channel],
    );
    const sealed = server.platform.keyring.seal(JSON.stringify(settings), settingsContext(id));
    await db.query('update contact_methods set settings = $2 where id = $1', [id, sealed]);
    return id;
  };

  return {
    db,
    insert,
    person,
    method,
    webhook: (personId: number, url: string) => method(personId, 'webhook', { url, secret: createSigningSecret() }),
    email: (personId: number, address: string) => method(personId, 'email', { address }),
    rule: (personId: number, contactMethodId: number, delaySeconds: number, urgency = 'high') =>
      insert(
        `insert into notification_rules (person_id, urgency, position, contact_method_id, delay_seconds)
         values ($1, $2, $3, $4, $3)`,
        [personId, urgency, delaySeconds, contactMethodId],
      ),
    policy: (definition: EscalationDefinition) =>
      insert('insert into escalation_policies (slug, name, definition) values ($1, $2, $3)', [
        randomUUID(),
        'Night watch',
        definition,
      ]),
    service: (policyId: number | null, name = 'Checkout') =>
      insert('insert into services (slug, name, escalation_policy_id) values ($1, $2, $3)', [
        randomUUID(),
        name,
        policyId,
      ]),
    source: () =>
      insert("insert into sources (slug, name, type, key_hash, key_sealed) values ($1, 'Monitor', 'generic', $2, '')", [
        randomUUID(),
        createHash('sha256').update(randomUUID()).digest(),
      ]),
  };
}

/** Asks these people, each in a step of its own. */
export const ladder = (targets: EscalationTarget[], delaySeconds = 300): EscalationDefinition => ({
  steps: targets.map((target) => ({ delaySeconds, targets: [target], ifEmpty: 'skip' as const })),
  repeat: 0,
  catchAll: null,
});

export const askPerson = (id: number): EscalationTarget => ({ kind: 'person', id });

export type AlertRequest = {
  sourceId: number;
  serviceId: number | null;
  severity?: number;
  title?: string;
  groupKey?: string;
  labels?: Record<string, string>;
};

/** An alert as detect leaves it: triggered and in want of a page. */
export async function triggerAlert(db: Database, request: AlertRequest): Promise<number> {
  const key = randomUUID();
  const found = await db.query<{ id: number }>(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, service_id, paging, group_key,
       labels, triggered_at, last_signal_at)
     values ($1, $2, sha256(convert_to($2, 'UTF8')), 'triggered', $3, $4, $5, 'wanted', $6, $7, evenkeel.now(), evenkeel.now())
     returning id`,
    [
      request.sourceId,
      key,
      request.severity ?? 1,
      request.title ?? 'Error rate',
      request.serviceId,
      request.groupKey ?? null,
      request.labels ?? {},
    ],
  );
  return found.rows[0]!.id;
}

/** As detect does when a sender says that it is over. */
export async function resolveBySender(db: Database, alertId: number): Promise<void> {
  await db.query(
    `update alerts set state = 'resolved', resolved_at = evenkeel.now(), paging = 'settle',
       resolved_by = '{"kind":"source","sourceId":1,"name":"Monitor"}' where id = $1`,
    [alertId],
  );
}

export type NotificationRow = {
  person_id: number;
  channel: string;
  state: string;
  step_index: number;
  generation: number;
  may_repeat: boolean;
  attempts: number;
  outcome: string | null;
};

export async function notificationsOf(db: Database, pageId?: number): Promise<NotificationRow[]> {
  const found = await db.query<NotificationRow>(
    'select * from notifications where $1::bigint is null or page_id = $1 order by id',
    [pageId ?? null],
  );
  return found.rows;
}

/**
 * Waits until the engine has run every step that was due when this was called: a page of its own, whose second step
 * is due last, has been seen to run it.
 */
export async function dueStepsHaveRun(node: TestServer): Promise<void> {
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const watcher = await world.person('Watcher');
  await world.webhook(watcher, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(watcher), askPerson(watcher)], 1)));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId });
  await eventually(() => hook.seen.length === 1);
  await node.clock.advance('2 seconds');
  await eventually(() => hook.seen.length === 2);
}

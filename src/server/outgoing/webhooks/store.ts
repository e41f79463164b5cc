import type { OutgoingWebhookChange, OutgoingWebhookInput } from '../../../contract/outgoing/webhooks.ts';
import type { Role } from '../../../contract/permissions.ts';
import type { EventFilter } from '../../../domain/outgoing/event-filter.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type WebhookRow = EventFilter & {
  id: number;
  name: string;
  /** Sealed. */
  settings: string;
  hint: string;
  kinds: string[];
  stages: EventFilter['stages'][number][];
  serviceIds: number[];
  teamIds: number[];
  severities: (1 | 2 | 3 | 4 | 5)[];
  seesAs: Role;
  disabledAt: Date | null;
  disabledReason: string | null;
  failingSince: Date | null;
  lastOutcome: string | null;
  lastOutcomeAt: Date | null;
  pendingCount: number;
  heldCount: number;
  version: number;
  createdAt: Date;
};

/** The place a webhook's settings are sealed for. */
export const settingsContext = (id: number) => `outgoing_webhooks.settings.${id}`;

export const mostWebhooks = 100;

const countOf = (states: string) =>
  `(select count(*)::int from (select from outgoing_deliveries d where d.webhook_id = w.id and d.state in (${states}) limit 10000) c)`;
const columns = `w.id, w.name, w.settings, w.hint, w.kinds, w.stages, w.service_ids, w.team_ids, w.severities, w.sees_as, w.disabled_at,
  w.disabled_reason, w.failing_since, w.last_outcome, w.last_outcome_at, w.version, w.created_at,
  ${countOf("'pending', 'sending'")} as pending_count, ${countOf("'held'")} as held_count`;

export function listWebhooks(db: Queryable): Promise<WebhookRow[]> {
  return rows(db, `select ${columns} from outgoing_webhooks w order by lower(w.name) limit ${mostWebhooks}`);
}

export function loadWebhook(db: Queryable, id: number): Promise<WebhookRow | null> {
  return row(db, `select ${columns} from outgoing_webhooks w where w.id = $1`, [id]);
}

export async function lockWebhook(tx: Queryable, id: number): Promise<WebhookRow | null> {
  await run(tx, 'select from outgoing_webhooks where id = $1 for update', [id]);
  return loadWebhook(tx, id);
}

export async function countWebhooks(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*)::int as count from outgoing_webhooks'))!.count;
}

export async function nextWebhookId(tx: Queryable): Promise<number> {
  const drawn = await row<{ id: number }>(
    tx,
    `select nextval(pg_get_serial_sequence('evenkeel.outgoing_webhooks', 'id')) as id`,
  );
  return drawn!.id;
}

export type Sealed = { sealedSettings: string; hint: string };

export async function insertWebhook(
  tx: Queryable,
  id: number,
  input: Omit<OutgoingWebhookInput, 'url' | 'secret'> & Sealed,
): Promise<void> {
  const { name, sealedSettings, hint, kinds, stages, serviceIds, teamIds, severities, seesAs, enabled } = input;
  await run(
    tx,
    `insert into outgoing_webhooks (id, name, settings, hint, kinds, stages, service_ids, team_ids, severities, sees_as, disabled_at)
     overriding system value
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when not $11 then evenkeel.now() end)`,
    [id, name, sealedSettings, hint, kinds, stages, serviceIds, teamIds, severities, seesAs, enabled],
  );
}

/** Enabling begins anew: what failed before says nothing. */
export async function updateWebhook(
  tx: Queryable,
  id: number,
  change: Omit<OutgoingWebhookChange, 'url' | 'secret'> & Partial<Sealed>,
): Promise<void> {
  await run(
    tx,
    `update outgoing_webhooks set name = coalesce($2, name), settings = coalesce($3, settings), hint = coalesce($4, hint),
       kinds = coalesce($5, kinds), stages = coalesce($6, stages), service_ids = coalesce($7, service_ids),
       team_ids = coalesce($8, team_ids), severities = coalesce($9, severities), sees_as = coalesce($10, sees_as),
       disabled_at = case when $11::boolean then null when not $11 then coalesce(disabled_at, evenkeel.now()) else disabled_at end,
       disabled_reason = case when $11::boolean is not null then null else disabled_reason end,
       failing_since = case when $11 or $3::text is not null then null else failing_since end,
       failures = 0, paused_until = null, version = version + 1
     where id = $1`,
    [
      ...[id, change.name ?? null, change.sealedSettings ?? null, change.hint ?? null, change.kinds ?? null],
      ...[change.stages ?? null, change.serviceIds ?? null, change.teamIds ?? null, change.severities ?? null],
      ...[change.seesAs ?? null, change.enabled ?? null],
    ],
  );
}

export async function deleteWebhook(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from outgoing_webhooks where id = $1', [id]);
}

/** Ids of these services and teams that do not exist. */
export async function findMissing(tx: Queryable, serviceIds: number[], teamIds: number[]) {
  return row<{ serviceIds: number[]; teamIds: number[] }>(
    tx,
    `select array(select id::int from unnest($1::bigint[]) id where id not in (select id from services)) as service_ids,
       array(select id::int from unnest($2::bigint[]) id where id not in (select id from teams)) as team_ids`,
    [serviceIds, teamIds],
  );
}

/** Stops sending and keeps what waits for somebody to replay it. */
export async function holdDeliveries(tx: Queryable, webhookId: number, because: string): Promise<void> {
  await run(
    tx,
    `update outgoing_deliveries set state = 'held', outcome = $2, lease_until = null, lease_token = null, finished_at = evenkeel.now()
     where webhook_id = $1 and state in ('pending', 'sending')`,
    [webhookId, because],
  );
}

import { type Queryable, rows, run } from '../../platform/db/database.ts';
import type { LoggedEvent } from '../event-log.ts';
import type { OutgoingMessage } from './message.ts';
import type { WebhookRow } from './store.ts';

export type Follower = Pick<
  WebhookRow,
  'id' | 'name' | 'kinds' | 'stages' | 'serviceIds' | 'teamIds' | 'severities' | 'seesAs' | 'disabledAt'
> & { followsSince: Date };

export function listFollowers(tx: Queryable): Promise<Follower[]> {
  return rows(
    tx,
    `select id, name, kinds, stages, service_ids, team_ids, severities, sees_as, disabled_at, follows_since from outgoing_webhooks order by id`,
  );
}

export type NewDelivery = OutgoingMessage & {
  webhookId: number;
  event: Pick<LoggedEvent, 'id' | 'kind' | 'subjectKind' | 'subjectId'>;
  isHeld: boolean;
};

/** In their order; an event that a webhook has already is left out. */
export async function insertDeliveries(tx: Queryable, deliveries: NewDelivery[]): Promise<void> {
  await run(
    tx,
    `insert into outgoing_deliveries (webhook_id, event_id, kind, subject_kind, subject_id, message_id, body, state, outcome, finished_at)
     select d.webhook_id, d.event_id, d.kind, d.subject_kind, d.subject_id, d.message_id, d.body,
       case when d.is_held then 'held' else 'pending' end, case when d.is_held then 'the webhook was disabled' end,
       case when d.is_held then evenkeel.now() end
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::boolean[])
       with ordinality as d (webhook_id, event_id, kind, subject_kind, subject_id, message_id, body, is_held, place)
     order by d.place
     on conflict do nothing`,
    [
      deliveries.map(({ webhookId }) => webhookId),
      deliveries.map(({ event }) => event.id),
      deliveries.map(({ event }) => event.kind),
      deliveries.map(({ event }) => event.subjectKind),
      deliveries.map(({ event }) => event.subjectId),
      deliveries.map(({ messageId }) => messageId),
      deliveries.map(({ body }) => body),
      deliveries.map(({ isHeld }) => isHeld),
    ],
  );
}

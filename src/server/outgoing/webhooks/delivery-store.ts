import { type DeliveryState, disabledAfterDays, keptDeliveryDays } from '../../../contract/outgoing/webhooks.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import type { OutgoingMessage } from './message.ts';

/** A delivery that this node sends now, until its lease ends. */
export type Claimed = OutgoingMessage & {
  id: number;
  webhookId: number;
  /** Sealed, of the webhook. */
  settings: string;
  attempts: number;
  leaseToken: string;
};

/** Longer than an attempt may take. */
const leaseSeconds = 60;
const atOncePerWebhook = 4;

/**
 * Claims what is due, and what a sender that died has left. Of one subject only the oldest is sent, so that events about
 * it arrive in their order; a receiver has a few requests at once.
 */
export async function claimDeliveries(db: Queryable, most: number): Promise<Claimed[]> {
  const isDue = `((d.state = 'pending' and d.due_at <= evenkeel.now()) or (d.state = 'sending' and d.lease_until < evenkeel.now()))`;
  return rows<Claimed>(
    db,
    `with free as (
       select w.id, ${atOncePerWebhook} - (select count(*) from outgoing_deliveries s
         where s.webhook_id = w.id and s.state = 'sending' and s.lease_until >= evenkeel.now()) as places
       from outgoing_webhooks w
       where w.disabled_at is null and (w.paused_until is null or w.paused_until <= evenkeel.now())),
     due as (
       select c.id from free f cross join lateral (
         select d.id from outgoing_deliveries d
         where d.webhook_id = f.id and d.state in ('pending', 'sending') and ${isDue}
           and not exists (select from outgoing_deliveries e
             where e.webhook_id = d.webhook_id and e.subject_kind = d.subject_kind
               and coalesce(e.subject_id, 0) = coalesce(d.subject_id, 0) and e.state in ('pending', 'sending') and e.id < d.id)
         order by d.id limit greatest(f.places, 0)) c
       limit $1),
     taken as (
       select d.id from outgoing_deliveries d where d.id in (select id from due) and ${isDue} for update skip locked)
     update outgoing_deliveries d set state = 'sending', attempts = d.attempts + 1, lease_token = gen_random_uuid(),
       lease_until = evenkeel.now() + interval '${leaseSeconds} seconds'
     from taken t, outgoing_webhooks w where d.id = t.id and w.id = d.webhook_id
     returning d.id, d.webhook_id, d.message_id, d.body, d.attempts, d.lease_token, w.settings`,
    [most],
  );
}

export type Attempt = { status: number | null; response: string | null; reason: string | null; durationMs: number };

export async function insertAttempt(tx: Queryable, deliveryId: number, attempt: Attempt): Promise<void> {
  const { status, response, reason, durationMs } = attempt;
  await run(
    tx,
    `insert into outgoing_attempts (delivery_id, status, response, reason, duration_ms)
     select $1, $2, $3, $4, $5 where exists (select from outgoing_deliveries where id = $1)`,
    [deliveryId, status, response, reason, durationMs],
  );
}

/** @returns false when the lease was lost, or the webhook was disabled meanwhile */
export async function finishDelivery(
  tx: Queryable,
  { id, leaseToken }: Pick<Claimed, 'id' | 'leaseToken'>,
  state: 'delivered' | 'failed',
  outcome: string | null,
): Promise<boolean> {
  const finished = await run(
    tx,
    `update outgoing_deliveries set state = $3, outcome = $4, finished_at = evenkeel.now(), lease_until = null, lease_token = null
     where id = $1 and lease_token = $2`,
    [id, leaseToken, state, outcome],
  );
  return finished === 1;
}

export async function retryDelivery(
  tx: Queryable,
  { id, leaseToken }: Pick<Claimed, 'id' | 'leaseToken'>,
  afterSeconds: number,
  outcome: string,
): Promise<void> {
  await run(
    tx,
    `update outgoing_deliveries set state = 'pending', outcome = $4, lease_until = null, lease_token = null,
       due_at = evenkeel.now() + make_interval(secs => $3) where id = $1 and lease_token = $2`,
    [id, leaseToken, afterSeconds, outcome],
  );
}

export async function noteSuccess(tx: Queryable, webhookId: number, outcome: string): Promise<void> {
  await run(
    tx,
    `update outgoing_webhooks set failing_since = null, failures = 0, paused_until = null, last_outcome = $2,
       last_outcome_at = evenkeel.now() where id = $1`,
    [webhookId, outcome],
  );
}

/** A receiver that is down rests a while, longer each time. @returns whether it has failed for too long */
export async function noteFailure(
  tx: Queryable,
  webhookId: number,
  { outcome, isDown, mostPauseSeconds }: { outcome: string; isDown: boolean; mostPauseSeconds: number },
): Promise<boolean> {
  const noted = await row<{ isTooLong: boolean }>(
    tx,
    `update outgoing_webhooks set failing_since = coalesce(failing_since, evenkeel.now()), last_outcome = $2,
       last_outcome_at = evenkeel.now(), failures = case when $3 then failures + 1 else failures end,
       paused_until = case when $3
         then evenkeel.now() + make_interval(secs => least($4, 2 * power(2, least(failures, 12)))) else paused_until end
     where id = $1 and disabled_at is null
     returning failing_since < evenkeel.now() - interval '${disabledAfterDays} days' as is_too_long`,
    [webhookId, outcome, isDown, mostPauseSeconds],
  );
  return noted?.isTooLong ?? false;
}

/** @returns false when it was disabled already */
export async function disableWebhook(tx: Queryable, webhookId: number, reason: string): Promise<boolean> {
  const disabled = await run(
    tx,
    `update outgoing_webhooks set disabled_at = evenkeel.now(), disabled_reason = $2, version = version + 1
     where id = $1 and disabled_at is null`,
    [webhookId, reason],
  );
  return disabled === 1;
}

export type DeliveryRow = {
  id: number;
  kind: string;
  subjectKind: string;
  subjectId: number | null;
  messageId: string;
  state: DeliveryState;
  attempts: number;
  outcome: string | null;
  dueAt: Date;
  createdAt: Date;
  finishedAt: Date | null;
};

const columns =
  'id, kind, subject_kind, subject_id, message_id, state, attempts, outcome, due_at, created_at, finished_at';

/** Newest first. */
export async function listDeliveries(
  db: Queryable,
  webhookId: number,
  query: { limit: number; cursor?: string | undefined; state?: DeliveryState | undefined },
) {
  const [before] = decodeCursor(query.cursor, 1) ?? [null];
  const found = await rows<DeliveryRow>(
    db,
    `select ${columns} from outgoing_deliveries
     where webhook_id = $1 and ($2::bigint is null or id < $2) and ($3::text is null or state = $3)
     order by id desc limit $4`,
    [webhookId, before, query.state ?? null, query.limit + 1],
  );
  return pageOf(found, query.limit, ({ id }) => [id]);
}

export async function loadDelivery(db: Queryable, webhookId: number, id: number): Promise<DeliveryRow | null> {
  return row(db, `select ${columns} from outgoing_deliveries where webhook_id = $1 and id = $2`, [webhookId, id]);
}

export async function loadTries(
  db: Queryable,
  id: number,
): Promise<{ body: string; tries: (Attempt & { at: Date })[] }> {
  const sent = await row<{ body: string }>(db, 'select body from outgoing_deliveries where id = $1', [id]);
  const tries = await rows<Attempt & { at: Date }>(
    db,
    `select at, status, response, reason, duration_ms from outgoing_attempts where delivery_id = $1 order by at desc limit 50`,
    [id],
  );
  return { body: sent?.body ?? '', tries };
}

const again = `state = 'pending', due_at = evenkeel.now(), attempts = 0, lease_until = null, lease_token = null, finished_at = null`;

/** One that is under way is left to end. @returns false for that one, too */
export async function replayOne(tx: Queryable, webhookId: number, id: number): Promise<boolean> {
  const replayed = await run(
    tx,
    `update outgoing_deliveries set ${again} where webhook_id = $1 and id = $2 and state <> 'sending'`,
    [webhookId, id],
  );
  return replayed === 1;
}

export async function replayRange(
  tx: Queryable,
  webhookId: number,
  range: { from: string; until: string | null; states: string[] },
): Promise<number> {
  return run(
    tx,
    `update outgoing_deliveries set ${again}
     where webhook_id = $1 and created_at >= $2::timestamptz and ($3::timestamptz is null or created_at < $3)
       and state = any ($4::text[]) and event_id is not null`,
    [webhookId, range.from, range.until, range.states],
  );
}

/** A test is sent at once and written down with its result. */
export async function insertTest(
  tx: Queryable,
  webhookId: number,
  { messageId, body }: OutgoingMessage,
  { isDelivered, outcome }: { isDelivered: boolean; outcome: string | null },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into outgoing_deliveries (webhook_id, kind, subject_kind, subject_id, message_id, body, state, attempts, outcome, finished_at)
     values ($1, 'outgoingWebhook.tested', 'outgoingWebhook', $1, $2, $3, $4, 1, $5, evenkeel.now()) returning id`,
    [webhookId, messageId, body, isDelivered ? 'delivered' : 'failed', outcome],
  );
  return inserted!.id;
}

/** A call that somebody waited for, written down with its result; null where the webhook is gone. */
export async function insertCalled(
  tx: Queryable,
  webhookId: number,
  about: { kind: string; subjectKind: string; subjectId: number },
  { messageId, body }: OutgoingMessage,
  { isDelivered, outcome }: { isDelivered: boolean; outcome: string | null },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into outgoing_deliveries (webhook_id, kind, subject_kind, subject_id, message_id, body, state, attempts, outcome, finished_at)
     select id, $2, $3, $4, $5, $6, $7, 1, $8, evenkeel.now() from outgoing_webhooks where id = $1 returning id`,
    [
      webhookId,
      about.kind,
      about.subjectKind,
      about.subjectId,
      messageId,
      body,
      isDelivered ? 'delivered' : 'failed',
      outcome,
    ],
  );
  return inserted?.id ?? null;
}

/** What is old goes, in steps; what still waits for an enabled webhook stays. @returns whether there may be more */
export async function forgetDeliveries(db: Queryable): Promise<boolean> {
  const limit = 1_000;
  const gone = await run(
    db,
    `delete from outgoing_deliveries where id in (
       select id from outgoing_deliveries where created_at < evenkeel.now() - interval '${keptDeliveryDays} days'
         and state in ('delivered', 'failed', 'held') order by created_at limit ${limit})`,
  );
  return gone === limit;
}

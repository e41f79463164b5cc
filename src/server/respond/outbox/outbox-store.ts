/**
 * The rows of an outbox: queued in the transaction of what they tell of, claimed with a lease, tried again or given up.
 * Every table of this shape is read and written by the same statements.
 */
import { type Queryable, rows, run } from '../../platform/db/database.ts';

export type OutboxTable =
  | 'subscriber_mails'
  | 'reminder_mails'
  | 'cover_mails'
  | 'notice_messages'
  | 'test_page_mails'
  | 'digest_issues'
  | 'sponsor_mails'
  | 'review_mails';

export type Lease = { id: number; leaseToken: string };

export type ClaimedRow = Lease & { attempts: number; createdAt: Date };

export type ClaimLimits = {
  rows: number;
  /** How long a sender that died keeps others from its rows. */
  leaseSeconds: number;
  /** What has waited longer is no news: it becomes void. */
  freshHours: number;
};

/** Claims what is due, and what a sender that died has left. */
export async function claimRows(db: Queryable, table: OutboxTable, limits: ClaimLimits): Promise<ClaimedRow[]> {
  const isOld = 'm.created_at < evenkeel.now() - make_interval(hours => $3)';
  const claimed = await rows<ClaimedRow & { state: string }>(
    db,
    `with due as (
       select id from ${table}
       where (state = 'pending' and due_at <= evenkeel.now()) or (state = 'sending' and lease_until < evenkeel.now())
       order by due_at, id limit $1 for update skip locked)
     update ${table} m set attempts = m.attempts + 1, lease_token = gen_random_uuid(),
       lease_until = evenkeel.now() + make_interval(secs => $2),
       state = case when ${isOld} then 'void' else 'sending' end,
       outcome = case when ${isOld} then 'it waited too long to be news' else m.outcome end,
       finished_at = case when ${isOld} then evenkeel.now() end
     from due where m.id = due.id returning m.id, m.state, m.lease_token, m.attempts, m.created_at`,
    [limits.rows, limits.leaseSeconds, limits.freshHours],
  );
  return claimed.filter(({ state }) => state === 'sending');
}

/** @returns false when the lease was lost */
export async function finishRow(
  db: Queryable,
  table: OutboxTable,
  lease: Lease,
  state: 'sent' | 'failed' | 'void',
  outcome: string | null,
): Promise<boolean> {
  const finished = await run(
    db,
    `update ${table} set state = $3, outcome = $4, finished_at = evenkeel.now(), lease_until = null, lease_token = null
     where id = $1 and lease_token = $2`,
    [lease.id, lease.leaseToken, state, outcome],
  );
  return finished === 1;
}

export async function retryRow(
  db: Queryable,
  table: OutboxTable,
  lease: Lease,
  afterSeconds: number,
  outcome: string,
): Promise<void> {
  await run(
    db,
    `update ${table} set state = 'pending', outcome = $4, lease_until = null, lease_token = null,
       due_at = evenkeel.now() + make_interval(secs => $3) where id = $1 and lease_token = $2`,
    [lease.id, lease.leaseToken, afterSeconds, outcome],
  );
}

/** Voids what was waiting when a backup was made. @returns how many rows */
export async function voidRestoredRows(tx: Queryable, table: OutboxTable): Promise<number> {
  return run(
    tx,
    `update ${table} set state = 'void', outcome = 'restored', lease_until = null, lease_token = null,
       finished_at = evenkeel.now() where state in ('pending', 'sending')`,
  );
}

/** Forgets what was finished long ago. */
export async function forgetRows(db: Queryable, table: OutboxTable, days: number): Promise<void> {
  await run(db, `delete from ${table} where finished_at < evenkeel.now() - make_interval(days => $1)`, [days]);
}

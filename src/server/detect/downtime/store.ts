/** After a time in which no node listened: what senders could not say then must not be held against them. */

import { type Queryable, run } from '../../platform/db/database.ts';
import { nodeDeadAfterSeconds } from '../../platform/nodes.ts';

/**
 * Waits longer for promises that ran out, or are about to, because nobody was there to hear them kept. A heartbeat gets
 * its interval, but no more than the time it was not listened to: a nightly job that fails must not go unseen for a day
 * because of one minute. A check gets the time in which it is to run anyhow. An alert gets its sender's whole promise to repeat. What was late before stays late. Does
 * nothing while another node lives.
 */
export async function waitLonger(db: Queryable, ownNodeId: number): Promise<void> {
  await run(
    db,
    `with deaf as (
       select max(heartbeat_at) as since, evenkeel.now() - max(heartbeat_at) as lasted from nodes where id <> $1
       having max(heartbeat_at) < evenkeel.now() - make_interval(secs => $2)),
     waited as (
       update heartbeats set due_at = greatest(due_at, evenkeel.now() + make_interval(secs => grace_seconds)
           + least(make_interval(secs => interval_seconds), deaf.lasted)),
         expected_at = case when due_at = expected_at + make_interval(secs => grace_seconds)
           then greatest(expected_at, evenkeel.now() + least(make_interval(secs => interval_seconds), deaf.lasted))
           else expected_at end
       from deaf where due_at > deaf.since),
     unchecked as (
       update checks set overdue_at = greatest(overdue_at,
         evenkeel.now() + make_interval(secs => 3 * interval_seconds + timeout_seconds + 60))
       from deaf where overdue_since is null and overdue_at > deaf.since)
     update alerts set expires_at = greatest(expires_at, evenkeel.now() + (expires_at - last_signal_at))
     from deaf where state <> 'resolved' and expires_at > deaf.since and expires_at < evenkeel.now() + deaf.lasted`,
    [ownNodeId, nodeDeadAfterSeconds],
  );
}

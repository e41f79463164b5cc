/** After a time in which no node listened: what senders could not say then must not be held against them. */

import { type Queryable, run } from '../../platform/db/database.ts';
import { nodeDeadAfterSeconds } from '../../platform/nodes.ts';

/**
 * Counts promises anew that ran out, or are about to, because nobody was there to hear them kept: a heartbeat gets its
 * whole interval from now on, an alert its sender's whole promise to repeat. What was late before stays late. Does
 * nothing while another node lives.
 */
export async function countPromisesAnew(db: Queryable, ownNodeId: number): Promise<void> {
  await run(
    db,
    `with deaf as (
       select max(heartbeat_at) as since, evenkeel.now() - max(heartbeat_at) as lasted from nodes where id <> $1
       having max(heartbeat_at) < evenkeel.now() - make_interval(secs => $2)),
     waited as (
       update heartbeats set due_at = greatest(due_at, evenkeel.now() + make_interval(secs => interval_seconds + grace_seconds))
       from deaf where due_at > deaf.since)
     update alerts set expires_at = greatest(expires_at, evenkeel.now() + (expires_at - last_signal_at))
     from deaf where state <> 'resolved' and expires_at > deaf.since and expires_at < evenkeel.now() + deaf.lasted`,
    [ownNodeId, nodeDeadAfterSeconds],
  );
}

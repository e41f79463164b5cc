import type { CheckOutcome, CheckTarget } from '../../../contract/detect/checks.ts';
import type { Severity } from '../../../contract/severity.ts';
import {
  type CheckMemory,
  type CheckState,
  leftToOthersMs,
  refutedUntilSuspect,
} from '../../../domain/detect/check-agreement.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { nodeDeadAfterSeconds } from '../../platform/nodes.ts';

export type Claimed = {
  id: number;
  claim: number;
  target: CheckTarget;
  sealedHeaders: string | null;
  intervalSeconds: number;
  timeoutSeconds: number;
};

/** How long a run may take beyond its time limit before another node takes the check. */
const leaseSlackSeconds = 10;

const otherLives = (node: string) => `exists (select from nodes where id <> ${node} and stopped_at is null
  and heartbeat_at > evenkeel.now() - interval '${nodeDeadAfterSeconds} seconds')`;

/** Takes checks that are due, the longest due first. A second opinion is left to another node for a while. */
export function claimDue(db: Queryable, nodeId: number, limit: number): Promise<Claimed[]> {
  return rows<Claimed>(
    db,
    `update checks c set claim = claim + 1, claimed_by = $1,
       claimed_until = evenkeel.now() + make_interval(secs => timeout_seconds + ${leaseSlackSeconds})
     where source_id in (select source_id from checks
       where deleted_at is null and paused_at is null and next_run_at <= evenkeel.now()
         and (claimed_until is null or claimed_until < evenkeel.now())
         and (doubted_by is null or doubted_by <> $1 or doubted_at <= evenkeel.now() - interval '${leftToOthersMs} milliseconds'
           or not ${otherLives('$1')})
       order by next_run_at limit $2 for update skip locked)
     returning source_id as id, claim, target, sealed_headers, interval_seconds, timeout_seconds`,
    [nodeId, limit],
  );
}

/** Gives back what this node has not finished, for another one to take at once. */
export async function giveBack(db: Queryable, nodeId: number): Promise<void> {
  await run(
    db,
    'update checks set claim = claim + 1, claimed_until = null where claimed_by = $1 and claimed_until is not null',
    [nodeId],
  );
}

export type UnderWay = {
  id: number;
  slug: string;
  name: string;
  target: CheckTarget;
  severity: Severity;
  state: CheckState;
  doubtedBy: number | null;
  doubtedAt: Date | null;
  lastNode: string | null;
  isOverdue: boolean;
  isToldAgain: boolean;
  hasOthers: boolean;
  now: Date;
};

/** Told of anew while it lasts, so that an alert that somebody resolved by hand comes back. */
const tellAgainAfter = "interval '5 minutes'";

/** Locks the check of a claim; null when another run has taken its place. */
export function lockClaimed(tx: Queryable, nodeId: number, { id, claim }: Claimed): Promise<UnderWay | null> {
  return row<UnderWay>(
    tx,
    `select c.source_id as id, s.slug, s.name, c.target, c.severity, c.state, c.doubted_by, c.doubted_at, c.last_node,
       c.overdue_since is not null as is_overdue, coalesce(c.told_at < evenkeel.now() - ${tellAgainAfter}, true) as is_told_again,
       ${otherLives('$3')} as has_others, evenkeel.now() as now
     from checks c join sources s on s.id = c.source_id where c.source_id = $1 and c.claim = $2 for update of c`,
    [id, claim, nodeId],
  );
}

export type Result = {
  outcome: CheckOutcome;
  detail: string;
  durationMs: number | null;
  certificateExpiresAt: Date | null;
  node: string;
};

export async function insertResult(tx: Queryable, id: number, { outcome, durationMs, detail, node }: Result) {
  await run(
    tx,
    'insert into check_results (source_id, outcome, duration_ms, detail, node) values ($1, $2, $3, $4, $5)',
    [id, outcome, durationMs, detail, node],
  );
}

/** A run that was blocked says nothing, and leaves the check as overdue as it was. */
export async function saveBlocked(tx: Queryable, id: number, { detail, node }: Result, nextInSeconds: number) {
  await run(
    tx,
    `update checks set claimed_until = null, last_outcome = 'blocked', last_detail = $2, last_node = $3,
       last_duration_ms = null, next_run_at = evenkeel.now() + make_interval(secs => $4)
     where source_id = $1`,
    [id, detail, node, nextInSeconds],
  );
}

export type Saved = { memory: CheckMemory; result: Result; nextInSeconds: number; isTold: boolean };

export async function saveRun(tx: Queryable, id: number, { memory, result, nextInSeconds, isTold }: Saved) {
  const { state, doubt } = memory;
  await run(
    tx,
    `update checks set claimed_until = null, state_since = case when state = $2 then state_since else evenkeel.now() end,
       state = $2, doubted_by = $3, doubted_at = $4, last_run_at = evenkeel.now(), last_outcome = $5, last_detail = $6,
       last_duration_ms = $7, last_node = $8, certificate_expires_at = coalesce($9, certificate_expires_at),
       next_run_at = evenkeel.now() + make_interval(secs => $10), overdue_since = null,
       told_at = case when $11 then evenkeel.now() else told_at end,
       overdue_at = evenkeel.now() + make_interval(secs => greatest(3 * interval_seconds + timeout_seconds, 60))
     where source_id = $1`,
    [
      ...[id, state, doubt?.nodeId ?? null, doubt ? new Date(doubt.at) : null],
      ...[result.outcome, result.detail, result.durationMs, result.node, result.certificateExpiresAt],
      ...[nextInSeconds, isTold],
    ],
  );
}

const keptChanges = 500;

export async function insertChange(tx: Queryable, id: number, state: 'up' | 'down', detail: string): Promise<void> {
  await run(tx, 'insert into check_changes (source_id, state, detail) values ($1, $2, $3)', [id, state, detail]);
  await run(
    tx,
    `delete from check_changes where source_id = $1 and id <= (
       select id from check_changes where source_id = $1 order by id desc offset $2 limit 1)`,
    [id, keptChanges],
  );
}

/** Counts a refuted run. True when the node becomes suspect by it. */
export async function noteRefuted(tx: Queryable, nodeId: number, name: string): Promise<boolean> {
  const noted = await row<{ refuted: number }>(
    tx,
    `insert into check_nodes as n (node_id, name, refuted) values ($1, $2, 1)
     on conflict (node_id) do update set refuted = n.refuted + 1,
       suspect_since = case when n.refuted + 1 >= $3 then coalesce(n.suspect_since, evenkeel.now()) end
     returning refuted`,
    [nodeId, name, refutedUntilSuspect],
  );
  return noted!.refuted === refutedUntilSuspect;
}

/** A node that sees a check pass sees something. True when it was suspect. */
export async function clearNode(tx: Queryable, nodeId: number): Promise<boolean> {
  const cleared = await row<{ wasSuspect: boolean }>(
    tx,
    'delete from check_nodes where node_id = $1 returning suspect_since is not null as was_suspect',
    [nodeId],
  );
  return cleared?.wasSuspect ?? false;
}

/** Nodes that are gone, and with them what was wrong with them. */
export function forgetGoneNodes(tx: Queryable): Promise<{ id: number; name: string; wasSuspect: boolean }[]> {
  return rows(
    tx,
    `delete from check_nodes where node_id in (select node_id from check_nodes c
       where not exists (select from nodes n where n.id = c.node_id and n.stopped_at is null
         and n.heartbeat_at > evenkeel.now() - interval '1 minute') limit 100)
     returning node_id as id, name, suspect_since is not null as was_suspect`,
  );
}

export type Overdue = {
  id: number;
  slug: string;
  name: string;
  target: CheckTarget;
  severity: Severity;
  lastRunAt: Date | null;
  lastOutcome: CheckOutcome | null;
  lastDetail: string | null;
};

/** Marks those that should have run long ago, at most a hundred. */
export function markOverdue(tx: Queryable): Promise<Overdue[]> {
  return rows(
    tx,
    `update checks c set overdue_since = evenkeel.now() from sources s
     where s.id = c.source_id and c.source_id in (select source_id from checks
       where overdue_at <= evenkeel.now() and overdue_since is null and deleted_at is null and paused_at is null
       order by overdue_at limit 100 for update skip locked)
     returning c.source_id as id, s.slug, s.name, c.target, c.severity, c.last_run_at, c.last_outcome, c.last_detail`,
  );
}

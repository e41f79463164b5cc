import type { CheckChange, CheckOutcome, CheckTarget } from '../../../contract/detect/checks.ts';
import type { Severity } from '../../../contract/severity.ts';
import type { CheckState } from '../../../domain/detect/check-agreement.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type StoredCheck = {
  id: number;
  slug: string;
  name: string;
  target: CheckTarget;
  headerNames: string[];
  intervalSeconds: number;
  timeoutSeconds: number;
  severity: Severity;
  serviceId: number | null;
  pagesNobody: boolean;
  state: CheckState;
  stateSince: Date | null;
  doubtedAt: Date | null;
  nextRunAt: Date;
  lastRunAt: Date | null;
  lastOutcome: CheckOutcome | null;
  lastDetail: string | null;
  lastDurationMs: number | null;
  lastNode: string | null;
  certificateExpiresAt: Date | null;
  overdueSince: Date | null;
  pausedAt: Date | null;
  pausedUntil: Date | null;
  version: number;
  createdAt: Date;
};

const columns = `c.source_id as id, coalesce(c.deleted_slug, s.slug) as slug, s.name, c.target, c.header_names, c.interval_seconds,
    c.timeout_seconds, c.severity, s.service_id, s.pages_nobody, c.state, c.state_since, c.doubted_at, c.next_run_at, c.last_run_at,
    c.last_outcome, c.last_detail, c.last_duration_ms, c.last_node, c.certificate_expires_at, c.overdue_since,
    c.paused_at, c.paused_until, s.version, s.created_at`;

const select = `select ${columns} from checks c join sources s on s.id = c.source_id`;

/** When a check that runs from now on counts as not running. */
const overdueFromNow = (interval: string, timeout: string) =>
  `evenkeel.now() + make_interval(secs => greatest(3 * ${interval} + ${timeout}, 60))`;

export type CheckFilter = {
  slug?: string | undefined;
  serviceId?: number | undefined;
  state?: CheckState | 'paused' | 'overdue' | undefined;
};

const byName = nameList('s.name', 's.slug', 's.id');

export async function listChecks(db: Queryable, query: NameListQuery & CheckFilter) {
  const found = await rows<StoredCheck>(
    db,
    `${select} where c.deleted_at is null and ${byName.where} and ($8::text is null or s.slug = $8)
       and ($9::bigint is null or s.service_id = $9)
       and ($10::text is null or case $10 when 'paused' then c.paused_at is not null
         when 'overdue' then c.overdue_since is not null else c.state = $10 and c.paused_at is null end)
     ${byName.orderAndLimit}`,
    [...nameListParameters(query), query.slug ?? null, query.serviceId ?? null, query.state ?? null],
  );
  return pageOfNames(found, query, ({ name, id, slug }) => [name, id, slug]);
}

/** All that are not deleted, with their headers sealed: for configuration as code. */
export function allChecks(db: Queryable): Promise<(StoredCheck & { sealedHeaders: string | null })[]> {
  return rows(
    db,
    `select ${columns}, c.sealed_headers from checks c join sources s on s.id = c.source_id
     where c.deleted_at is null order by s.slug`,
  );
}

export function loadCheck(db: Queryable, id: number): Promise<StoredCheck | null> {
  return row<StoredCheck>(db, `${select} where c.source_id = $1 and c.deleted_at is null`, [id]);
}

/** Before its alerts are touched: whoever finishes a run locks them in the same order. */
export async function lockCheck(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'select from checks where source_id = $1 for update', [id]);
}

export async function countChecks(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*) as count from checks where deleted_at is null'))!.count;
}

export async function loadSealedHeaders(db: Queryable, id: number): Promise<string | null> {
  return (
    (await row<{ sealed: string | null }>(db, 'select sealed_headers as sealed from checks where source_id = $1', [id]))
      ?.sealed ?? null
  );
}

export type CheckValues = {
  target: CheckTarget;
  intervalSeconds: number;
  timeoutSeconds: number;
  severity: number;
  headerNames: string[];
  sealedHeaders: string | null;
};

const parametersOf = (id: number, check: CheckValues) => [
  id,
  JSON.stringify(check.target),
  check.headerNames,
  check.sealedHeaders,
  check.intervalSeconds,
  check.timeoutSeconds,
  check.severity,
];

export async function insertCheck(db: Queryable, id: number, check: CheckValues): Promise<void> {
  await run(
    db,
    `insert into checks (source_id, target, header_names, sealed_headers, interval_seconds, timeout_seconds, severity,
       overdue_at)
     values ($1, $2, $3, $4, $5, $6, $7, ${overdueFromNow('$5::int', '$6::int')})`,
    parametersOf(id, check),
  );
}

/** A run that is under way belongs to what it was before, and is not counted. */
export async function updateCheck(db: Queryable, id: number, check: CheckValues): Promise<void> {
  await run(
    db,
    `update checks set target = $2, header_names = $3, sealed_headers = $4, interval_seconds = $5, timeout_seconds = $6,
       severity = $7, claim = claim + 1, claimed_until = null, doubted_by = null, doubted_at = null,
       certificate_expires_at = null, next_run_at = evenkeel.now(), overdue_at = ${overdueFromNow('$5::int', '$6::int')}
     where source_id = $1`,
    parametersOf(id, check),
  );
}

const runsAnew = `claim = c.claim + 1, claimed_until = null, next_run_at = evenkeel.now(),
    overdue_at = ${overdueFromNow('c.interval_seconds', 'c.timeout_seconds')}`;

export async function runSoon(db: Queryable, id: number): Promise<void> {
  await run(db, 'update checks set next_run_at = evenkeel.now() where source_id = $1', [id]);
}

/** False when it was paused just so already. */
export async function pause(db: Queryable, id: number, until: Date | null): Promise<boolean> {
  const paused = await run(
    db,
    `update checks set paused_at = coalesce(paused_at, evenkeel.now()), paused_until = $2, overdue_since = null,
       claim = claim + 1, claimed_until = null, doubted_by = null, doubted_at = null
     where source_id = $1 and (paused_at is null or paused_until is distinct from $2)`,
    [id, until],
  );
  return paused === 1;
}

/** False when it was not paused. */
export async function resume(db: Queryable, id: number): Promise<boolean> {
  const resumed = await run(
    db,
    `update checks c set paused_at = null, paused_until = null, ${runsAnew} where source_id = $1 and paused_at is not null`,
    [id],
  );
  return resumed === 1;
}

/** Those whose pause is over, at most a hundred. */
export async function resumeEnded(db: Queryable): Promise<number[]> {
  const resumed = await rows<{ id: number }>(
    db,
    `update checks c set paused_at = null, paused_until = null, ${runsAnew}
     where source_id in (select source_id from checks where paused_until <= evenkeel.now() and deleted_at is null
       order by paused_until limit 100 for update skip locked)
     returning source_id as id`,
  );
  return resumed.map(({ id }) => id);
}

/** Its slug is free for another one, and its service may go. */
export async function markDeleted(db: Queryable, id: number): Promise<void> {
  await run(
    db,
    `update checks set deleted_at = evenkeel.now(), claim = claim + 1, claimed_until = null, overdue_since = null,
       state = 'new', state_since = null, doubted_by = null, doubted_at = null,
       (deleted_slug, deleted_service_id) = (select slug, service_id from sources where id = $1)
     where source_id = $1`,
    [id],
  );
  await run(
    db,
    "update sources set slug = 'deleted-check-' || id, service_id = null, version = version + 1 where id = $1",
    [id],
  );
}

/** False when there is nothing to restore. Fails as any taken slug does when another check has its slug by now. */
export async function restore(db: Queryable, id: number): Promise<boolean> {
  const restored = await run(
    db,
    `with gone as (select source_id, deleted_slug, deleted_service_id from checks where source_id = $1 and deleted_at is not null for update),
     named as (update sources s set slug = gone.deleted_slug,
         service_id = (select id from services where id = gone.deleted_service_id), version = version + 1 from gone where s.id = gone.source_id)
     update checks c set deleted_at = null, deleted_slug = null, deleted_service_id = null, ${runsAnew}
     from gone where c.source_id = gone.source_id`,
    [id],
  );
  return restored === 1;
}

/** Deleted for longer than a day, at most `limit`; what raised alerts leaves its source behind as their origin. */
export async function forgetDeleted(db: Queryable, limit: number): Promise<void> {
  const gone = `select source_id from checks where deleted_at < evenkeel.now() - interval '1 day'
    order by deleted_at limit $1 for update skip locked`;
  await run(
    db,
    `with gone as (${gone}) delete from sources s using gone where s.id = gone.source_id
       and not exists (select from alerts where source_id = s.id)
       and not exists (select from changes where source_id = s.id)`,
    [limit],
  );
  await run(db, `with gone as (${gone}) delete from checks c using gone where c.source_id = gone.source_id`, [limit]);
}

export function forgetResults(db: Queryable, limit: number): Promise<number> {
  return run(
    db,
    `delete from check_results where (source_id, id) in (select source_id, id from check_results
       where at < evenkeel.now() - interval '3 days' order by at limit $1)`,
    [limit],
  );
}

type ResultRow = {
  id: number;
  at: Date;
  outcome: CheckOutcome;
  durationMs: number | null;
  detail: string;
  node: string;
};
type Page = { limit: number; cursor?: string | undefined };

export async function listResults(db: Queryable, checkId: number, { limit, cursor }: Page) {
  const [before] = decodeCursor(cursor, 1) ?? [];
  const found = await rows<ResultRow>(
    db,
    `select id, at, outcome, duration_ms, detail, node from check_results
     where source_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [checkId, before ?? null, limit + 1],
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

type ChangeRow = { id: number; at: Date; state: CheckChange['state']; detail: string };

export async function listChanges(db: Queryable, checkId: number, { limit, cursor }: Page) {
  const [before] = decodeCursor(cursor, 1) ?? [];
  const found = await rows<ChangeRow>(
    db,
    `select id, at, state, detail from check_changes
     where source_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [checkId, before ?? null, limit + 1],
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

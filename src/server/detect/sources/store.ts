import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { type NameListQuery, nameList, nameListParameters, pageOfNames } from '../../platform/db/name-list.ts';

type Activity = {
  firstSignalAt: Date | null;
  lastSignalAt: Date | null;
  signalCount: number;
  oddCount: number;
  droppedCount: number;
  lastDroppedAt: Date | null;
  refusedCount: number;
  lastRefusedAt: Date | null;
  lastRefusal: string | null;
};
type Heartbeat = {
  intervalSeconds: number;
  graceSeconds: number;
  cron: string | null;
  timeZone: string | null;
  expectedAt: Date | null;
  armedAt: Date | null;
  heartbeatPausedAt: Date | null;
  lastPingAt: Date | null;
  dueAt: Date | null;
  lateSince: Date | null;
};
type FlatRow = Activity & { [Name in keyof Heartbeat]: Heartbeat[Name] | null } & {
  id: number;
  slug: string;
  name: string;
  type: string;
  sender: string | null;
  settings: Record<string, unknown>;
  serviceId: number | null;
  pagesNobody: boolean;
  messageLabels: string[] | null;
  pausedAt: Date | null;
  version: number;
  createdAt: Date;
};

const select = `select s.id, s.slug, s.name, s.type, s.sender, s.settings, s.service_id, s.pages_nobody, s.message_labels, s.paused_at, s.version, s.created_at,
    a.first_signal_at, a.last_signal_at, coalesce(a.signal_count, 0) as signal_count, coalesce(a.odd_count, 0) as odd_count,
    coalesce(a.dropped_count, 0) as dropped_count, a.last_dropped_at,
    coalesce(r.refused_count, 0) as refused_count, r.last_refused_at, r.last_reason as last_refusal,
    h.interval_seconds, h.grace_seconds, h.cron, h.time_zone, h.expected_at, h.armed_at, h.paused_at as heartbeat_paused_at, h.last_ping_at, h.due_at, h.late_since
  from sources s
  left join source_activity a on a.source_id = s.id
  left join source_refusals r on r.source_id = s.id
  left join heartbeats h on h.source_id = s.id`;

function sourceOf(flat: FlatRow) {
  const { intervalSeconds, graceSeconds, cron, timeZone, ...waiting } = flat;
  const { expectedAt, armedAt, heartbeatPausedAt, lastPingAt, dueAt, lateSince, ...source } = waiting;
  const schedule = cron === null || timeZone === null ? null : { cron, timeZone };
  const heartbeat =
    intervalSeconds === null || graceSeconds === null
      ? null
      : {
          ...{ intervalSeconds, graceSeconds, schedule, expectedAt: dueAt === null ? null : expectedAt },
          ...{ armedAt, pausedAt: heartbeatPausedAt, lastPingAt, dueAt, lateSince },
        };
  return { ...source, heartbeat };
}

export type StoredSource = ReturnType<typeof sourceOf>;

export type SourceFilter = { slug?: string | undefined; type?: string | undefined; serviceId?: number | undefined };

const byName = nameList('s.name', 's.slug', 's.id');

export async function listSources(db: Queryable, query: NameListQuery & SourceFilter) {
  const found = await rows<FlatRow>(
    db,
    `${select} where ${byName.where} and ($8::text is null or s.slug = $8)
       and (s.type = $9 or ($9::text is null and (s.type <> 'check' or $6::bigint[] is not null))) and ($10::bigint is null or s.service_id = $10)
     ${byName.orderAndLimit}`,
    [...nameListParameters(query), query.slug ?? null, query.type ?? null, query.serviceId ?? null],
  );
  return pageOfNames(found.map(sourceOf), query, ({ name, id, slug }) => [name, id, slug]);
}

export async function loadSource(db: Queryable, id: number): Promise<StoredSource | null> {
  const found = await row<FlatRow>(db, `${select} where s.id = $1`, [id]);
  return found && sourceOf(found);
}

export async function countSources(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*) as count from sources'))!.count;
}

export type SourceValues = {
  slug: string;
  name: string;
  sender: string | null;
  settings: Record<string, unknown>;
  serviceId: number | null;
  pagesNobody: boolean;
  messageLabels: string[] | null;
};

export type SealedKey = { keyHash: Buffer; keySealed: string };

export async function insertSource(db: Queryable, type: string, source: SourceValues, key: SealedKey): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into sources (slug, name, type, settings, service_id, key_hash, key_sealed, pages_nobody, message_labels, sender)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      source.slug,
      source.name,
      type,
      JSON.stringify(source.settings),
      source.serviceId,
      key.keyHash,
      key.keySealed,
      source.pagesNobody,
      source.messageLabels,
      source.sender,
    ],
  );
  return inserted!.id;
}

/** False when the row is gone or has another version than expected. */
export async function updateSource(
  db: Queryable,
  id: number,
  source: SourceValues,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update sources set slug = $2, name = $3, settings = $4, service_id = $5, pages_nobody = $7, message_labels = $8, sender = $9,
       version = version + 1
     where id = $1 and ($6::int is null or version = $6)`,
    [
      id,
      source.slug,
      source.name,
      JSON.stringify(source.settings),
      source.serviceId,
      version ?? null,
      source.pagesNobody,
      source.messageLabels,
      source.sender,
    ],
  );
  return updated === 1;
}

export async function loadKey(db: Queryable, id: number): Promise<SealedKey | null> {
  return row<SealedKey>(db, 'select key_hash, key_sealed from sources where id = $1', [id]);
}

export async function replaceKey(db: Queryable, id: number, { keyHash, keySealed }: SealedKey): Promise<void> {
  await run(db, 'update sources set key_hash = $2, key_sealed = $3, version = version + 1 where id = $1', [
    id,
    keyHash,
    keySealed,
  ]);
}

/** False when it was so already. */
export async function setPaused(db: Queryable, id: number, isPaused: boolean): Promise<boolean> {
  const changed = await run(
    db,
    `update sources set paused_at = case when $2 then evenkeel.now() end, version = version + 1
     where id = $1 and (paused_at is null) = $2`,
    [id, isPaused],
  );
  return changed === 1;
}

export async function deleteSource(db: Queryable, id: number): Promise<void> {
  await run(db, 'delete from sources where id = $1', [id]);
}

/** What of a source must not be orphaned: its alerts and changes, and signals that may still become some. */
export async function sourceIsInUse(db: Queryable, id: number): Promise<boolean> {
  const found = await row<{ inUse: boolean }>(
    db,
    `select exists (select from alerts where source_id = $1) or exists (select from changes where source_id = $1)
       or exists (select from signals s join signal_cursors c on c.log_id = s.log_id
                  where s.source_id = $1 and s.received_at > evenkeel.now() - interval '1 minute' and s.seq > c.absorbed_seq)
       as in_use`,
    [id],
  );
  return found!.inUse;
}

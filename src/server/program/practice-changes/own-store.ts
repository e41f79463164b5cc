import type { OwnPracticeChange, PracticeChangeInput } from '../../../contract/program/practice-changes.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type OwnRow = OwnPracticeChange & { removedAt: Date | null };

const columns = `o.id, o.day::text as day, o.words, o.created_by as by, o.version, o.removed_at,
  case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team`;
const tables = 'from own_practice_changes o left join teams t on t.id = o.team_id';

export async function loadOwn(db: Queryable, id: number): Promise<OwnRow | null> {
  return row(db, `select ${columns} ${tables} where o.id = $1`, [id]);
}

export type OwnQuery = {
  limit: number;
  from: string | null;
  to: string | null;
  teamId: number | null;
  /** Noon of the day in microseconds and the id, of the one before; null for the newest. */
  before: readonly [number, number] | null;
};

/** Newest first. */
export async function listOwn(db: Queryable, { limit, from, to, teamId, before }: OwnQuery): Promise<OwnRow[]> {
  const noon = "((o.day + time '12:00') at time zone 'UTC')";
  return rows(
    db,
    `select ${columns} ${tables}
     where o.removed_at is null and ($1::timestamptz is null or ${noon} >= $1) and ($2::timestamptz is null or ${noon} < $2)
       and ($3::bigint is null or o.team_id is null or o.team_id = $3)
       and ($4::numeric is null or (extract(epoch from ${noon}) * 1e6, o.id) < ($4, $5))
     order by o.day desc, o.id desc limit $6`,
    [from, to, teamId, before?.[0] ?? null, before?.[1] ?? null, limit],
  );
}

export async function insertOwn(tx: Queryable, { day, words, teamId }: PracticeChangeInput, by: string) {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into own_practice_changes (day, words, team_id, created_by) values ($1, $2, $3, $4) returning id',
    [day, words, teamId, by],
  );
  return inserted!.id;
}

export async function updateOwn(tx: Queryable, id: number, { day, words, teamId }: PracticeChangeInput) {
  await run(
    tx,
    'update own_practice_changes set day = $2, words = $3, team_id = $4, version = version + 1 where id = $1',
    [id, day, words, teamId],
  );
}

/** Nobody else changes it until the transaction ends. */
export async function lockOwn(tx: Queryable, id: number): Promise<OwnRow | null> {
  await row(tx, 'select 1 from own_practice_changes where id = $1 for update', [id]);
  return loadOwn(tx, id);
}

export async function setRemoved(tx: Queryable, id: number, isRemoved: boolean): Promise<void> {
  await run(tx, 'update own_practice_changes set removed_at = case when $2 then evenkeel.now() end where id = $1', [
    id,
    isRemoved,
  ]);
}

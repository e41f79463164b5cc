import { type Queryable, run } from '../../platform/db/database.ts';

/** Adds to what was refused of each source; a source that is gone is left out. */
export async function countRefusals(
  db: Queryable,
  refusals: { sourceId: number; count: number; reason: string; unverified: number; from: string | null }[],
): Promise<void> {
  await run(
    db,
    `insert into source_refusals as r (source_id, refused_count, last_refused_at, last_reason, unverified_count,
       unverified_since, last_unverified_at, last_unverified_from)
     select f.source_id, f.count, n.now, f.reason, f.unverified,
       case when f.unverified > 0 then n.now end, case when f.unverified > 0 then n.now end, f.network
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[])
       as f (source_id, count, reason, unverified, network)
     cross join (select evenkeel.now() as now) n
     join sources s on s.id = f.source_id order by f.source_id
     on conflict (source_id) do update set refused_count = r.refused_count + excluded.refused_count,
       last_refused_at = excluded.last_refused_at, last_reason = excluded.last_reason,
       unverified_count = r.unverified_count + excluded.unverified_count,
       unverified_since = coalesce(r.unverified_since, excluded.unverified_since),
       last_unverified_at = coalesce(excluded.last_unverified_at, r.last_unverified_at),
       last_unverified_from = coalesce(excluded.last_unverified_from, r.last_unverified_from)`,
    [
      refusals.map(({ sourceId }) => sourceId),
      refusals.map(({ count }) => count),
      refusals.map(({ reason }) => reason.slice(0, 300)),
      refusals.map(({ unverified }) => unverified),
      refusals.map(({ from }) => from),
    ],
  );
}

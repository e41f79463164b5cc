import { type Queryable, run } from '../../platform/db/database.ts';

/** Adds to what was refused of each source; a source that is gone is left out. */
export async function countRefusals(
  db: Queryable,
  refusals: { sourceId: number; count: number; reason: string }[],
): Promise<void> {
  await run(
    db,
    `insert into source_refusals as r (source_id, refused_count, last_refused_at, last_reason)
     select f.source_id, f.count, evenkeel.now(), f.reason
     from unnest($1::bigint[], $2::bigint[], $3::text[]) as f (source_id, count, reason)
     join sources s on s.id = f.source_id order by f.source_id
     on conflict (source_id) do update set refused_count = r.refused_count + excluded.refused_count,
       last_refused_at = excluded.last_refused_at, last_reason = excluded.last_reason`,
    [
      refusals.map(({ sourceId }) => sourceId),
      refusals.map(({ count }) => count),
      refusals.map(({ reason }) => reason.slice(0, 300)),
    ],
  );
}

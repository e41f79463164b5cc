import { type Queryable, row, run } from '../../platform/db/database.ts';

/** These keys were used just now; those of a source that is gone are left out. */
export async function recordKeyUses(db: Queryable, uses: { keyHash: Buffer; sourceId: number }[]): Promise<void> {
  await run(
    db,
    `insert into source_key_uses as k (key_hash, source_id, last_used_at)
     select u.key_hash, u.source_id, evenkeel.now() from unnest($1::bytea[], $2::bigint[]) as u (key_hash, source_id)
     join sources s on s.id = u.source_id order by u.key_hash
     on conflict (key_hash) do update set source_id = excluded.source_id,
       last_used_at = greatest(k.last_used_at, excluded.last_used_at)`,
    [uses.map(({ keyHash }) => keyHash), uses.map(({ sourceId }) => sourceId)],
  );
}

/** When the own key of a source was last used; null when no use of it was recorded. */
export async function loadOwnKeyUse(db: Queryable, sourceId: number): Promise<Date | null> {
  const found = await row<{ lastUsedAt: Date }>(
    db,
    `select u.last_used_at from sources s join source_key_uses u on u.key_hash = s.key_hash where s.id = $1`,
    [sourceId],
  );
  return found?.lastUsedAt ?? null;
}

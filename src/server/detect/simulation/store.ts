import { type Queryable, rows } from '../../platform/db/database.ts';

/** The open alert of each key of a source, by key. */
export async function openAlerts(db: Queryable, sourceId: number, keys: string[]): Promise<Map<string, number>> {
  const found = await rows<{ dedupKey: string; id: number }>(
    db,
    `select k.key as dedup_key, a.id from unnest($2::text[]) as k (key) join alerts a
       on a.source_id = $1 and a.dedup_hash = sha256(convert_to(k.key, 'UTF8')) and a.state <> 'resolved'
     limit 5000`,
    [sourceId, keys],
  );
  return new Map(found.map(({ dedupKey, id }) => [dedupKey, id]));
}

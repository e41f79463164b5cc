import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { maxAdditionalKeys } from '../rulebook/store.ts';

export type AdditionalKey = {
  id: number;
  name: string;
  createdAt: Date;
  /** Null: not since `watchedSince`. */
  lastUsedAt: Date | null;
  watchedSince: Date;
};

const shown = `k.id, k.name, k.created_at, k.watched_since,
  (select u.last_used_at from source_key_uses u where u.key_hash = k.key_hash) as last_used_at`;

export function listKeys(db: Queryable, sourceId: number): Promise<AdditionalKey[]> {
  return rows(db, `select ${shown} from source_keys k where k.source_id = $1 order by k.id limit $2`, [
    sourceId,
    maxAdditionalKeys,
  ]);
}

/** Null when the key is one of another source; a key of this source gets the name. */
export function insertKey(
  tx: Queryable,
  sourceId: number,
  name: string,
  keyHash: Buffer,
): Promise<(AdditionalKey & { isNew: boolean }) | null> {
  return row(
    tx,
    `insert into source_keys as k (source_id, name, key_hash) values ($1, $2, $3)
     on conflict (key_hash) do update set name = excluded.name where k.source_id = excluded.source_id
     returning ${shown}, xmax = 0 as is_new`,
    [sourceId, name, keyHash],
  );
}

export async function countKeys(db: Queryable, sourceId: number): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*) as count from source_keys where source_id = $1', [
    sourceId,
  ]))!.count;
}

/** The name of the key that was deleted, null when there was none. */
export async function deleteKey(tx: Queryable, sourceId: number, id: number): Promise<string | null> {
  const deleted = await row<{ name: string }>(
    tx,
    'delete from source_keys where source_id = $1 and id = $2 returning name',
    [sourceId, id],
  );
  return deleted?.name ?? null;
}

/** Whether the key is the own one of a source. */
export async function keyIsOfSource(db: Queryable, keyHash: Buffer): Promise<boolean> {
  return (await row(db, 'select from sources where key_hash = $1', [keyHash])) !== null;
}

/** Whether the own key of the source is an additional one of any. */
export async function keyIsAdditional(db: Queryable, sourceId: number): Promise<boolean> {
  const found = await row(db, 'select from sources s join source_keys k on k.key_hash = s.key_hash where s.id = $1', [
    sourceId,
  ]);
  return found !== null;
}

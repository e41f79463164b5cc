import { type Queryable, row } from '../../platform/db/database.ts';

type NewPicture = { mediaType: string; hash: Buffer; bytes: Buffer; by: unknown };

export async function loadPicture(db: Queryable, id: number) {
  return row<{ mediaType: string; bytes: Buffer }>(db, 'select media_type, bytes from program_pictures where id = $1', [
    id,
  ]);
}

export async function findPicture(db: Queryable, hash: Buffer): Promise<{ id: number } | null> {
  return row(db, 'select id from program_pictures where hash = $1', [hash]);
}

export async function countPictures(db: Queryable): Promise<number> {
  const found = await row<{ count: number }>(db, 'select count(*)::int as count from program_pictures', []);
  return found!.count;
}

/** Null where the same one is there. */
export async function insertPicture(db: Queryable, picture: NewPicture): Promise<{ id: number } | null> {
  const { mediaType, hash, bytes, by } = picture;
  return row(
    db,
    `insert into program_pictures (media_type, hash, bytes, added_by) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [mediaType, hash, bytes, JSON.stringify(by)],
  );
}

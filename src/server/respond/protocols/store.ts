import type { Protocol, ProtocolInput } from '../../../contract/respond/protocols.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type ProtocolRow = {
  id: number;
  key: string;
  /** As the organisation wrote it; null: as it came. */
  own: ProtocolInput | null;
  archivedAt: Date | null;
  updatedBy: NonNullable<Protocol['updatedBy']>;
  updatedAt: Date;
  version: number;
};

/** More than anybody needs; the shipped ones come on top. */
export const mostProtocols = 100;

const columns = 'id, key, own, archived_at, updated_by, updated_at, version';

export async function listRows(db: Queryable): Promise<ProtocolRow[]> {
  return rows(db, `select ${columns} from protocols order by key limit ${2 * mostProtocols}`);
}

/** Null: nobody has touched it. */
export async function loadRow(db: Queryable, key: string): Promise<ProtocolRow | null> {
  return row(db, `select ${columns} from protocols where key = $1`, [key]);
}

/** Locks the row of the key, which is there from now on. */
export async function lockRow(tx: Queryable, key: string, by: unknown): Promise<ProtocolRow> {
  await run(tx, 'insert into protocols (key, updated_by) values ($1, $2) on conflict (key) do nothing', [
    key,
    JSON.stringify(by),
  ]);
  return (await row<ProtocolRow>(tx, `select ${columns} from protocols where key = $1 for update`, [key]))!;
}

/** False when the key is taken. */
export async function insertOwn(tx: Queryable, key: string, own: ProtocolInput, by: unknown): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    'insert into protocols (key, own, updated_by) values ($1, $2, $3) on conflict (key) do nothing returning id',
    [key, JSON.stringify(own), JSON.stringify(by)],
  );
  return inserted?.id ?? null;
}

export async function setOwn(tx: Queryable, id: number, own: ProtocolInput | null, by: unknown): Promise<void> {
  await run(
    tx,
    `update protocols set own = $2, updated_by = $3, updated_at = evenkeel.now(), version = version + 1 where id = $1`,
    [id, own && JSON.stringify(own), JSON.stringify(by)],
  );
}

export async function setArchived(tx: Queryable, id: number, isArchived: boolean, by: unknown): Promise<void> {
  await run(
    tx,
    `update protocols set archived_at = case when $2 then evenkeel.now() end, updated_by = $3,
       updated_at = evenkeel.now(), version = version + 1 where id = $1`,
    [id, isArchived, JSON.stringify(by)],
  );
}

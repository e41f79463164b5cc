import type { DocumentKind } from '../../../contract/program/documents.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

type ActorName = { kind: string; name: string; personId?: number };

export type DocumentRow = {
  id: number;
  kind: DocumentKind;
  key: string;
  /** As it came with the product; null for one of an organisation's own. */
  shipped: string | null;
  /** As the organisation wrote it; null where it is as it came. */
  own: string | null;
  archivedAt: Date | null;
  updatedBy: ActorName | null;
  updatedAt: Date | null;
  version: number;
};

/** More than anybody keeps of one kind. */
export const mostDocuments = 500;

const columns = 'id, kind, key, shipped, own, archived_at, updated_by, updated_at, version';
/** What a later version no longer ships, and nobody has changed, is gone. */
const there = '(shipped is not null or own is not null)';

export async function listDocuments(db: Queryable, kind: DocumentKind): Promise<DocumentRow[]> {
  return rows(
    db,
    `select ${columns} from program_documents where kind = $1 and ${there}
     order by (archived_at is not null), key limit ${mostDocuments}`,
    [kind],
  );
}

export async function loadDocument(db: Queryable, kind: DocumentKind, key: string): Promise<DocumentRow | null> {
  return row(db, `select ${columns} from program_documents where (kind, key) = ($1, $2) and ${there}`, [kind, key]);
}

/** Also one that is no longer there: its versions go on counting. */
export async function lockDocument(tx: Queryable, kind: DocumentKind, key: string): Promise<DocumentRow | null> {
  return row(tx, `select ${columns} from program_documents where (kind, key) = ($1, $2) for update`, [kind, key]);
}

export async function countDocuments(tx: Queryable, kind: DocumentKind): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    `select count(*)::int as count from program_documents where kind = $1 and ${there}`,
    [kind],
  );
  return found!.count;
}

/** Writes what an organisation says; it is in use again if it was archived. */
export async function writeDocument(
  tx: Queryable,
  { kind, key, source, by }: { kind: DocumentKind; key: string; source: string; by: unknown },
): Promise<DocumentRow> {
  const written = await row<DocumentRow>(
    tx,
    `insert into program_documents as d (kind, key, own, updated_by, updated_at) values ($1, $2, $3, $4, evenkeel.now())
     on conflict (kind, key) do update set own = excluded.own, archived_at = null, updated_by = excluded.updated_by,
       updated_at = excluded.updated_at, version = d.version + 1
     returning ${columns}`,
    [kind, key, source, JSON.stringify(by)],
  );
  await run(
    tx,
    'insert into program_document_versions (document_id, version, source, written_by) values ($1, $2, $3, $4)',
    [written!.id, written!.version, source, JSON.stringify(by)],
  );
  return written!;
}

/** Archives an own one; a changed one returns to how it came. */
export async function removeDocument(tx: Queryable, id: number, by: unknown): Promise<void> {
  await run(
    tx,
    `update program_documents set archived_at = case when shipped is null then evenkeel.now() end,
       own = case when shipped is null then own end, updated_by = $2, updated_at = evenkeel.now(), version = version + 1
     where id = $1`,
    [id, JSON.stringify(by)],
  );
}

/** Uses what an organisation wrote last again; null where it never wrote anything. */
export async function restoreDocument(tx: Queryable, id: number, by: unknown): Promise<DocumentRow | null> {
  return row(
    tx,
    `update program_documents set archived_at = null, updated_by = $2, updated_at = evenkeel.now(), version = version + 1,
       own = (select source from program_document_versions where document_id = $1 order by version desc limit 1)
     where id = $1 and exists (select from program_document_versions where document_id = $1) returning ${columns}`,
    [id, JSON.stringify(by)],
  );
}

export async function listVersions(db: Queryable, id: number) {
  return rows<{ version: number; source: string; writtenAt: Date; writtenBy: ActorName }>(
    db,
    `select version, source, written_at, written_by from program_document_versions where document_id = $1
     order by version desc limit 50`,
    [id],
  );
}

/** Stores how documents came with this version; those that it no longer has are as they were written, or gone. */
export async function storeShipped(
  db: Queryable,
  documents: readonly { kind: DocumentKind; key: string; source: string }[],
): Promise<void> {
  const kinds = documents.map(({ kind }) => kind);
  const keys = documents.map(({ key }) => key);
  await run(
    db,
    `insert into program_documents as d (kind, key, shipped) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (kind, key) do update set shipped = excluded.shipped, version = d.version + 1
       where d.shipped is distinct from excluded.shipped`,
    [kinds, keys, documents.map(({ source }) => source)],
  );
  await run(
    db,
    `update program_documents d set shipped = null, version = version + 1 where shipped is not null
       and not exists (select from unnest($1::text[], $2::text[]) as s (kind, key) where (s.kind, s.key) = (d.kind, d.key))`,
    [kinds, keys],
  );
}

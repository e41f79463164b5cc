import { maxLookupTables } from '../../../contract/detect/mapping.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type TableHead = {
  id: number;
  slug: string;
  name: string;
  columns: string[];
  rowCount: number;
  version: number;
  createdAt: Date;
};
export type StoredTable = TableHead & { csv: string };

const head = 'id, slug, name, columns, row_count, version, created_at';

export function listTables(db: Queryable): Promise<TableHead[]> {
  return rows(db, `select ${head} from lookup_tables order by name, id limit $1`, [maxLookupTables]);
}

export async function listTableSlugs(db: Queryable): Promise<string[]> {
  const found = await rows<{ slug: string }>(db, 'select slug from lookup_tables order by id limit $1', [
    maxLookupTables,
  ]);
  return found.map(({ slug }) => slug);
}

export function loadTable(db: Queryable, id: number): Promise<StoredTable | null> {
  return row(db, `select ${head}, csv from lookup_tables where id = $1`, [id]);
}

export async function countTables(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*) as count from lookup_tables'))!.count;
}

export type TableValues = { slug: string; name: string; csv: string; columns: readonly string[]; rowCount: number };

export async function insertTable(db: Queryable, table: TableValues): Promise<number> {
  const { slug, name, csv, columns, rowCount } = table;
  const inserted = await row<{ id: number }>(
    db,
    'insert into lookup_tables (slug, name, csv, columns, row_count) values ($1, $2, $3, $4, $5) returning id',
    [slug, name, csv, columns, rowCount],
  );
  return inserted!.id;
}

/** False when it is gone or has another version than expected. */
export async function updateTable(
  db: Queryable,
  id: number,
  { name, csv, columns, rowCount }: TableValues,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update lookup_tables set name = $2, csv = $3, columns = $4, row_count = $5, version = version + 1
     where id = $1 and ($6::int is null or version = $6)`,
    [id, name, csv, columns, rowCount, version ?? null],
  );
  return updated === 1;
}

export async function deleteTable(db: Queryable, id: number): Promise<void> {
  await run(db, 'delete from lookup_tables where id = $1', [id]);
}

/** Sources whose mapping looks something up in the table, by name. */
export async function sourcesUsing(db: Queryable, slug: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    'select name from sources where mapping @> $1::jsonb order by name, id limit 5',
    [JSON.stringify([{ do: 'look-up', table: slug }])],
  );
  return found.map(({ name }) => name);
}

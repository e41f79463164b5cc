/** What the catalogue of PostgreSQL says about our tables, and the SQL that reads and fills any of them. */
import pg from 'pg';
import { type Queryable, row, rows } from '../db/database.ts';
import type { Sequence } from './format.ts';

export type Column = { name: string; type: string };
/** `name` is quoted where needed and carries its schema: `auth."user"`. */
export type Table = { name: string; columns: Column[] };

const ours = "('evenkeel', 'auth')";

/** All tables with their columns in order. Migrations are told by the header and generated columns by the others. */
export async function readTables(db: Queryable): Promise<Table[]> {
  const found = await rows<{ schema: string; table: string; column: string; type: string }>(
    db,
    `select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname in ${ours} and c.relkind in ('r', 'p') and not c.relispartition
       and not (n.nspname = 'evenkeel' and c.relname = 'migrations')
     order by n.nspname, c.relname, a.attnum`,
  );
  const tables = new Map<string, Table>();
  for (const { schema, table, column, type } of found) {
    const name = `${quote(schema)}.${quote(table)}`;
    const known = tables.get(name) ?? { name, columns: [] };
    known.columns.push({ name: column, type });
    tables.set(name, known);
  }
  return [...tables.values()];
}

export const quote = (name: string): string => pg.escapeIdentifier(name);

/** Opens a cursor over the rows of a table, every value as text. */
export function openCursor(db: Queryable, { name, columns }: Table): Promise<unknown> {
  const values = columns.map((column) => `${quote(column.name)}::text`).join(', ');
  return db.query(`declare backup_rows no scroll cursor for select ${values} from ${name}`);
}

/** Puts rows of texts into a table; ids that identity columns would draw are taken as they are. */
export function insertSql({ name, columns }: Table): string {
  const names = columns.map((column) => quote(column.name)).join(', ');
  const values = columns.map(({ type }, index) =>
    // Transactions of another cluster mean nothing here, and larger numbers would hide later rows from followers.
    type === 'xid8' ? 'evenkeel.event_tx()' : `(v->>${index})::${type}`,
  );
  return `insert into ${name} (${names}) overriding system value
    select ${values.join(', ')} from json_array_elements($1::json) with ordinality as e (v, place) order by place`;
}

export function readMigrationNames(db: Queryable): Promise<{ name: string; checksum: string }[]> {
  return rows(db, 'select name, checksum from evenkeel.migrations order by name');
}

export function readSequences(db: Queryable): Promise<Sequence[]> {
  return rows(
    db,
    `select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value)::text as last_value,
       last_value is not null as is_called
     from pg_sequences where schemaname in ${ours} order by 1`,
  );
}

export async function setSequence(db: Queryable, { name, lastValue, isCalled }: Sequence): Promise<void> {
  await db.query('select setval($1::regclass, $2::bigint, $3)', [name, lastValue, isCalled]);
}

export type ForeignKey = { table: string; name: string; definition: string };

export function readForeignKeys(db: Queryable): Promise<ForeignKey[]> {
  return rows(
    db,
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name,
       pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname in ${ours} order by 1, 2`,
  );
}

/** Why this is no empty installation; null when it is one. A fresh start writes a few rows by itself. */
export async function whatIsThere(db: Queryable): Promise<'people' | 'signals' | 'changes' | null> {
  const found = await row<{ people: boolean; signals: boolean; changes: boolean }>(
    db,
    `select exists (select from evenkeel.people) as people, exists (select from evenkeel.signals) as signals,
       exists (select from evenkeel.events where actor->>'kind' <> 'system') as changes`,
  );
  if (found!.people) return 'people';
  if (found!.signals) return 'signals';
  return found!.changes ? 'changes' : null;
}

export async function runningNodes(db: Queryable, deadAfterSeconds: number): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select distinct name from evenkeel.nodes
     where stopped_at is null and heartbeat_at > evenkeel.now() - make_interval(secs => $1) order by name limit 10`,
    [deadAfterSeconds],
  );
  return found.map(({ name }) => name);
}

/** The nodes of the backup run elsewhere or not at all; here they must not pass for alive. */
export async function endNodes(db: Queryable): Promise<void> {
  await db.query('update evenkeel.nodes set stopped_at = evenkeel.now() where stopped_at is null');
}

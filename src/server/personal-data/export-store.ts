import { type Queryable, rows } from '../platform/db/database.ts';
import { columnsOf, ownRows } from './columns.ts';

const rowsPerRead = 500;

/** A table, and the conditions by which a row `t` of it is about the person `$1`. */
export type AboutTable = { table: string; conditions: string[] };

/** Where rows refer to people: by a foreign key, or by what is kept of an actor. */
export async function listAboutColumns(db: Queryable, tables: string[]): Promise<AboutTable[]> {
  const found = await rows<{ name: string; column: string; type: string; refers: boolean }>(
    db,
    `select t.name, a.attname as column, format_type(a.atttypid, null) as type,
       exists (select from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'f'
         and c.confrelid = 'people'::regclass and a.attnum = any (c.conkey)) as refers
     from unnest($1::text[], $2::text[]) with ordinality as t (name, quoted, place)
     join pg_attribute a on a.attrelid = t.quoted::regclass and a.attnum > 0 and not a.attisdropped
     order by t.place, a.attnum limit 10000`,
    [tables, tables.map(quoted)],
  );
  return tables.flatMap((table) => {
    const conditions = found
      .filter(({ name }) => name === table)
      .flatMap(({ column, type, refers }) => {
        if (refers || ownRows.some((own) => own.table === table && own.person === column))
          return [`t."${column}" = $1::bigint`];
        if (type === 'jsonb' && columnsOf(table, 'names').includes(column))
          return [`t."${column}" ->> 'personId' = $1::text`];
        return [];
      });
    return [...conditions, ...(more[table] ?? [])].length === 0
      ? []
      : [{ table, conditions: [...conditions, ...(more[table] ?? [])] }];
  });
}

const account = 'select auth_user_id from people where id = $1::bigint';
const more: Record<string, string[]> = {
  people: ['t.id = $1::bigint'],
  events: ["t.subject_kind = 'person' and t.subject_id = $1::bigint"],
  'auth.user': [`t.id = (${account})`],
  'auth.account': [`t."userId" = (${account})`],
  'auth.session': [`t."userId" = (${account})`],
  'auth.passkey': [`t."userId" = (${account})`],
  'auth.twoFactor': [`t."userId" = (${account})`],
  session_facts: [`t.session_id in (select s.id from auth.session s where s."userId" = (${account}))`],
};

/** The next rows behind a place; `last` is null at the end. */
export async function readAbout(db: Queryable, { table, conditions }: AboutTable, personId: number, after: string) {
  const found = await rows<{ place: string; row: Record<string, unknown> }>(
    db,
    `select t.ctid::text as place, to_jsonb(t) as row from ${quoted(table)} t
     where t.ctid > $2::tid and $1::bigint::text is not null and (${conditions.map((one) => `(${one.replaceAll('$1::text', '$1::bigint::text')})`).join(' or ')})
     order by t.ctid limit ${rowsPerRead}`,
    [personId, after],
  );
  return { rows: found.map(({ row }) => row), last: found.length < rowsPerRead ? null : found.at(-1)!.place };
}

/** Names of tables come from our own list; those of sign-in have capitals. */
const quoted = (table: string) =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');

import { decodeCursor, pageOf } from './paging.ts';

/** What every list of named things takes. */
export type NameListQuery = {
  limit: number;
  cursor?: string | undefined;
  search?: string | undefined;
  ids?: number | number[] | undefined;
};

/**
 * The shared SQL of a list by name. `name`, `key` (slug or address) and `id` are columns; the parameters `$1` to `$7`
 * are those of `nameListParameters`. Without a search it walks the index on (name, id); with one the closest names
 * come first.
 */
export function nameList(name: string, key: string, id: string) {
  const distance = `evenkeel.name_distance($4, ${name}, ${key})`;
  return {
    where: `($1::text is null or $4::text is not null or (${name}, ${id}) > ($1, $2::bigint))
       and ($1::text is null or $4::text is null
         or (${distance}, ${name}, ${id}) > (evenkeel.name_distance($4, $1, $3::text), $1, $2::bigint))
       and evenkeel.has_words($5::text[], ${name}, ${key}) and ($6::bigint[] is null or ${id} = any ($6))`,
    orderAndLimit: `order by ${distance}, ${name}, ${id} limit $7`,
  };
}

/** `$1` to `$7`; throws `invalid_input` for a cursor of another list. */
export function nameListParameters({ limit, cursor, search, ids }: NameListQuery): unknown[] {
  const [name, id, key] = decodeCursor(cursor, search ? 3 : 2) ?? [];
  const words = search?.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const wanted = search || null;
  return [
    name ?? null,
    id ?? null,
    key ?? null,
    wanted,
    wanted && words,
    ids === undefined ? null : [ids].flat(),
    limit + 1,
  ];
}

/** Cuts what was read with `limit + 1` to a page; `keysOf` returns name, id and key of a row. */
export function pageOfNames<T>(
  found: T[],
  { limit, search }: NameListQuery,
  keysOf: (row: T) => [string, number, string],
) {
  return pageOf(found, limit, (row) => keysOf(row).slice(0, search ? 3 : 2));
}

import { problem } from '../../../contract/errors.ts';
import { type Queryable, row } from './database.ts';

/** Encodes the sort keys of the last row of a page; opaque to callers. */
export function encodeCursor(keys: (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The keys of a cursor, or null without one; throws `invalid_input` when it was not made by us. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const valid =
      Array.isArray(keys) &&
      keys.length === length &&
      keys.every((key) => (typeof key === 'string' && !key.includes('\u0000')) || Number.isSafeInteger(key));
    if (valid) return keys as (string | number)[];
  } catch {
    // falls through to the same refusal: a cursor is all or nothing
  }
  throw problem('invalid_input', 'The cursor is not valid.', [
    { path: 'query.cursor', message: 'Not a cursor of this list.' },
  ]);
}

/**
 * Cuts a result fetched with `limit + 1` rows to a page and makes the next cursor from the last row kept.
 */
export function pageOf<T>(found: T[], limit: number, keysOf: (row: T) => (string | number)[]) {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? encodeCursor(keysOf(last)) : null };
}

/** Counting the rows of a list stops here. */
export const mostCounted = 10_000;

/** How many rows `from` finds (`pages p where …`), counted up to `mostCounted`. */
export async function countUpTo(db: Queryable, from: string, values: unknown[]) {
  const counted = await row<{ count: number }>(
    db,
    `select count(*) as count from (select from ${from} limit ${mostCounted + 1}) matching`,
    values,
  );
  const { count } = counted!;
  return { count: Math.min(count, mostCounted), isComplete: count <= mostCounted };
}

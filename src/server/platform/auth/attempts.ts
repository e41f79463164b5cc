/** Counts attempts in the database, so that all nodes count together and a restart forgets nothing. */
import { createHash } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { type Queryable, rows, run } from '../db/database.ts';

/** `purpose` and `of` name what is counted; only their hash is stored. A window starts with the first attempt. */
export type Limit = { purpose: string; of: string; most: number; windowSeconds: number };

const keyOf = ({ purpose, of }: Limit) => createHash('sha256').update(`${purpose}\n${of}`).digest();

/** Counts one attempt for each limit. @returns how many there are in its window now, in the order of `limits` */
export async function countAttempts(db: Queryable, limits: readonly Limit[]): Promise<number[]> {
  const keys = limits.map(keyOf);
  const found = await rows<{ key: Buffer; used: number }>(
    db,
    // In order of the key, so that two callers never wait for each other.
    `insert into attempt_counts as c (key, used, ends_at)
     select key, 1, evenkeel.now() + make_interval(secs => seconds)
     from unnest($1::bytea[], $2::int[]) as l (key, seconds) order by key
     on conflict (key) do update set
       used = case when c.ends_at <= evenkeel.now() then 1 else least(c.used, 1000000) + 1 end,
       ends_at = case when c.ends_at <= evenkeel.now() then excluded.ends_at else c.ends_at end
     returning key, used`,
    [keys, limits.map(({ windowSeconds }) => windowSeconds)],
  );
  const byKey = new Map(found.map(({ key, used }) => [key.toString('hex'), used]));
  return keys.map((key) => byKey.get(key.toString('hex')) ?? 1);
}

/** Takes the last attempt back: it was no guess. */
export async function giveBack(db: Queryable, limits: readonly Limit[]): Promise<void> {
  await run(
    db,
    `update attempt_counts set used = greatest(used - 1, 0)
     where key in (select key from attempt_counts where key = any ($1::bytea[]) order by key for update)`,
    [limits.map(keyOf)],
  );
}

/** Begins anew: whoever succeeds has made no guesses. */
export async function forgetAttempts(db: Queryable, limits: readonly Limit[]): Promise<void> {
  await run(db, 'delete from attempt_counts where key = any ($1::bytea[])', [limits.map(keyOf)]);
}

/** Counts, and refuses what is over one of the limits. @throws Problem `too_many_requests` */
export async function takeAttempt(db: Queryable, limits: readonly Limit[], detail?: string): Promise<void> {
  const used = await countAttempts(db, limits);
  if (limits.some(({ most }, index) => used[index]! > most))
    throw problem('too_many_requests', detail ?? 'Too many attempts; try again in a few minutes.');
}

export async function deleteEndedAttempts(db: Queryable): Promise<void> {
  await run(db, 'delete from attempt_counts where ends_at < evenkeel.now()');
}

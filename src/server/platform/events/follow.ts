/**
 * Follows the event rows in commit order and hands them to everyone who listens in this process.
 * Ids are drawn before commit, so a smaller id may appear later; reading only transactions older than every one that
 * still runs in this database, ordered by transaction, never misses a row.
 */
import type { Logger } from 'pino';
import { currentEvent } from '../../../contract/events/catalogue.ts';
import { type Database, row, rows } from '../db/database.ts';
import { type Loop, startLoop } from '../loop.ts';

export type FollowedEvent = {
  /** Position for resuming: `transaction.id`. */
  position: string;
  id: number;
  kind: string;
  subjectKind: string;
  subjectId: number | null;
  /** The person a contact method, API token or digest belongs to; null for every other subject. */
  ownerId: number | null;
};

export type Follower = {
  listen(listener: (event: FollowedEvent) => void): () => void;
  /** Events after a position, oldest first, at most `limit`; null when the position is unknown or too old. */
  since(position: string, limit: number): Promise<FollowedEvent[] | null>;
  stop(): Promise<void>;
};

const select = `select tx::text || '.' || id as position, id, kind, subject_kind, subject_id,
    case when subject_kind in ('contactMethod', 'token', 'digest')
      then substring(coalesce(data->>'personId', actor->>'personId') from '^[0-9]{1,15}$')::bigint end as owner_id
  from events where (tx, id) > ($1::xid8, $2::bigint) and tx < (select evenkeel.event_horizon())
  order by tx, id limit $3`;

export function followEvents(db: Database, log: Logger): Follower {
  const listeners = new Set<(event: FollowedEvent) => void>();
  let position: string | null = null;
  let loop: Loop | null = null;

  const read = async (after: string, limit: number) =>
    (await rows<FollowedEvent>(db, select, [...after.split('.'), limit])).map(currentEvent);

  const work = async () => {
    if (listeners.size === 0) {
      position = null;
      return false;
    }
    position ??= await newest(db);
    const found = await read(position, 500);
    for (const event of found) for (const listener of listeners) listener(event);
    position = found.at(-1)?.position ?? position;
    return found.length === 500;
  };

  return {
    listen(listener) {
      listeners.add(listener);
      loop ??= startLoop({ name: 'live', pauseMs: 250, log, work });
      loop.wake();
      return () => listeners.delete(listener);
    },
    async since(after, limit) {
      if (!/^\d{1,20}\.\d{1,19}$/.test(after)) return null;
      const found = await read(after, limit + 1);
      return found.length > limit ? null : found;
    },
    async stop() {
      await loop?.stop();
    },
  };
}

async function newest(db: Database): Promise<string> {
  const found = await row<{ position: string }>(
    db,
    `select (evenkeel.event_horizon()::text::bigint - 1)::text || '.' || 9223372036854775807 as position`,
  );
  return found!.position;
}

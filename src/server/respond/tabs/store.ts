import type { TabMessage } from '../../../contract/respond/tab-messages.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

type Payload = Omit<TabMessage, 'id'>;

/** @returns its id */
export async function insertTabMessage(
  tx: Queryable,
  message: { browserId: string; payload: Payload; lifeSeconds: number },
): Promise<number> {
  await run(tx, "delete from tab_messages where created_at < evenkeel.now() - interval '1 hour'");
  const inserted = await row<{ id: number }>(
    tx,
    `insert into tab_messages (browser_id, payload, expires_at)
     values ($1, $2, evenkeel.now() + make_interval(secs => $3)) returning id`,
    [message.browserId, message.payload, message.lifeSeconds],
  );
  return inserted!.id;
}

export async function wasShown(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select from tab_messages where id = $1 and shown_at is not null', [id])) !== null;
}

/** Nobody waits for it any more. @returns false when it was shown at the last moment */
export async function withdraw(db: Queryable, id: number): Promise<boolean> {
  return (await run(db, 'delete from tab_messages where id = $1 and shown_at is null', [id])) === 1;
}

export async function listWaiting(db: Queryable, browserId: string): Promise<TabMessage[]> {
  const found = await rows<{ id: number; payload: Payload }>(
    db,
    `select id, payload from tab_messages
     where browser_id = $1 and shown_at is null and expires_at > evenkeel.now() order by id limit 20`,
    [browserId],
  );
  return found.map(({ id, payload }) => ({ ...payload, id }));
}

/** False when it is not of this browser, or nobody waits for it any more. */
export async function markShown(db: Queryable, id: number, browserId: string): Promise<boolean> {
  const marked = await run(
    db,
    `update tab_messages set shown_at = coalesce(shown_at, evenkeel.now())
     where id = $1 and browser_id = $2 and expires_at > evenkeel.now()`,
    [id, browserId],
  );
  return marked === 1;
}

import { type Queryable, row } from '../../../platform/db/database.ts';

export type Waiting = { openPages: number; dueNotifications: number; pendingNotifications: number };

export async function countWaiting(db: Queryable): Promise<Waiting> {
  const found = await row<Waiting>(
    db,
    `select (select count(*) from pages where state = 'open') as open_pages,
       (select count(*) from notifications where state = 'pending' and due_at <= evenkeel.now()) as due_notifications,
       (select count(*) from notifications where state = 'pending') as pending_notifications`,
  );
  return found!;
}

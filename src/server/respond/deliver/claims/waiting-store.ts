import { type Queryable, row } from '../../../platform/db/database.ts';

export type Waiting = {
  openPages: number;
  dueNotifications: number;
  pendingNotifications: number;
  oldestDueSeconds: number;
};

export async function countWaiting(db: Queryable): Promise<Waiting> {
  const found = await row<Waiting>(
    db,
    `select (select count(*) from pages where state = 'open') as open_pages,
       (select count(*) from notifications where state = 'pending' and due_at <= evenkeel.now()) as due_notifications,
       (select count(*) from notifications where state = 'pending') as pending_notifications,
       coalesce((select extract(epoch from evenkeel.now() - due_at)::float8 from notifications
         where state = 'pending' and due_at <= evenkeel.now() order by due_at limit 1), 0) as oldest_due_seconds`,
  );
  return found!;
}

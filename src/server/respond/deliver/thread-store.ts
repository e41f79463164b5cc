import { type Queryable, row } from '../../platform/db/database.ts';
import type { Reference } from '../channels/channel.ts';

/** The first message of its page in the room that a notification goes to; null where there is none, or it tells of several pages. */
export async function loadThread(db: Queryable, notificationId: number): Promise<Reference | null> {
  const found = await row<{ reference: Reference | null; bundleId: number | null }>(
    db,
    `select f.reference, f.bundle_id from notifications n
     join notifications f on f.page_id = n.page_id and f.id < n.id and f.state = 'sent' and f.chat_room is not null
       and evenkeel.room_key(f.chat_room) = evenkeel.room_key(n.chat_room)
       and f.sent_through = (n.chat_room->>'providerId')::bigint
     where n.id = $1 order by f.id limit 1`,
    [notificationId],
  );
  return found?.bundleId === null ? found.reference : null;
}

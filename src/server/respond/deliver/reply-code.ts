/** Short codes by which somebody replies to a text message: `3a` acknowledges what code 3 stands for. */
import type { Queryable } from '../../platform/db/database.ts';
import { row, rows } from '../../platform/db/database.ts';
import { leadOf } from '../page-life/merged-sql.ts';

/** So long a code stands for its page, so that a late reply takes no other one. */
const goodFor = "interval '24 hours'";

/**
 * The code of a notification: the one that its page has at this contact method already, else the smallest that no page
 * was given there within a day. Null for a notification without a contact method.
 */
export async function takeReplyCode(db: Queryable, notificationId: number): Promise<number | null> {
  const taken = await row<{ replyCode: number | null }>(
    db,
    `with asked as (
       select n.id, n.page_id, m.id as method_id from notifications n
       join contact_methods m on m.id = n.contact_method_id where n.id = $1 for update of m),
     used as (
       select n.reply_code, n.page_id from asked a join notifications n on n.contact_method_id = a.method_id
       where n.reply_code is not null and n.created_at > evenkeel.now() - ${goodFor}),
     next as (
       select min(code) as code from (select 1 as code union all select reply_code + 1 from used) c
       where code not in (select reply_code from used))
     update notifications n set reply_code = coalesce(n.reply_code,
       (select min(u.reply_code) from used u where u.page_id = a.page_id), (select code from next))
     from asked a where n.id = a.id returning n.reply_code`,
    [notificationId],
  );
  return taken?.replyCode ?? null;
}

export type Answered = { notificationId: number; pageId: number; personId: number };

/** What these contact methods were sent under a code, newest first; the newest of all without one. */
export async function findByReplyCode(
  db: Queryable,
  contactMethodIds: number[],
  code: number | null,
): Promise<Answered | null> {
  const [found] = await rows<Answered>(
    db,
    `select n.id as notification_id, n.page_id, n.person_id from notifications n join pages t on t.id = n.page_id
     join pages p on p.id = ${leadOf('t')}
     where n.contact_method_id = any ($1::bigint[]) and n.reply_code is not null and ($2::int is null or n.reply_code = $2)
       and n.created_at > evenkeel.now() - ${goodFor}
     order by p.state = 'resolved', n.id desc limit 1`,
    [contactMethodIds, code],
  );
  return found ?? null;
}

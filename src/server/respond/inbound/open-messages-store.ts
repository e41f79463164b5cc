import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import type { Reference } from '../channels/channel.ts';

/** What was sent through a provider in the last day and is still open, newest first. */
export async function listOpenMessages(
  db: Queryable,
  providerId: number,
): Promise<
  {
    id: number;
    messageId: string;
    reference: Reference;
    contactMethodId: number | null;
    settings: string | null;
    chatRoom: ChatRoom | null;
  }[]
> {
  return rows(
    db,
    `select n.id, n.provider_id as message_id, coalesce(n.reference, '{}') as reference, m.id as contact_method_id, m.settings, n.chat_room
     from notifications n join pages p on p.id = n.page_id and p.state = 'open'
     left join contact_methods m on m.id = n.contact_method_id
     where n.sent_through = $1 and (m.id is not null or n.chat_room is not null) and n.provider_id is not null and n.state = 'sent'
       and n.sent_at > evenkeel.now() - interval '1 day'
     order by n.id desc limit 500`,
    [providerId],
  );
}

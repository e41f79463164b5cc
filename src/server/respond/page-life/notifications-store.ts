import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import { preparedRows, type Queryable, run } from '../../platform/db/database.ts';

export type NewNotification = {
  pageKey: string;
  pageId: number;
  generation: number;
  round: number;
  stepIndex: number;
  ruleIndex: number;
  /** Null: it goes to a chat room. */
  personId: number | null;
  /** Null: the address of the account, or a chat room. */
  contactMethodId: number | null;
  channel: string;
  severity: number;
  delaySeconds: number;
  chatRoom?: ChatRoom | undefined;
};

/** Of notifications to chat rooms: their own places, so that a room never stands before a person. */
export const chatRoomChannel = 'chat-room';

/** With the values of `notificationValues`, for a statement that writes more than this. */
export const insertNotificationsSql = `insert into notifications (page_key, page_id, generation, round, step_index, rule_index, person_id,
    contact_method_id, channel, severity, due_at, created_at, to_account, chat_room)
  select n.page_key, n.page_id, n.generation, n.round, n.step_index, n.rule_index, n.person_id,
    n.contact_method_id, n.channel, n.severity, $12::timestamptz + n.delay_seconds * interval '1 second', $12,
    n.contact_method_id is null and n.chat_room is null, n.chat_room
  from unnest($1::text[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::int[], $7::bigint[], $8::bigint[],
    $9::text[], $10::int[], $11::int[], $13::jsonb[]) as n (page_key, page_id, generation, round, step_index, rule_index,
    person_id, contact_method_id, channel, severity, delay_seconds, chat_room)
  on conflict (page_key) do nothing`;

/** Writes notifications that start `delaySeconds` after `now`; one that exists by its page key is not made again. */
export async function insertNotifications(tx: Queryable, planned: NewNotification[], now: Date): Promise<void> {
  await preparedRows(tx, 'insert-notifications', insertNotificationsSql, notificationValues(planned, now));
}

export function notificationValues(planned: NewNotification[], now: Date): unknown[] {
  const column = <K extends keyof NewNotification>(name: K) => planned.map((each) => each[name]);
  return [
    column('pageKey'),
    column('pageId'),
    column('generation'),
    column('round'),
    column('stepIndex'),
    column('ruleIndex'),
    column('personId'),
    column('contactMethodId'),
    column('channel'),
    column('severity'),
    column('delaySeconds'),
    now,
    planned.map(({ chatRoom }) => (chatRoom ? JSON.stringify(chatRoom) : null)),
  ];
}

/** Ends what is still to be sent to one person for these pages, which others must acknowledge too. */
export async function voidNotificationsTo(tx: Queryable, pageIds: number[], personId: number): Promise<void> {
  if (pageIds.length === 0) return;
  await tx.query(
    `select id from notifications
     where page_id = any ($1::bigint[]) and person_id = $2 and state in ('pending', 'sending') order by id for update`,
    [pageIds, personId],
  );
  await run(
    tx,
    `update notifications set state = 'void', outcome = 'acknowledged already', finished_at = evenkeel.now()
     where page_id = any ($1::bigint[]) and person_id = $2 and state = 'pending'`,
    [pageIds, personId],
  );
}

/**
 * Ends what is still to be sent for these pages, which the caller has changed already. Waits for claims that are about
 * to be committed, of all people or of one: what they took is under way before this answers, and no later claim takes anything.
 */
export async function voidPendingNotifications(
  tx: Queryable,
  pageIds: number[],
  reason: string,
  personId: number | null = null,
): Promise<number> {
  await tx.query(
    `select id from notifications where page_id = any ($1::bigint[]) and state in ('pending', 'sending')
       and ($2::bigint is null or person_id = $2)
     order by id for update`,
    [pageIds, personId],
  );
  return run(
    tx,
    `update notifications set state = 'void', outcome = $2, finished_at = evenkeel.now()
     where page_id = any ($1::bigint[]) and state = 'pending' and ($3::bigint is null or person_id = $3)`,
    [pageIds, reason, personId],
  );
}

/** As if these had been made now: they keep how long they were to wait. */
export async function moveNotificationsToNow(db: Queryable, notificationIds: number[]): Promise<void> {
  await run(
    db,
    `update notifications set due_at = evenkeel.now() + (due_at - created_at), created_at = evenkeel.now()
     where id = any ($1::bigint[]) and state = 'pending'`,
    [notificationIds],
  );
}

import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import type { Reference } from '../../respond/channels/channel.ts';

/** The first message of a page in a room: what follows is told in its thread. */
export type Root = {
  notificationId: number;
  pageId: number;
  sentAt: Date;
  /** Steps that post to this room themselves: `generation round step`. */
  steps: string[];
};

/** Without any room whose chat has threads, nothing is followed. */
export async function hasProviders(tx: Queryable, kinds: string[]): Promise<boolean> {
  const found = await row<{ some: boolean }>(
    tx,
    'select exists (select from providers where kind = any ($1::text[]) and disabled_at is null) as some',
    [kinds],
  );
  return found!.some;
}

/** Of pages, and of what was merged into them. A message that tells of several pages has no thread: it is edited. */
export async function listRoots(tx: Queryable, pageIds: number[], channels: string[]): Promise<Root[]> {
  return rows<Root>(
    tx,
    `select r.id as notification_id, r.page_id, r.sent_at, (
       select coalesce(array_agg(distinct o.generation || ' ' || o.round || ' ' || o.step_index), '{}') from notifications o
       where o.page_id = r.of_page and o.chat_room is not null and evenkeel.room_key(o.chat_room) = r.room) as steps
     from (
       select distinct on (n.page_id, evenkeel.room_key(n.chat_room)) n.id, n.page_id as of_page, n.sent_at, n.reference,
         n.bundle_id, evenkeel.room_key(n.chat_room) as room, a.lead_id as page_id
       from (select id, id as lead_id from pages where id = any ($1::bigint[])
             union all select id, merged_into from pages where merged_into = any ($1::bigint[])) a
       join notifications n on n.page_id = a.id and n.chat_room is not null and n.state = 'sent'
       where n.chat_room->>'channel' = any ($2::text[])
       order by n.page_id, evenkeel.room_key(n.chat_room), n.id) r
     where r.reference is not null and r.bundle_id is null
     limit 1000`,
    [pageIds, channels],
  );
}

export async function namesOf(tx: Queryable, personIds: number[]): Promise<Map<number, string>> {
  const found = await rows<{ id: number; name: string }>(
    tx,
    'select id, name from people where id = any ($1::bigint[])',
    [personIds],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

export type NewLine = {
  notificationId: number;
  eventId: number;
  text: string;
  alertCount: number;
  isEscalation: boolean;
};

/** Added alerts wait a little for others; whatever else is told takes them along. */
const gatherSeconds = 5;

export async function insertLines(tx: Queryable, lines: NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  await run(
    tx,
    `insert into thread_lines (notification_id, event_id, text, alert_count, is_escalation, due_at)
     select l.notification_id, l.event_id, l.text, l.alert_count, l.is_escalation,
       evenkeel.now() + case when l.text = '' then interval '${gatherSeconds} seconds' else interval '0' end
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::boolean[])
       with ordinality as l (notification_id, event_id, text, alert_count, is_escalation, place)
     order by l.place
     on conflict do nothing`,
    [
      lines.map(({ notificationId }) => notificationId),
      lines.map(({ eventId }) => eventId),
      lines.map(({ text }) => text),
      lines.map(({ alertCount }) => alertCount),
      lines.map(({ isEscalation }) => isEscalation),
    ],
  );
}

/** What one thread is told at once. */
export type Reply = {
  notificationId: number;
  lineIds: number[];
  lines: { text: string; alertCount: number }[];
  attempts: number;
  isShown: boolean;
  reference: Reference;
  sentThrough: number | null;
  chatRoom: ChatRoom;
  pageId: number;
};

const leaseSeconds = 30;
const threadsAtOnce = 10;
const mostLines = 20;

/** Takes the waiting lines of the threads that have waited longest; a thread of which another node tells waits. */
export async function takeReplies(tx: Queryable): Promise<Reply[]> {
  return rows<Reply>(
    tx,
    `with threads as (
       select notification_id from (
         select notification_id, min(due_at) as due_at from (
           select notification_id, due_at from thread_lines where due_at <= evenkeel.now() order by due_at limit 500) d
         group by notification_id order by 2 limit ${threadsAtOnce}) t
       where not exists (select from thread_lines b where b.notification_id = t.notification_id
         and b.attempts > 0 and b.due_at > evenkeel.now())),
     locked as (
       select l.id, row_number() over (partition by l.notification_id order by l.id) as place
       from (select id, notification_id from thread_lines
             where notification_id in (select notification_id from threads) order by id for update skip locked) l),
     taken as (
       update thread_lines l set attempts = attempts + 1, due_at = evenkeel.now() + interval '${leaseSeconds} seconds'
       from locked k where k.id = l.id and k.place <= ${mostLines} returning l.*)
     select t.notification_id, array_agg(t.id order by t.id) as line_ids,
       jsonb_agg(jsonb_build_object('text', t.text, 'alertCount', t.alert_count) order by t.id) as lines,
       max(t.attempts) as attempts, bool_or(t.is_escalation) and p.state = 'open' and p.severity <= 2 as is_shown,
       n.reference, n.sent_through, n.chat_room, p.id as page_id
     from taken t join notifications n on n.id = t.notification_id join pages o on o.id = n.page_id
     join pages p on p.id = coalesce(case when o.state = 'resolved' then o.merged_into end, o.id)
     group by t.notification_id, n.id, p.id`,
  );
}

export async function deleteLines(db: Queryable, ids: number[]): Promise<void> {
  await run(db, 'delete from thread_lines where id = any ($1::bigint[])', [ids]);
}

export async function postponeLines(db: Queryable, ids: number[], seconds: number): Promise<void> {
  await run(
    db,
    `update thread_lines set due_at = evenkeel.now() + $2::float8 * interval '1 second' where id = any ($1::bigint[])`,
    [ids, seconds],
  );
}

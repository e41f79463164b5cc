import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import { type Queryable, rows, run } from '../../platform/db/database.ts';
import type { Reference } from '../channels/channel.ts';
import type { WithdrawnBecause } from '../channels/message.ts';
import { leadOf } from '../page-life/merged-sql.ts';
import { mostShownInRooms } from './message.ts';

/** A message that a person has, and what became of its page. */
export type Outdated = {
  id: number;
  pageKey: string;
  channel: string;
  reference: Reference;
  providerId: number | null;
  contactMethodId: number | null;
  /** Sealed. */
  settings: string | null;
  chatRoom: ChatRoom | null;
  /** Names this turn: what changed meanwhile has another one. */
  leaseUntil: Date;
  attempts: number;
  personName: string;
  timeZone: string;
  pageId: number;
  /** Of all pages that the message told of: open while one of them asks its reader. */
  pageState: AskState;
  /** Why it asks its reader no more; only where `pageState` is `withdrawn`. */
  because: WithdrawnBecause | null;
  /** How many other pages it told of. */
  otherCount: number;
  openCount: number;
  /** Of a chat room's message for several pages: the first of them, open ones and most severe ones first; else null. */
  pages: ToldPage[] | null;
  title: string;
  severity: number;
  urgency: 'high' | 'low';
  isTest: boolean;
  alertCount: number;
  openedAt: Date;
  serviceName: string | null;
  /** Who acknowledged or withdrew it; null where the pages of the message had several people. */
  byName: string | null;
};

/** Of a page in one message: `withdrawn` is open, and asks the reader of the message no more. */
type AskState = 'open' | 'withdrawn' | 'acknowledged' | 'resolved';

export type ToldPage = {
  id: number;
  title: string;
  severity: number;
  serviceName: string | null;
  state: AskState;
  because: WithdrawnBecause | null;
  byName: string | null;
};

const leaseSeconds = 20;
const atOnce = 20;
/** What a call says after a key takes no longer. */
const sayingSeconds = 30;
/** A chat room's message for many pages changes once in so many seconds while some of them are open. */
const gatherSeconds = 3;

/** Of message `n`: some of the pages that it tells of ask its reader. */
const tellsOfOpenPages = `exists (select from notifications b join pages t on t.id = b.page_id
    join pages o on o.id = ${leadOf('t')} where b.bundle_id = n.id and o.state = 'open' and b.withdrawn is null)`;

/** The state of page `p` for who reads notification `n`, and who brought it there. */
const stateFor = (n: string, p: string) =>
  `case when ${p}.state = 'open' and ${n}.withdrawn is not null then 'withdrawn' else ${p}.state end`;
const nameFor = (n: string, p: string) =>
  `case when ${p}.state = 'open' then ${n}.withdrawn->>'byName' else ${p}.acknowledged_by->>'name' end`;

/**
 * Marks what these pages, and those that were merged into them, have sent (to one person) as to be changed, once for each message; in the
 * transaction that ends them.
 */
export async function outdateMessages(tx: Queryable, pageIds: number[], personId: number | null = null): Promise<void> {
  await run(
    tx,
    `with told as (
       select id from notifications where reference is not null and state in ('sent', 'failed')
         and id in (select coalesce(bundle_id, id) from notifications where (page_id = any ($1::bigint[])
           or page_id in (select id from pages where merged_into = any ($1::bigint[])))
           and ($2::bigint is null or person_id = $2))
       order by id for update)
     update notifications n set update_attempts = 0,
       update_due_at = case when n.chat_room is not null and ${tellsOfOpenPages}
         then least(n.update_due_at, evenkeel.now() + interval '${gatherSeconds} seconds') else evenkeel.now() end
     from told where n.id = told.id`,
    [pageIds, personId],
  );
}

/**
 * What this page has sent and is sending asks its readers no more, though it stays open: all of them, or one person. In
 * the transaction that says why, after `voidPendingNotifications`.
 */
export async function withdrawMessages(
  tx: Queryable,
  pageIds: number[],
  because: WithdrawnBecause,
  byName: string | null,
  personId: number | null = null,
): Promise<void> {
  if (pageIds.length === 0) return;
  await run(
    tx,
    `with sent as (
       select id from notifications
       where (page_id = any ($1::bigint[]) or page_id in (select id from pages where merged_into = any ($1::bigint[])))
         and ($4::bigint is null or person_id = $4) and state in ('sending', 'sent', 'failed')
       order by id for update)
     update notifications n set withdrawn = jsonb_build_object('because', $2::text, 'byName', $3::text)
     from sent where n.id = sent.id`,
    [pageIds, because, byName, personId],
  );
  await outdateMessages(tx, pageIds, personId);
}

export async function takeOutdated(db: Queryable): Promise<Outdated[]> {
  return rows<Outdated>(
    db,
    `with taken as (
       update notifications n set update_due_at = evenkeel.now() + interval '${leaseSeconds} seconds',
         update_attempts = n.update_attempts + 1
       from (select id from notifications where update_due_at <= evenkeel.now() order by update_due_at
             limit ${atOnce} for update skip locked) f
       where n.id = f.id returning n.*)
     select n.id, n.page_key, n.channel, n.reference, n.sent_through as provider_id, n.contact_method_id, m.settings,
       n.update_due_at as lease_until, n.update_attempts as attempts, n.chat_room,
       coalesce(pe.name, n.chat_room->>'name') as person_name,
       coalesce(pe.time_zone, p.full_policy->'workingHours'->>'timeZone', 'UTC') as time_zone, p.id as page_id,
       coalesce(b.state, ${stateFor('n', 'l')}) as page_state, case when b.count is null then n.withdrawn->>'because' else b.because end as because,
       coalesce(b.count, 1) - 1 as other_count,
       coalesce(b.open_count, 0) as open_count, b.pages, p.title, p.severity, p.urgency, p.kind = 'test' as is_test, p.alert_count, p.opened_at,
       s.name as service_name,
       case when b.count is null or b.one_name then ${nameFor('n', 'l')} end as by_name
     from taken n join pages p on p.id = n.page_id join pages l on l.id = ${leadOf('p')} left join people pe on pe.id = n.person_id
     left join contact_methods m on m.id = n.contact_method_id left join services s on s.id = p.service_id
     left join lateral (
       select count(*)::int, case when bool_or(bp.state = 'open' and bn.withdrawn is null) then 'open'
           when bool_or(bp.state = 'acknowledged') then 'acknowledged' when bool_or(bp.state = 'open') then 'withdrawn'
           else 'resolved' end as state,
         count(*) filter (where bp.state = 'open' and bn.withdrawn is null)::int as open_count,
         min(bn.withdrawn->>'because') filter (where bp.state = 'open') as because,
         count(distinct coalesce(${nameFor('bn', 'bp')}, '')) = 1 as one_name,
         case when n.chat_room is not null then (
           select jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title, 'severity', t.severity,
               'serviceName', t.name, 'state', t.state, 'because', t.because, 'byName', t.by_name) order by t.state <> 'open', t.severity, t.id)
           from (select tp.id, tp.title, tp.severity, ts.name, ${stateFor('tn', 'tl')} as state, tn.withdrawn->>'because' as because,
                   ${nameFor('tn', 'tl')} as by_name
                 from notifications tn join pages tp on tp.id = tn.page_id join pages tl on tl.id = ${leadOf('tp')}
                 left join services ts on ts.id = tp.service_id
                 where tn.bundle_id = n.id order by ${stateFor('tn', 'tl')} <> 'open', tp.severity, tp.id
                 limit ${mostShownInRooms + 1}) t) end as pages
       from notifications bn join pages bo on bo.id = bn.page_id join pages bp on bp.id = ${leadOf('bo')}
       where bn.bundle_id = n.id having count(*) > 0) b on true`,
  );
}

/** The call of this notification is about to say what came of a key: it ends by itself. */
export async function postponeUpdate(tx: Queryable, notificationId: number): Promise<void> {
  await run(
    tx,
    `update notifications set update_due_at = evenkeel.now() + interval '${sayingSeconds} seconds'
     where id = (select coalesce(bundle_id, id) from notifications where id = $1) and update_due_at is not null`,
    [notificationId],
  );
}

/** Ends the turn, unless the page has changed again: then it is looked at anew. */
export async function endUpdate(
  db: Queryable,
  { id, leaseUntil }: Outdated,
  againInSeconds: number | null,
): Promise<void> {
  await run(
    db,
    `update notifications set update_due_at = evenkeel.now() + $3::float8 * interval '1 second'
     where id = $1 and date_trunc('milliseconds', update_due_at) = date_trunc('milliseconds', $2::timestamptz)`,
    [id, leaseUntil, againInSeconds],
  );
}

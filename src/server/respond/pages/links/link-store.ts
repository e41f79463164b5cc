import type { PageFeedback } from '../../../../contract/respond/pages/page.ts';
import type { Urgency } from '../../../../contract/severity.ts';
import { type Queryable, row } from '../../../platform/db/database.ts';
import { alsoNotifiedOfPage, nextOfPage, runbooksOfPage, runbookTextOfPage } from '../../deliver/page-facts.ts';
import { leadOf } from '../../page-life/merged-sql.ts';

export type LinkedAlert = {
  id: number;
  title: string;
  description: string;
  labels: Record<string, string>;
  /** Those that its source names for messages. */
  messageLabels: string[] | null;
  links: { href: string; text: string }[];
  triggeredAt: string;
};

export type LinkedPage = {
  notificationId: number;
  /** Null: the message is in a chat room. */
  personId: number | null;
  personName: string;
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: string;
  pageId: number;
  state: 'open' | 'acknowledged' | 'resolved';
  title: string;
  message: string;
  severity: number;
  urgency: Urgency;
  /** What the most severe alert that is still open says; null for a page by hand. */
  alert: LinkedAlert | null;
  alertCount: number;
  openedAt: Date;
  exhausted: boolean;
  /** Whom the step asks that comes next, in words, and when; null when none comes. */
  nextWho: string | null;
  nextAt: Date | null;
  serviceName: string | null;
  /** Of the service, by title. */
  runbooks: { id: number; title: string }[];
  /** Of the first of them, in Markdown. */
  runbookText: string | null;
  serviceDescription: string | null;
  /** By name, at most six. */
  alsoNotified: string[];
  acknowledgedByName: string | null;
  /** This person has acknowledged, and the page still waits for these. */
  waitsForNames: string[] | null;
  /** This person, by whatever way. */
  isAcknowledgedByMe: boolean;
  feedback: PageFeedback | null;
  /** This very link has acknowledged, so many seconds ago. */
  mineForSeconds: number | null;
  expired: boolean;
  /** Pages that the same message told of and that are not resolved, most severe first. */
  others: {
    pageId: number;
    title: string;
    severity: number;
    serviceName: string | null;
    isMine: boolean;
    isOpen: boolean;
  }[];
};

/** Of page `p` and a person: whoever is asked about ($2), else that of notification `n`. */
const waitsForNames = `case when p.state = 'open' and exists (select from page_acknowledgements m
    where m.page_id = p.id and m.generation = p.generation and m.person_id = coalesce($2::bigint, n.person_id)) then
  (select array_agg(distinct w.name) from notifications o
   join people w on w.id = o.person_id and w.disabled_at is null and w.id <> all (p.declined_by)
   where o.page_id = p.id and o.generation = p.generation
     and p.full_policy->'steps'->o.step_index->>'acknowledgedBy' = 'everyone'
     and not exists (select from page_acknowledgements d
       where d.page_id = p.id and d.generation = p.generation and d.person_id = o.person_id)) end`;

/** A link is good for a day: an old mail must not end the page of another night. */
const linkGoodFor = '24 hours';

/** The page that the message speaks for by now. @param personId whose part of the page is told; whoever the notification went to when left out */
export async function loadLinkedPage(
  db: Queryable,
  notificationId: number,
  personId: number | null = null,
): Promise<LinkedPage | null> {
  return row<LinkedPage>(
    db,
    `select n.id as notification_id, n.person_id, coalesce(pe.name, n.chat_room->>'name') as person_name, coalesce(pe.time_zone, 'UTC') as time_zone,
       p.id as page_id, p.state, p.title, p.message,
       p.severity, p.urgency, p.alert_count, p.opened_at, p.exhausted_at is not null as exhausted, s.name as service_name,
       ${runbooksOfPage} as runbooks, ${runbookTextOfPage} as runbook_text, s.description as service_description,
       ${alsoNotifiedOfPage('n.person_id')} as also_notified, ${nextOfPage} as next_who, p.due_at as next_at,
       p.acknowledged_by->>'name' as acknowledged_by_name, ${waitsForNames} as waits_for_names,
       coalesce((p.acknowledged_by->>'personId')::bigint = n.person_id, false) as is_acknowledged_by_me, p.feedback,
       case when p.state = 'acknowledged' and p.acknowledged_by @> jsonb_build_object('notificationId', n.id)
         then extract(epoch from evenkeel.now() - p.acknowledged_at)::float8 end as mine_for_seconds,
       (select jsonb_build_object('id', a.id, 'title', a.title, 'description', left(a.description, 2000),
            'labels', case when pg_column_size(a.labels) <= 8192 then a.labels else '{}' end, 'links', a.links,
            'messageLabels', (select so.message_labels from sources so where so.id = a.source_id),
            'triggeredAt', to_char(a.triggered_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          from page_alerts pa join alerts a on a.id = pa.alert_id where pa.page_id = p.id
          order by a.state = 'resolved', a.severity, a.id limit 1) as alert,
       coalesce((select jsonb_agg(jsonb_build_object('pageId', o.id, 'title', o.title, 'severity', o.severity,
            'serviceName', o.name, 'isMine', o.is_mine, 'isOpen', o.is_open) order by o.severity, o.id)
          from (select distinct op.id, op.title, op.severity, os.name, op.state = 'open' as is_open, coalesce(op.state = 'acknowledged'
                    and op.acknowledged_by @> jsonb_build_object('notificationId', n.id), false) as is_mine
                from notifications b join pages ob on ob.id = b.page_id
                join pages op on op.id = ${leadOf('ob')} and op.state <> 'resolved' and op.id <> p.id
                left join services os on os.id = op.service_id
                where b.bundle_id = n.bundle_id and b.id <> n.id order by op.severity, op.id limit 500) o), '[]') as others,
       n.created_at < evenkeel.now() - interval '${linkGoodFor}' as expired
     from notifications n join pages t on t.id = n.page_id join pages p on p.id = ${leadOf('t')}
     left join people pe on pe.id = n.person_id left join services s on s.id = p.service_id where n.id = $1 and pe.disabled_at is null`,
    [notificationId, personId],
  );
}

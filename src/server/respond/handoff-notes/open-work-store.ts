import type { OpenWork } from '../../../contract/respond/schedules/handoff-notes.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

const mostShown = 20;

type Counted = { count: number };
type OpenPage = Omit<OpenWork['pages'][number], 'openedAt' | 'snoozedUntil'> & {
  openedAt: Date;
  snoozedUntil: Date | null;
};

const asks = (definition: string) =>
  `jsonb_path_exists(${definition}, '$.** ? (@.kind == "schedule" && @.id == $id)', jsonb_build_object('id', $1::bigint))`;

/** Unresolved pages whose copy of the policy asks the schedule; of the newest thousand that are unresolved. */
export async function listOpenPages(db: Queryable, scheduleId: number) {
  const found = await rows<OpenPage & Counted>(
    db,
    `select p.id, p.title, p.severity, p.state, p.opened_at, p.acknowledged_by ->> 'name' as acknowledged_by_name,
       p.snoozed_until, count(*) over ()::int as count
     from (select * from pages where state <> 'resolved' order by id desc limit 1000) p
     where p.kind = 'real' and ${asks('p.policy')}
     order by p.id desc limit ${mostShown}`,
    [scheduleId],
  );
  return { items: found.map(({ count, ...page }) => page), count: found[0]?.count ?? 0 };
}

/** Open incidents with a page that asked the schedule, or of a service whose policy does; of the newest 500. */
export async function listOpenIncidents(db: Queryable, scheduleId: number) {
  const found = await rows<OpenWork['incidents'][number] & Counted>(
    db,
    `select i.id, i.title, i.severity, i.lifecycle, count(*) over ()::int as count
     from (select * from incidents where lifecycle in ('triage', 'active', 'stable') order by id desc limit 500) i
     where i.kind = 'real' and (
       exists (select from pages p where p.incident_id = i.id and ${asks('p.policy')})
       or exists (select from incident_alerts l join page_alerts a on a.alert_id = l.alert_id join pages p on p.id = a.page_id
                  where l.incident_id = i.id and ${asks('p.policy')})
       or exists (select from incident_services l join services s on s.id = l.service_id
                  join escalation_policies e on e.id = s.escalation_policy_id
                  where l.incident_id = i.id and ${asks('coalesce(e.full_definition, e.definition)')}))
     order by i.id desc limit ${mostShown}`,
    [scheduleId],
  );
  return { items: found.map(({ count, ...incident }) => incident), count: found[0]?.count ?? 0 };
}

import { pageFeedbacks } from '../../../contract/respond/pages/page.ts';
import type { PageRow } from '../../../domain/measure/oncall/load.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';
import { eachRow, loadPacked } from '../packed-rows.ts';

export async function loadZones(db: Queryable, personIds: number[]): Promise<Map<number, string>> {
  const found = await rows<{ id: number; timeZone: string }>(
    db,
    'select id, time_zone from people where id = any ($1::bigint[])',
    [personIds],
  );
  return new Map(found.map(({ id, timeZone }) => [id, timeZone]));
}

const reachedFields = {
  pageId: ['r.page_id', 'number'],
  personId: ['r.person_id', 'number'],
  sentAt: ['r.sent_at', 'instant'],
  incidentId: ['coalesce(r.incident_id, l.incident_id)', 'number'],
  serviceId: ['r.service_id', 'number'],
  feedback: ['array_position($4, r.feedback)', 'number'],
} as const;

/** Which real pages reached these people in the period, each page once a person. */
export async function listReached(db: Queryable, personIds: number[], from: Date, to: Date): Promise<PageRow[]> {
  // A page reaches people within days of its opening, so the index on that finds it.
  const tables = `from (
       select p.id as page_id, n.person_id, min(n.sent_at) as sent_at, p.incident_id, p.service_id, p.feedback
       from pages p join notifications n on n.page_id = p.id
       where p.kind = 'real' and p.opened_at >= $2::timestamptz - interval '7 days' and p.opened_at < $3
         and n.person_id = any ($1::bigint[]) and n.sent_at >= $2 and n.sent_at < $3
       group by p.id, n.person_id limit 200000) r
     left join (
       select a.page_id, min(x.incident_id) as incident_id
       from incident_alerts x join page_alerts a on a.alert_id = x.alert_id join pages p on p.id = a.page_id
       where p.opened_at >= $2::timestamptz - interval '7 days' and p.opened_at < $3
       group by a.page_id) l on l.page_id = r.page_id`;
  const packed = await loadPacked(db, reachedFields, tables, [personIds, from, to, pageFeedbacks]);
  return eachRow(packed, (at) => ({
    pageId: at('pageId')!,
    personId: at('personId')!,
    sentAt: at('sentAt')!,
    incidentId: at('incidentId'),
    serviceId: at('serviceId'),
    feedback: pageFeedbacks[(at('feedback') ?? 0) - 1] ?? null,
  }));
}

type Named = { id: number; name: string };

export const listTeamNames = (db: Queryable, ids: number[]): Promise<Named[]> =>
  rows(db, 'select id, name from teams where id = any ($1::bigint[])', [ids]);

export const listServiceNames = (db: Queryable, ids: number[]): Promise<Named[]> =>
  rows(db, 'select id, name from services where id = any ($1::bigint[])', [ids]);

/** The person and the people of the teams that they lead, by name. */
export async function listVisiblePeople(db: Queryable, personId: number): Promise<Named[]> {
  return rows(
    db,
    `select p.id, p.name from people p where p.id = $1 or (p.disabled_at is null and p.id in (
       select m.person_id from team_members m join team_members l on l.team_id = m.team_id
       where l.person_id = $1 and l.is_lead))
     order by p.name, p.id limit 500`,
    [personId],
  );
}

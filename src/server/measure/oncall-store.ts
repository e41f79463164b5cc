import { type Queryable, rows } from '../platform/db/database.ts';

export async function loadZones(db: Queryable, personIds: number[]): Promise<Map<number, string>> {
  const found = await rows<{ id: number; timeZone: string }>(
    db,
    'select id, time_zone from people where id = any ($1::bigint[])',
    [personIds],
  );
  return new Map(found.map(({ id, timeZone }) => [id, timeZone]));
}

export type ReachedRow = { pageId: number; personId: number; sentAt: Date; incidentId: number | null };

/** Which real pages reached these people in the period, each page once a person. */
export function listReached(db: Queryable, personIds: number[], from: Date, to: Date): Promise<ReachedRow[]> {
  // A page reaches people within days of its opening, so the index on that finds it.
  return rows(
    db,
    `select p.id as page_id, n.person_id, min(n.sent_at) as sent_at,
       coalesce(p.incident_id, (select x.incident_id from page_alerts a join incident_alerts x on x.alert_id = a.alert_id
                                where a.page_id = p.id order by x.incident_id limit 1)) as incident_id
     from pages p join notifications n on n.page_id = p.id
     where p.kind = 'real' and p.opened_at >= $2::timestamptz - interval '7 days' and p.opened_at < $3
       and n.person_id = any ($1::bigint[]) and n.sent_at >= $2 and n.sent_at < $3
     group by p.id, n.person_id limit 200000`,
    [personIds, from, to],
  );
}

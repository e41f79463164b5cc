/** What spans say of alerts and pages; asked for in the background, a batch at a time, all of it by keys. */
import { type Queryable, rows } from '../platform/db/database.ts';

export type TracedAlert = {
  id: number;
  sourceId: number;
  sourceType: string;
  serviceId: number | null;
  routeId: number | null;
  severity: number;
  notPagedBecause: string | null;
  triggeredAt: Date;
  /** Where the request lies that made it; null for what was observed here. */
  firstLogId: number | null;
  firstSeq: number | null;
};

export async function listTracedAlerts(db: Queryable, ids: number[]): Promise<TracedAlert[]> {
  return rows<TracedAlert>(
    db,
    `select a.id, a.source_id, s.type as source_type, a.service_id, a.route_id, a.severity, a.not_paged_because,
       a.triggered_at, a.first_log_id, a.first_seq
     from alerts a join sources s on s.id = a.source_id where a.id = any ($1::bigint[])`,
    [ids],
  );
}

/** The alerts that opened these pages; pages that no alert opened are left out. */
export async function listOpeningAlerts(
  db: Queryable,
  pageIds: number[],
): Promise<{ pageId: number; alertId: number }[]> {
  return rows(
    db,
    `select e.subject_id as page_id, (e.data->'alertIds'->>0)::bigint as alert_id
     from unnest($1::bigint[]) as p (id) cross join lateral (
       select subject_id, data from events
       where subject_kind = 'page' and subject_id = p.id and kind = 'page.opened' order by id limit 1) e
     where jsonb_array_length(e.data->'alertIds') > 0`,
    [pageIds],
  );
}

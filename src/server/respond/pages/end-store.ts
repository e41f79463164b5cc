/** Pages and their alerts, locked together. Lock order everywhere: pages by id, then alerts by id. */
import type { Urgency } from '../../../contract/severity.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';

export type LockedPage = {
  id: number;
  state: 'open' | 'acknowledged' | 'resolved';
  generation: number;
  severity: number;
  urgency: Urgency;
  exhaustedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: { kind: string; notificationId?: number } | null;
};

const locked = 'id, state, generation, severity, urgency, exhausted_at, acknowledged_at, acknowledged_by';

export async function lockPage(tx: Queryable, id: number): Promise<LockedPage | null> {
  return row<LockedPage>(tx, `select ${locked} from pages where id = $1 for update`, [id]);
}

/** Locks the pages of these alerts that are not resolved. */
export async function lockPagesOfAlerts(tx: Queryable, alertIds: number[]): Promise<LockedPage[]> {
  return rows<LockedPage>(
    tx,
    `select ${locked} from pages
     where state <> 'resolved' and id in (select page_id from page_alerts where alert_id = any ($1::bigint[]))
     order by id for update`,
    [alertIds],
  );
}

/** Of these pages, those that have alerts and whose alerts are all in one of `states`. */
export async function pagesWithAllAlertsIn(tx: Queryable, pageIds: number[], states: string[]): Promise<number[]> {
  const found = await rows<{ pageId: number }>(
    tx,
    `select pa.page_id from page_alerts pa join alerts a on a.id = pa.alert_id
     where pa.page_id = any ($1::bigint[]) group by pa.page_id having bool_and(a.state = any ($2::text[]))`,
    [pageIds, states],
  );
  return found.map(({ pageId }) => pageId);
}

export async function alertIdsOfPages(tx: Queryable, pageIds: number[]): Promise<number[]> {
  const found = await rows<{ alertId: number }>(
    tx,
    'select distinct alert_id from page_alerts where page_id = any ($1::bigint[])',
    [pageIds],
  );
  return found.map(({ alertId }) => alertId);
}

/** Of these alerts, those that no page asks about any longer. */
export async function alertsWithoutPage(tx: Queryable, alertIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select id from unnest($1::bigint[]) as a (id) where not exists (
       select from page_alerts pa join pages p on p.id = pa.page_id where pa.alert_id = a.id and p.state <> 'resolved')`,
    [alertIds],
  );
  return found.map(({ id }) => id);
}

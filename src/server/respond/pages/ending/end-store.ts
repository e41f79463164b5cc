/** Pages and their alerts, locked together. Lock order everywhere: pages by id, then alerts by id. */
import type { Urgency } from '../../../../contract/severity.ts';
import { type Queryable, rows } from '../../../platform/db/database.ts';
import { leadOf } from '../../page-life/merged-sql.ts';

export type LockedPage = {
  id: number;
  state: 'open' | 'acknowledged' | 'resolved';
  generation: number;
  severity: number;
  urgency: Urgency;
  exhaustedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: { kind: string; notificationId?: number } | null;
  resolvedAt: Date | null;
  responderOf: number | null;
  /** Of a resolved page: the one that goes on with its alerts. */
  mergedInto: number | null;
};

const locked = `id, state, generation, severity, urgency, exhausted_at, acknowledged_at, acknowledged_by, resolved_at,
  responder_of, merged_into`;

/** The pages that these were merged into, or themselves; each once, by id. */
export async function leadsOf(tx: Queryable, pageIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select distinct ${leadOf('p')} as id from pages p where id = any ($1::bigint[]) order by 1`,
    [pageIds],
  );
  return found.map(({ id }) => id);
}

/**
 * The page that speaks for this one, by now: itself, or the one that it was merged into. With the page that it was added
 * to, which is locked first, as everywhere.
 */
export async function lockPage(tx: Queryable, id: number): Promise<LockedPage | null> {
  const [lead] = await leadsOf(tx, [id]);
  const page = lead === undefined ? null : await lockOne(tx, lead);
  return page?.state === 'resolved' && page.mergedInto !== null ? lockPage(tx, page.mergedInto) : page;
}

async function lockOne(tx: Queryable, id: number): Promise<LockedPage | null> {
  const found = await rows<LockedPage>(
    tx,
    `select ${locked} from pages where id in ($1, (select responder_of from pages where id = $1)) order by id for update`,
    [id],
  );
  return found.find((page) => page.id === id) ?? null;
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

/** Of these pages, those that have no alerts or one that is not resolved. */
export async function pagesWithoutOrWithOpenAlerts(tx: Queryable, pageIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select p.id from pages p where p.id = any ($1::bigint[]) and (p.alert_count = 0 or exists (
       select from page_alerts pa join alerts a on a.id = pa.alert_id where pa.page_id = p.id and a.state = 'triggered'))`,
    [pageIds],
  );
  return found.map(({ id }) => id);
}

/** The newest page of an alert, locked; null when no page ever asked about it. */
export async function newestPageOfAlert(tx: Queryable, alertId: number): Promise<number | null> {
  const [found] = await rows<{ id: number }>(
    tx,
    `select id from pages where id = (select max(page_id) from page_alerts where alert_id = $1) for update`,
    [alertId],
  );
  return found?.id ?? null;
}

/** The alerts of these pages that were resolved last, each page's within a second. */
export async function alertsResolvedLast(tx: Queryable, pageIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select distinct a.id from page_alerts pa join alerts a on a.id = pa.alert_id
     where pa.page_id = any ($1::bigint[]) and a.resolved_at >= (
       select max(l.resolved_at) - interval '1 second' from page_alerts lp join alerts l on l.id = lp.alert_id
       where lp.page_id = pa.page_id)`,
    [pageIds],
  );
  return found.map(({ id }) => id);
}

/** Whether the page notified a person in this generation, or one that was merged into it did. */
export async function wasNotified(
  tx: Queryable,
  { id, generation }: Pick<LockedPage, 'id' | 'generation'>,
  personId: number,
): Promise<boolean> {
  const [found] = await rows<{ was: boolean }>(
    tx,
    `select exists (select from notifications where person_id = $3 and (page_id = $1 and generation = $2
       or page_id in (select id from pages where merged_into = $1))) as was`,
    [id, generation, personId],
  );
  return found!.was;
}

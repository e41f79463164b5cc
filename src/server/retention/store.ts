import { keptDeliveryDays } from '../../contract/outgoing/webhooks.ts';
import { type RetainedKind, retainedKinds } from '../../contract/platform/retention.ts';
import { type Queryable, row, rows } from '../platform/db/database.ts';
import { keptSecurityEventDays } from '../platform/security/store.ts';

/** What nobody chooses: null is kept forever. Of events, Evenkeel's own steps go with the details of their page. */
export const fixedDays: Record<Exclude<RetainedKind, 'signals' | 'history'>, number | null> = {
  alerts: null,
  events: null,
  deliveries: keptDeliveryDays,
  securityEvents: keptSecurityEventDays,
  rest: null,
};

const tables: Record<Exclude<RetainedKind, 'rest'>, string[]> = {
  signals: ['signals', 'signal_logs', 'signal_cursors', 'early_signals'],
  history: ['pages', 'page_alerts', 'notifications', 'notification_attempts', 'inbound_messages'],
  alerts: ['alerts', 'incident_alerts'],
  events: ['events'],
  deliveries: ['outgoing_deliveries', 'outgoing_attempts'],
  securityEvents: ['security_events'],
};

/** Rows by the statistics of the database, without counting; every table of ours is in one of the kinds. */
export async function readSizes(db: Queryable): Promise<{ kind: RetainedKind; rowCount: number; bytes: number }[]> {
  const named = Object.entries(tables).flatMap(([kind, names]) => names.map((name) => ({ kind, name })));
  const found = await rows<{ kind: RetainedKind; rowCount: number; bytes: number }>(
    db,
    `select coalesce(k.kind, 'rest') as kind, sum(greatest(c.reltuples, 0))::float8 as row_count,
       sum(pg_total_relation_size(c.oid))::bigint as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join unnest($1::text[], $2::text[]) as k (name, kind) on k.name = c.relname and n.nspname = 'evenkeel'
     where n.nspname in ('evenkeel', 'auth') and c.relkind = 'r' group by 1`,
    [named.map(({ name }) => name), named.map(({ kind }) => kind)],
  );
  return retainedKinds.flatMap((kind) => found.filter((one) => one.kind === kind)).map(whole);
}

const whole = <Size extends { rowCount: number }>(size: Size): Size => ({
  ...size,
  rowCount: Math.round(size.rowCount),
});

/** Logs grow at their end, so each is read from its beginning only. */
export async function countOldSignals(db: Queryable, days: number, limit: number): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select coalesce(sum(old.count), 0)::int as count from signal_logs l join signal_cursors c on c.log_id = l.id
     cross join lateral (
       select count(*) from (
         select received_at from signals where log_id = l.id and seq <= c.absorbed_seq order by seq limit $2) s
       where s.received_at < evenkeel.now() - make_interval(days => $1)) old`,
    [days, limit],
  );
  return found!.count;
}

/** Pages that have been over for so long, but for those of incidents, which keep their whole story. */
export async function countOldPages(db: Queryable, days: number, limit: number): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select count(*)::int as count from (
       select from pages p
       where p.opened_at < evenkeel.now() - make_interval(days => $1) and p.state = 'resolved'
         and p.resolved_at < evenkeel.now() - make_interval(days => $1) and p.incident_id is null
         and not exists (select from page_alerts pa join incident_alerts ia on ia.alert_id = pa.alert_id where pa.page_id = p.id)
         and exists (select from notifications n join notification_attempts t on t.notification_id = n.id where n.page_id = p.id)
       limit $2) old`,
    [days, limit],
  );
  return found!.count;
}

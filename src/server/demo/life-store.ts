import type { Role } from '../../contract/permissions.ts';
import { type Queryable, row, rows } from '../platform/db/database.ts';

export type Person = { personId: number; name: string; role: Role };

export async function findSource(db: Queryable, slug: string): Promise<number | null> {
  return (await row<{ id: number }>(db, 'select id from sources where slug = $1', [slug]))?.id ?? null;
}

export async function hasOpenAlert(db: Queryable, kind: string, variant: string): Promise<boolean> {
  const found = await row(
    db,
    `select from alerts where state <> 'resolved' and strpos(labels::text, $2) > 0
       and (labels->>'alertname' = $1 or starts_with(dedup_key, $1)) limit 1`,
    [kind, variant],
  );
  return found !== null;
}

/** Open pages that somebody was asked about at least 40 seconds ago, with the one who was asked last. */
export async function listWaitingPages(db: Queryable): Promise<(Person & { pageId: number })[]> {
  return rows(
    db,
    `select p.id as page_id, n.person_id, pe.name, pe.role from pages p
     cross join lateral (select person_id from notifications where page_id = p.id and state = 'sent' and person_id is not null order by id desc limit 1) n
     join people pe on pe.id = n.person_id and pe.disabled_at is null
     where p.state = 'open' and p.opened_at < evenkeel.now() - interval '40 seconds' order by p.id limit 20`,
  );
}

/** Alerts of no incident that were taken more than six hours ago, by the person who took them. */
export async function listForgottenAlerts(db: Queryable): Promise<(Person & { alertIds: number[] })[]> {
  return rows(
    db,
    `select pe.id as person_id, pe.name, pe.role, jsonb_agg(a.id order by a.id) as alert_ids from alerts a
     join people pe on pe.id = (a.acknowledged_by->>'personId')::bigint
     where a.state = 'acknowledged' and a.acknowledged_at < evenkeel.now() - interval '6 hours'
       and not exists (select from incident_alerts x where x.alert_id = a.id)
     group by pe.id order by pe.id limit 20`,
  );
}

export type RunningIncident = { id: number; crew: Person[]; isUpdateDue: boolean };

/** The incident that runs now, who holds roles in it, and whether the next word to colleagues is due. */
export async function findRunningIncident(db: Queryable): Promise<RunningIncident | null> {
  return row(
    db,
    `select i.id,
       (select coalesce(jsonb_agg(distinct jsonb_build_object('personId', p.id, 'name', p.name, 'role', p.role)), '[]')
        from incident_roles r join people p on p.id = r.person_id
        where r.incident_id = i.id and r.renounced_at is null and p.disabled_at is null) as crew,
       exists (select from incident_timers t where t.incident_id = i.id and t.key = 'internal-update'
         and t.due_at < evenkeel.now() + interval '2 minutes') as is_update_due
     from incidents i where i.lifecycle = 'active' and i.kind = 'real' order by i.id desc limit 1`,
  );
}

/** The heartbeat of the stock synchronisation once its last ping is older than four minutes. */
export async function findHeartbeatToPing(db: Queryable): Promise<number | null> {
  const found = await row<{ id: number }>(
    db,
    `select s.id from sources s join heartbeats h on h.source_id = s.id
     where s.slug = 'stock-sync' and h.paused_at is null and h.last_ping_at < evenkeel.now() - interval '4 minutes'`,
  );
  return found?.id ?? null;
}

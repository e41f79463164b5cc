import { type Queryable, row, rows, run, send } from '../../../platform/db/database.ts';

export type ClockRow = {
  now: Date;
  lastPublicUpdateAt: Date | null;
  promisedPublicUpdateAt: Date | null;
  lastInternalUpdateAt: Date | null;
  severityRaisedAt: Date | null;
  commanderSince: Date | null;
  commanderRenouncedAt: Date | null;
};

/** What the clock of a room is read from, beside the incident itself. */
export async function loadClock(db: Queryable, incidentId: number): Promise<ClockRow> {
  const found = await row<ClockRow>(
    db,
    `select date_trunc('milliseconds', evenkeel.now()) as now,
       (select at from incident_updates where incident_id = $1 and audience = 'public' order by id desc limit 1)
         as last_public_update_at,
       (select next_update_at from incident_updates where incident_id = $1 and audience = 'public' order by id desc limit 1)
         as promised_public_update_at,
       (select max(at) from incident_updates where incident_id = $1 and audience <> 'public') as last_internal_update_at,
       (select max(at) from severity_changes where incident_id = $1 and to_severity < from_severity) as severity_raised_at,
       (select assumed_at from incident_roles where incident_id = $1 and role = 'commander' and renounced_at is null)
         as commander_since,
       (select max(renounced_at) from incident_roles where incident_id = $1 and role = 'commander')
         as commander_renounced_at`,
    [incidentId],
  );
  return found!;
}

/** Makes the timers exactly these; one whose due time moved will fire again, one that stays keeps what it was. */
export async function replaceTimers(
  tx: Queryable,
  incidentId: number,
  timers: { key: string; dueAt: number }[],
): Promise<void> {
  const keys = timers.map(({ key }) => key);
  await send(tx, {
    text: 'delete from incident_timers where incident_id = $1 and key <> all ($2::text[])',
    values: [incidentId, keys],
  });
  if (timers.length === 0) return;
  await send(tx, {
    text: `insert into incident_timers as t (incident_id, key, due_at)
     select $1, n.key, n.due_at from unnest($2::text[], $3::timestamptz[]) n (key, due_at)
     on conflict (incident_id, key) do update set due_at = excluded.due_at, fired_at = null
     where t.due_at <> excluded.due_at`,
    values: [incidentId, keys, timers.map(({ dueAt }) => new Date(dueAt))],
  });
}

/** Locks incidents whose timers are due; those that somebody works on are left for the next run. */
export async function claimDueIncidents(tx: Queryable, limit: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select id from incidents where id in (
       select incident_id from incident_timers where fired_at is null and due_at <= evenkeel.now()
       order by due_at limit $1)
     order by id for update skip locked`,
    [limit],
  );
  return found.map(({ id }) => id);
}

/** Marks what is due as fired and returns it. */
export async function fireDueTimers(tx: Queryable, incidentId: number): Promise<{ key: string; dueAt: Date }[]> {
  return rows(
    tx,
    `update incident_timers set fired_at = evenkeel.now()
     where incident_id = $1 and fired_at is null and due_at <= evenkeel.now() returning key, due_at`,
    [incidentId],
  );
}

export type DerivedInstants = { id: number; alertedAt: Date | null; acknowledgedAt: Date | null };

/**
 * Open incidents that lack an instant which their pages and alerts know by now. What a person has corrected is left
 * alone, and a page that the restore of a backup took off the clock says nothing about when somebody acknowledged.
 * The latest 200 open incidents are looked at.
 */
export async function findDerivableInstants(db: Queryable, limit: number): Promise<DerivedInstants[]> {
  return rows(
    db,
    `with lacking as (
       select id, alerted_at, acknowledged_at,
         array(select page_id from page_alerts pa join incident_alerts x on x.alert_id = pa.alert_id where x.incident_id = i.id
               union select p.id from pages p where p.incident_id = i.id) as page_ids
       from incidents i where lifecycle in ('triage', 'active', 'stable') and (alerted_at is null or acknowledged_at is null)
       order by id desc limit 200),
     known as (
       select l.id, l.alerted_at is null as lacks_alerted, l.acknowledged_at is null as lacks_acknowledged,
         (select min(n.sent_at) from notifications n where n.page_id = any (l.page_ids)
           and n.person_id is not null) as alerted_at,
         least((select min(p.acknowledged_at) from pages p where p.id = any (l.page_ids)
             and not p.problems @> '[{"code": "restored"}]'),
           (select min(a.acknowledged_at) from alerts a join incident_alerts x on x.alert_id = a.id
            where x.incident_id = l.id)) as acknowledged_at
       from lacking l)
     select k.id,
       case when lacks_alerted and not exists (select from instant_corrections c
         where c.incident_id = k.id and c.name = 'alertedAt') then alerted_at end as alerted_at,
       case when lacks_acknowledged and not exists (select from instant_corrections c
         where c.incident_id = k.id and c.name = 'acknowledgedAt') then acknowledged_at end as acknowledged_at
     from known k
     where (lacks_alerted and alerted_at is not null and not exists (select from instant_corrections c
         where c.incident_id = k.id and c.name = 'alertedAt'))
       or (lacks_acknowledged and acknowledged_at is not null and not exists (select from instant_corrections c
         where c.incident_id = k.id and c.name = 'acknowledgedAt'))
     limit $1`,
    [limit],
  );
}

/** Sets what is still empty; false when nothing was. */
export async function setDerivedInstants(tx: Queryable, derived: DerivedInstants): Promise<boolean> {
  const touched = await run(
    tx,
    `update incidents set alerted_at = coalesce(alerted_at, $2::timestamptz), acknowledged_at = coalesce(acknowledged_at, $3::timestamptz)
     where id = $1 and ((alerted_at is null and $2::timestamptz is not null)
       or (acknowledged_at is null and $3::timestamptz is not null))`,
    [derived.id, derived.alertedAt, derived.acknowledgedAt],
  );
  return touched === 1;
}

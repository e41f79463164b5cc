import { type Queryable, rows } from '../../platform/db/database.ts';

const names = async (db: Queryable, sql: string) => (await rows<{ name: string }>(db, sql)).map(({ name }) => name);

/** Heartbeats whose silence would raise nothing, at most twenty. */
export function unarmedHeartbeats(db: Queryable): Promise<string[]> {
  return names(
    db,
    `select s.name from heartbeats h join sources s on s.id = h.source_id
     where h.armed_at is null and h.paused_at is null and s.paused_at is null order by s.name limit 20`,
  );
}

/** Checks that do not run and nodes that see wrongly, a sentence each, at most forty. */
export function checkFaults(db: Queryable): Promise<string[]> {
  return names(
    db,
    `(select 'The check ' || s.name || ' has not run since ' || coalesce(to_char(c.last_run_at, 'YYYY-MM-DD HH24:MI') || ' UTC', 'it was created')
        || '.' || case when c.last_outcome = 'blocked' then ' ' || c.last_detail || '.' else '' end as name
      from checks c join sources s on s.id = c.source_id
      where c.overdue_since is not null and c.deleted_at is null and c.paused_at is null order by s.name limit 20)
     union all
     (select 'The node ' || name || ' sees checks fail that pass on another node: its network or name resolution is likely broken.'
      from check_nodes where suspect_since is not null order by name limit 20)`,
  );
}

/** Sources that were made more than an hour ago and have never sent anything, at most twenty. */
export function silentSources(db: Queryable): Promise<string[]> {
  return names(
    db,
    `select s.name from sources s left join source_activity a on a.source_id = s.id
     where a.source_id is null and s.paused_at is null and s.type not in ('heartbeat', 'check') and s.slug <> 'evenkeel'
       and s.created_at < evenkeel.now() - interval '1 hour' order by s.name limit 20`,
  );
}

/** Sources of which something was refused in the past day, at most twenty. */
export function refusedSources(db: Queryable): Promise<{ name: string; count: number; reason: string }[]> {
  return rows(
    db,
    `select s.name, r.refused_count as count, r.last_reason as reason
     from source_refusals r join sources s on s.id = r.source_id
     where r.last_refused_at > evenkeel.now() - interval '1 day' order by r.last_refused_at desc limit 20`,
  );
}

import { type Queryable, row, rows } from '../db/database.ts';
import { nodeDeadAfterSeconds } from '../nodes.ts';

export type DatabaseFacts = {
  version: string;
  now: Date;
  migrations: number;
  isStandby: boolean;
  synchronous: boolean;
};

export async function readDatabaseFacts(db: Queryable): Promise<DatabaseFacts> {
  const found = await row<DatabaseFacts>(
    db,
    `select current_setting('server_version') as version, evenkeel.now() as now,
       (select count(*)::int from migrations) as migrations, pg_is_in_recovery() as is_standby,
       current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off' as synchronous`,
  );
  return found!;
}

/** The nodes that are alive, by the version that they run. */
export function listRunningVersions(db: Queryable): Promise<{ version: string; nodes: string[] }[]> {
  return rows(
    db,
    `select version, array_agg(distinct name order by name) as nodes from nodes
     where stopped_at is null and heartbeat_at > evenkeel.now() - make_interval(secs => $1)
     group by version order by version limit 10`,
    [nodeDeadAfterSeconds],
  );
}

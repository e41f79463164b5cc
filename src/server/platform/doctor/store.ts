import { type Queryable, row } from '../db/database.ts';

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

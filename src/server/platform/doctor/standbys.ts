/** What a failover to a standby could lose. */
import { type Queryable, row } from '../db/database.ts';
import { type Finding, ok, warning } from './check.ts';

export type Standbys = {
  /** How many servers copy this one. */
  count: number;
  /** `synchronous_standby_names`: whom a commit waits for; empty when for nobody. */
  names: string;
  /** `synchronous_commit` as our connections have it. */
  commit: string;
};

export function readStandbys(db: Queryable): Promise<Standbys> {
  return row<Standbys>(
    db,
    `select (select count(*)::int from pg_stat_replication) as count,
       trim(current_setting('synchronous_standby_names')) as names, current_setting('synchronous_commit') as commit`,
  ) as Promise<Standbys>;
}

export function standbyFinding({ count, names, commit }: Standbys): Finding {
  const standbys = count === 1 ? 'A standby follows' : `${count} standbys follow`;
  if (names !== '' && ['on', 'remote_write', 'remote_apply'].includes(commit))
    return count > 0
      ? ok(`${standbys} the database, and every commit waits for one of them: a failover loses nothing.`)
      : warning(
          'Every commit waits for a standby, and none follows the database: nothing is accepted until one does, or the setting is dropped.',
        );
  if (count === 0) return ok('No standby follows the database; what a backup does not hold is lost with its disk.');
  const remedy =
    names === ''
      ? 'Set synchronous_standby_names (Patroni: synchronous_mode: true; CloudNativePG: a synchronous section).'
      : `synchronous_commit is ${commit}: set it to on.`;
  return warning(
    `${standbys} the database, and no commit waits for it: a failover may lose the last moments, signals that were accepted, acknowledgements, and what was noted as sent, which is then sent again unmarked. ${remedy}`,
  );
}

import { type Database, row } from '../db/database.ts';
import { type Finding, fault, ok, warning } from '../doctor/check.ts';
import type { ProcessGroup } from './member.ts';
import { connectionsOf } from './pool-sizes.ts';

/** What doctor says of the processes of the start that was asked. */
export async function processFindings(db: Database, group: ProcessGroup | undefined): Promise<Finding | Finding[]> {
  if (group === undefined) return ok('One process accepts on this port.');
  const { running, endedLastHour, stuck } = group.state();
  const found: Finding[] = stuck.map((sentence) => fault(`${sentence} Pages may be late.`));
  if (running < group.wanted)
    found.push(warning(`${running} of ${group.wanted} processes accept; the others are being started.`));
  if (endedLastHour > 0)
    found.push(
      warning(
        `Within the last hour ${endedLastHour === 1 ? 'a process' : `${endedLastHour} processes`} ended unexpectedly and had to be started again; the log says how.`,
      ),
    );
  const limit = await row<{ connections: number }>(db, "select current_setting('max_connections')::int as connections");
  const needed = connectionsOf(group.wanted);
  if (needed > limit!.connections)
    found.push(
      warning(
        `${group.wanted} processes keep up to ${needed} connections, and PostgreSQL allows ${limit!.connections}: raise max_connections.`,
      ),
    );
  return found.length > 0 ? found : ok(`${running} processes accept on this port.`);
}

import { StartProblem } from '../start-problem.ts';
import { type Database, row, type Transaction } from './database.ts';
import { placeOf } from './hosts.ts';

/**
 * Refuses a pooler that gives each transaction another session: what is set or prepared on a connection would be gone.
 * One that gives each connection a session of its own is as good as none.
 * @throws StartProblem
 */
export async function requireOwnSession(db: Database, databaseUrl: string): Promise<void> {
  const one = await db.connect();
  try {
    const before = await sessionOf(one);
    // PostgreSQL tells its own number when a connection begins; a pooler makes one up.
    if (before === (one as unknown as { processID: number }).processID) return;
    const other = await db.connect();
    try {
      await other.query('begin');
      // Takes the session that the first one has given back, if it has.
      await sessionOf(other);
      if ((await sessionOf(one)) === before) return;
    } finally {
      await other.query('rollback').finally(() => other.release());
    }
  } finally {
    one.release();
  }
  throw new StartProblem(
    `EVENKEEL_DATABASE_URL: the pooler at ${placeOf(databaseUrl)} gives each transaction another session: let it pool by session (pool_mode = session), or give the address of PostgreSQL.`,
  );
}

const sessionOf = async (client: Transaction) =>
  (await row<{ pid: number }>(client, 'select pg_backend_pid() as pid'))!.pid;

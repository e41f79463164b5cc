import { poolerSentence } from '../explain-start.ts';
import { StartProblem } from '../start-problem.ts';
import { type Database, lockTimeoutMs, row } from './database.ts';

/**
 * Refuses a database whose connections do not keep what was set for them, as behind a pooler that was told to ignore it:
 * tables would not be found and waits not be bounded.
 * @throws StartProblem
 */
export async function requireOwnSession(db: Database, databaseUrl: string): Promise<void> {
  const found = await row<{ searchPath: string; lockTimeout: string }>(
    db,
    `select current_setting('search_path') as search_path,
       (extract(epoch from current_setting('lock_timeout')::interval) * 1000)::int::text as lock_timeout`,
  );
  if (found!.searchPath.startsWith('evenkeel') && found!.lockTimeout === String(lockTimeoutMs)) return;
  const { hostname, port } = new URL(databaseUrl);
  throw new StartProblem(poolerSentence(`${hostname || 'localhost'}:${port || 5432}`));
}

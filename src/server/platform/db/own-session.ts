import { poolerSentence } from '../explain-start.ts';
import { StartProblem } from '../start-problem.ts';
import { type Database, row, sessionMark } from './database.ts';
import { placeOf } from './hosts.ts';

/**
 * Refuses a database whose connections do not keep what was set on them, as behind a pooler that was told to ignore it:
 * statements that were prepared would be gone, and waits not be bounded.
 * @throws StartProblem
 */
export async function requireOwnSession(db: Database, databaseUrl: string): Promise<void> {
  const found = await row<{ mark: string | null }>(db, "select current_setting('evenkeel.session', true) as mark");
  if (found!.mark === sessionMark) return;
  throw new StartProblem(poolerSentence(placeOf(databaseUrl)));
}

import { CommandProblem } from './exit-codes.ts';
import { findHome, readVersion } from './home.ts';

type Offline = typeof import('../server/offline.ts');

/** True of all of them: a backup appears whole or not at all, and what is kept of the others is not done again. */
const beginAgain = 'It can be begun again.';

/** Runs what works on the database itself, beside a running server or without one. */
export async function withDatabase<T>(
  work: (module: Offline, options: Parameters<Offline['backUpTo']>[1]) => Promise<T>,
): Promise<T> {
  const home = findHome();
  const { readConfig } = await import('../server/config.ts');
  const config = readConfig(process.env);
  const module = await import('../server/offline.ts');
  const { isDatabaseAway } = await import('../server/platform/db/database-away.ts');
  const { explainStart } = await import('../server/platform/explain-start.ts');
  const { openLog } = await import('../server/platform/log.ts');
  const log = openLog('warn');
  try {
    return await work(module, { config, home, version: readVersion(home), log });
  } catch (error) {
    const { name, message, code } = error as Error & { code?: unknown };
    if (name === 'BackupProblem') throw new CommandProblem(message);
    if (name === 'Problem') throw new CommandProblem((error as { detail?: string }).detail ?? message);
    const explained = explainStart(error, config);
    if (explained !== error) throw explained;
    // The system or PostgreSQL said it; where in our code that was heard helps nobody at the terminal.
    if (typeof code === 'string') throw new CommandProblem(`This failed: ${message} (${code}). ${beginAgain}`);
    if (isDatabaseAway(error)) throw new CommandProblem(`The connection to the database was lost. ${beginAgain}`);
    throw error;
  }
}

import { CommandProblem } from './exit-codes.ts';
import { findHome, readVersion } from './home.ts';

type Offline = typeof import('../server/offline.ts');

/** Runs what works on the database itself, beside a running server or without one. */
export async function withDatabase<T>(
  work: (module: Offline, options: Parameters<Offline['backUpTo']>[1]) => Promise<T>,
): Promise<T> {
  const home = findHome();
  const { readConfig } = await import('../server/config.ts');
  const config = readConfig(process.env);
  const module = await import('../server/offline.ts');
  const { explainStart } = await import('../server/platform/explain-start.ts');
  const { pino } = await import('pino');
  const log = pino({ level: 'warn' }, pino.destination(2));
  try {
    return await work(module, { config, home, version: readVersion(home), log });
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'BackupProblem') throw new CommandProblem(message);
    if (name === 'Problem') throw error;
    throw explainStart(error, config);
  }
}

import { setTimeout as rest } from 'node:timers/promises';
import { databaseSentence } from '../explain-start.ts';
import { StartProblem } from '../start-problem.ts';
import { isDatabaseAway } from './database-away.ts';
import { DatabaseClient } from './hosts.ts';

export type WaitOptions = {
  /** For how long the database may be late; 0 tries once. */
  limitMs: number;
  /** Hears now and then what is being waited for. */
  progress: (sentence: string) => void;
  pauseMs?: number;
  sayEveryMs?: number;
};

/**
 * Waits until PostgreSQL takes connections: whoever starts a machine or a cluster starts everything at once.
 * What waiting does not mend (a wrong password, a database that is not there) is thrown as it is, at once.
 * @throws StartProblem when it is still out of reach after `limitMs`
 */
export async function waitForDatabase(
  databaseUrl: string,
  { limitMs, progress, pauseMs = 1_000, sayEveryMs = 5_000 }: WaitOptions,
): Promise<void> {
  const startedAt = performance.now();
  let saidAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const left = startedAt + limitMs - performance.now();
    const error = await connectOnce(databaseUrl, limitMs === 0 ? 5_000 : Math.min(5_000, Math.max(left, 100)));
    if (error === null) return;
    if (!isDatabaseAway(error) || limitMs === 0) throw error;
    const sentence = databaseSentence(error, databaseUrl) ?? `EVENKEEL_DATABASE_URL: ${error.message}.`;
    const now = performance.now();
    if (now - startedAt + pauseMs > limitMs)
      throw new StartProblem(`${sentence.replace(/\.$/, '')}; gave up after ${Math.round(limitMs / 1000)} s.`);
    if (now - saidAt >= sayEveryMs) {
      progress(`${sentence} Waiting for it, for at most ${Math.ceil((startedAt + limitMs - now) / 1000)} s more.`);
      saidAt = now;
    }
    await rest(pauseMs);
  }
}

async function connectOnce(databaseUrl: string, timeoutMs: number): Promise<Error | null> {
  const client = new DatabaseClient({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    // One that never answered has nothing to be told.
    client.end().catch(() => {});
  }
}

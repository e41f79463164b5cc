/**
 * Finds connections that nobody answers on: the server was cut off without a word, so that only time-outs would tell.
 * What waits for an answer for some seconds is asked about over a fresh connection. When that one gets no answer either,
 * or the server that answers knows nothing of the waiting ones (another one has taken its place), they are closed.
 */
import type pg from 'pg';
import { DatabaseClient } from './hosts.ts';

/** What statements fail with that waited on such a connection. */
export const noAnswer = 'The database has not answered.';

const lookEveryMs = 1_000;
const suspiciousAfterMs = 3_000;
const probeMs = 4_000;

/** Since when nothing was read although something was asked, by the monotonic clock. */
type Waiting = { bytesRead: number; since: number | null };
type Socket = { bytesRead: number; localPort?: number; destroy(error?: Error): void };

/** Watches the connections of a pool until it ends. */
export function closeSilentConnections(pool: pg.Pool, connectionString: string): void {
  const watched = new Map<pg.PoolClient, Waiting>();
  let isProbing = false;
  pool.on('connect', (client) => {
    watched.set(client, { bytesRead: socketOf(client).bytesRead, since: null });
  });
  pool.on('remove', (client) => watched.delete(client));

  const timer = setInterval(() => {
    if (pool.ended || pool.ending) return clearInterval(timer);
    const silent = [...watched].filter(([client, waiting]) => isSilent(client, waiting)).map(([client]) => client);
    if (silent.length === 0 || isProbing) return;
    isProbing = true;
    void findDead(silent, connectionString)
      .then((dead) => {
        for (const client of dead) socketOf(client).destroy(new Error(noAnswer));
      })
      .finally(() => {
        isProbing = false;
      });
  }, lookEveryMs);
  timer.unref();
}

function isSilent(client: pg.PoolClient, waiting: Waiting): boolean {
  const now = performance.now();
  const { bytesRead } = socketOf(client);
  if (!isBusy(client)) waiting.since = null;
  else if (bytesRead !== waiting.bytesRead) waiting.since = now;
  waiting.since ??= isBusy(client) ? now : null;
  waiting.bytesRead = bytesRead;
  return waiting.since !== null && now - waiting.since > suspiciousAfterMs;
}

async function findDead(silent: pg.PoolClient[], connectionString: string): Promise<pg.PoolClient[]> {
  const before = new Map(silent.map((client) => [client, socketOf(client).bytesRead]));
  const isKnown = await knownToServer(silent.map(processIdOf), connectionString);
  return silent.filter((client) => socketOf(client).bytesRead === before.get(client) && !isKnown(client));
}

/** Which of our sessions the server that answers now has; all of them when it only has no room for another. */
async function knownToServer(
  processIds: number[],
  connectionString: string,
): Promise<(client: pg.PoolClient) => boolean> {
  const probe = new DatabaseClient({
    connectionString,
    application_name: 'evenkeel probe',
    connectionTimeoutMillis: probeMs,
    query_timeout: probeMs,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), probeMs);
  });
  try {
    const asking = probe
      .connect()
      .then(() =>
        probe.query<{ pid: number; port: number | null }>(
          'select pid, client_port as port from pg_stat_activity where pid = pg_backend_pid() or pid = any ($1::int[])',
          [processIds],
        ),
      );
    asking.catch(() => {});
    const portOf = new Map((await Promise.race([asking, late])).rows.map(({ pid, port }) => [pid, port]));
    const { processID, connection } = inside(probe);
    // A pooler in between numbers sessions by itself: that it answers has to do.
    if (!portOf.has(processID)) return () => true;
    // Another server numbers its processes alike. Where nothing in between changes ports they tell its session from ours.
    const hasPorts = portOf.get(processID) === connection.stream.localPort;
    return (client) =>
      portOf.has(processIdOf(client)) && (!hasPorts || portOf.get(processIdOf(client)) === socketOf(client).localPort);
  } catch (error) {
    const hasAnswered = (error as { severity?: string }).severity !== undefined;
    return () => hasAnswered;
  } finally {
    clearTimeout(timer);
    probe.end().catch(() => {});
  }
}

// The driver has these and its types leave them out.
type Inside = {
  connection: { stream: Socket };
  processID: number;
  _activeQuery: unknown;
  _sentQueryQueue: unknown[];
};
const inside = (client: pg.ClientBase) => client as unknown as Inside;
const socketOf = (client: pg.PoolClient) => inside(client).connection.stream;
const processIdOf = (client: pg.PoolClient) => inside(client).processID;
const isBusy = (client: pg.PoolClient) =>
  Boolean(inside(client)._activeQuery) || inside(client)._sentQueryQueue.length > 0;

/**
 * The one way to PostgreSQL. Plain SQL in, camelCase rows out, every wait bounded.
 * A query that outlives its statement timeout, or a transaction left idle, is ended by the server.
 */
import pg from 'pg';
import { DatabaseClient, type DatabaseClientConfig } from './hosts.ts';
import { closeSilentConnections, noAnswer } from './silent-connections.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
/** `int8[]`, which the library's names leave out. */
const int8Array = 1016 as Parameters<typeof pg.types.setTypeParser>[0];
const readTexts: (text: string) => (string | null)[] = pg.types.getTypeParser(int8Array);
pg.types.setTypeParser(int8Array, (text) => readTexts(text).map((each) => (each === null ? null : Number(each))));

/** What SQL runs on: the pool or one transaction. */
export type Queryable = {
  query(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult>;
};
export type Database = pg.Pool;
export type Transaction = pg.PoolClient;

export type DatabaseOptions = {
  url: string;
  max: number;
  /** Shows up in pg_stat_activity, so that a stuck session can be told apart. */
  applicationName: string;
  statementTimeoutMs?: number;
  /** How long a transaction may think between two statements; short, because nobody else gets what it has locked. */
  idleInTransactionMs?: number | undefined;
  /**
   * Plans each named statement once for all values instead of anew for each of the first five: planning takes several
   * times as long as running it. Only where every statement finds its rows by one index, whatever the values are.
   */
  planOnce?: boolean | undefined;
  /** Keeps idle connections for an hour, with what was set up on them. */
  keepsIdle?: boolean;
  /** Where names without a schema are looked up, behind temporary tables. */
  searchPath?: string;
  onError?: (error: Error) => void;
};

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    Client: DatabaseClient as unknown as new () => pg.Client,
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: options.keepsIdle ? 0 : 60_000,
    // No vacuum reaches temporary tables: kept for months, they would bring PostgreSQL near the end of its transaction ids.
    maxLifetimeSeconds: options.keepsIdle ? 3_600 : 0,
    query_timeout: (options.statementTimeoutMs ?? 15_000) + 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Statements of one connection are sent without waiting for the answer to the one before.
    pipeline: true,
    session: {
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      // What a paused process has locked is free well before another node must have taken over, and before those who
      // wait for it give up.
      idle_in_transaction_session_timeout: options.idleInTransactionMs ?? 4_000,
      lock_timeout: 5_000,
      search_path: options.searchPath ?? 'evenkeel,public',
      timezone: 'UTC',
      // Compiling a statement takes longer than any of ours may run.
      jit: 'off',
      ...(options.planOnce && { plan_cache_mode: 'force_generic_plan' }),
    },
  } as pg.PoolConfig & Pick<DatabaseClientConfig, 'session'>);
  pool.on('error', (error) => {
    // Whoever logs the error must not log the password and the key of the session, which the pool's client holds.
    delete (error as { client?: unknown }).client;
    options.onError?.(error);
  });
  dropIdleWhenOneIsDead(pool);
  closeSilentConnections(pool, options.url);
  return pool;
}

/**
 * Where one connection got no answer, a firewall or a failover has likely swallowed the others as well. Each idle one
 * would cost the next who takes it a whole timeout, so all of them go at once.
 */
function dropIdleWhenOneIsDead(pool: Database): void {
  const idle = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => idle.delete(client));
  pool.on('remove', (client) => idle.delete(client));
  pool.on('release', (error, client) => {
    if (!error) idle.add(client);
    else if (gotNoAnswer(error)) {
      for (const other of [...idle]) other.emit('error', new Error('Dropped, because another connection is dead.'));
    }
  });
}

/** All rows; column names turned from snake_case to camelCase. */
export async function rows<T>(db: Queryable, sql: string, values: unknown[] = []): Promise<T[]> {
  const result = await db.query(sql, values);
  return result.rows.map((row) => camelCaseKeys(row)) as T[];
}

/** The first row, or null. */
export async function row<T>(db: Queryable, sql: string, values: unknown[] = []): Promise<T | null> {
  return (await rows<T>(db, sql, values))[0] ?? null;
}

/**
 * As `rows`, for a statement that runs many times a second: each connection parses and plans it once.
 * `name` belongs to this one text.
 */
export async function preparedRows<T>(db: Queryable, name: string, text: string, values: unknown[] = []): Promise<T[]> {
  const result = await db.query({ name, text, values });
  return result.rows.map((row) => camelCaseKeys(row)) as T[];
}

/** Runs a statement and says how many rows it touched. */
export async function run(db: Queryable, sql: string, values: unknown[] = []): Promise<number> {
  return (await db.query(sql, values)).rowCount ?? 0;
}

const unread = new WeakSet<object>();

/**
 * Runs a statement whose answer nobody reads. Whoever runs very many on one connection may go on before it has come.
 */
export async function send(db: Queryable, statement: pg.QueryConfig): Promise<void> {
  unread.add(statement);
  await db.query(statement);
}

/** Whether it was given to `send`. */
export function isUnread(statement: string | pg.QueryConfig): boolean {
  return typeof statement !== 'string' && unread.has(statement);
}

const retryable = new Set(['40001', '40P01']);
const transactionHasFailed = '25P02';

/**
 * Runs `work` in one transaction. Serialisation failures and deadlocks are tried again (three times in all);
 * `work` must therefore keep its side effects inside the transaction.
 * Called with a transaction, it joins it: `work` is undone alone when it throws, and kept when the outer one commits.
 */
export async function transaction<T>(db: Database | Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!(db instanceof pg.Pool)) return joined(db, work);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work);
    } catch (error) {
      if (attempt < 3 && retryable.has((error as { code?: string }).code ?? '')) continue;
      throw error;
    }
  }
}

async function once<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await db.connect();
  let broken: Error | undefined;
  try {
    // `begin` travels with the first statement, the last statements with `commit`: each answer waited for is time.
    withCommit(client, client.query('begin'));
    const result = await work(client);
    const committing = client.query('commit');
    withCommit(client, committing);
    await answersOf(client);
    // The server answers a commit after a failure that nobody reported with a rollback.
    if ((await committing).command !== 'COMMIT') throw new Error('The transaction was rolled back.');
    endWith(client, true);
    return result;
  } catch (error) {
    // A connection that did not answer will not answer a rollback either; closing it undoes the same.
    const failures = await failuresOf(client);
    broken = [error, ...failures].find(gotNoAnswer);
    if (!broken) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
    }
    // That the transaction has failed already says nothing; why it failed decides about trying again.
    throw (error as { code?: string }).code === transactionHasFailed ? (failures[0] ?? error) : error;
  } finally {
    endWith(client, false);
    client.release(broken);
  }
}

const unanswered = new WeakMap<Transaction, Promise<unknown>[]>();

/**
 * Leaves a statement of a transaction under way: its answer is waited for together with the one to the commit, and its
 * failure is the transaction's. Only for statements whose answer decides nothing.
 */
export function withCommit(tx: Transaction, statement: Promise<unknown>): void {
  statement.catch(() => {});
  const running = unanswered.get(tx);
  if (running) running.push(statement);
  else unanswered.set(tx, [statement]);
}

type EndOfTransaction = (isCommitted: boolean) => void;

const ends = new WeakMap<Transaction, EndOfTransaction[]>();

/**
 * Tells when the transaction has ended: committed, or undone or lost, also when only the part of it that asked was
 * undone. Only for what this process does afterwards; `tell` must not throw.
 */
export function onEnd(tx: Transaction, tell: EndOfTransaction): void {
  const waiting = ends.get(tx);
  if (waiting) waiting.push(tell);
  else ends.set(tx, [tell]);
}

/** @param after how many were waiting before the part that has ended began */
function endWith(tx: Transaction, isCommitted: boolean, after = 0): void {
  for (const tell of ends.get(tx)?.splice(after) ?? []) tell(isCommitted);
}

/** Answers come in the order of the statements, so the first failure is the cause of all others. */
async function answersOf(tx: Transaction): Promise<void> {
  for (const statement of unanswered.get(tx) ?? []) await statement;
  unanswered.delete(tx);
}

async function failuresOf(tx: Transaction): Promise<unknown[]> {
  const ended = await Promise.allSettled(unanswered.get(tx) ?? []);
  unanswered.delete(tx);
  return ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
}

/** The server or the way to it is gone: the driver gave up waiting, or we did before it. */
function gotNoAnswer(error: unknown): error is Error {
  return error instanceof Error && (error.message === 'Query read timeout' || error.message === noAnswer);
}

/** What begins and ends a part that can be undone alone. */
export const savepoint = { begin: 'savepoint part', end: 'release savepoint part' };

/** A part of a running transaction; the outermost one decides about trying again. */
async function joined<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  await answersOf(tx);
  await tx.query(savepoint.begin);
  const waitingForEnd = ends.get(tx)?.length ?? 0;
  try {
    const result = await work(tx);
    await answersOf(tx);
    await tx.query(savepoint.end);
    return result;
  } catch (error) {
    unanswered.delete(tx);
    endWith(tx, false, waitingForEnd);
    // When this fails too, the connection is lost, and the first error says more.
    if (!gotNoAnswer(error)) await tx.query('rollback to savepoint part; release savepoint part').catch(() => {});
    throw error;
  }
}

const camelNames = new Map<string, string>();

function camelCaseKeys(row: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key in row) {
    let name = camelNames.get(key);
    if (name === undefined) {
      name = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      camelNames.set(key, name);
    }
    result[name] = row[key];
  }
  return result;
}

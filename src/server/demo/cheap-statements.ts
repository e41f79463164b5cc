/**
 * Makes thousands of small statements cheap on one connection: each kind is parsed and planned once, those whose answer
 * nobody reads travel together with the next one that is read, large ones run while the story goes on, and no part can be
 * undone alone. PostgreSQL runs them in the order they were sent all the same.
 */
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type pg from 'pg';
import { isUnread, type Queryable, savepoint, send, type Transaction } from '../platform/db/database.ts';

const large = new WeakSet<object>();

/** As `send`, for a statement that is large enough to run beside what comes next. */
export function sendLarge(tx: Queryable, statement: pg.QueryConfig): Promise<void> {
  large.add(statement);
  return send(tx, statement);
}

/** Whatever fails fails the whole, so there is nothing to go back to. */
const needless = new Set(Object.values(savepoint));
const nothing = { rows: [], rowCount: 0, command: '', oid: 0, fields: [] } as unknown as pg.QueryResult;

/** Runs `work` on the transaction's connection, which must be one that pipelines. What failed unwaited for fails the next statement, and `work`. */
export async function withCheapStatements<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  const names = new Map<string, string>();
  const query = tx.query.bind(tx) as (config: unknown) => Promise<pg.QueryResult>;
  const { stream } = (tx as unknown as { connection: { stream: Socket } }).connection;
  let failure: Error | null = null;
  let isHeldBack = false;
  const letGo = () => {
    if (isHeldBack) stream.uncork();
    isHeldBack = false;
  };
  const prepared = async (config: string | pg.QueryConfig, values?: unknown[]) => {
    if (failure) throw failure;
    const { text, ...rest } = typeof config === 'string' ? { text: config, values } : config;
    if (needless.has(text)) return nothing;
    const isLarge = typeof config !== 'string' && large.has(config);
    const waits = !isUnread(config);
    if (!waits && !isLarge && !isHeldBack) {
      stream.cork();
      isHeldBack = true;
    }
    const answer = query({ ...rest, text, name: rest.values === undefined ? undefined : nameOf(text, names) });
    if (waits || isLarge) letGo();
    if (waits) return answer;
    answer.catch((error: Error) => {
      failure ??= error;
    });
    return nothing;
  };
  tx.query = prepared as unknown as typeof tx.query;
  try {
    // What was an empty table when it was planned soon is none; plans by index are right for both.
    await tx.query(
      'set local plan_cache_mode = force_generic_plan; set local jit = off; set local enable_seqscan = off',
    );
    const result = await work();
    await tx.query('select');
    if (failure) throw failure;
    return result;
  } finally {
    letGo();
    // The method of the class shows again.
    delete (tx as Partial<Transaction>).query;
  }
}

function nameOf(text: string, names: Map<string, string>): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `demo ${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}

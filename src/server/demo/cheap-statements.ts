/**
 * Makes thousands of small statements cheap on one connection: each kind is parsed and planned once, those whose answer
 * nobody reads travel together with the next one that is read, large ones run while the story goes on, and no part can be
 * undone alone. PostgreSQL runs them in the order they were sent all the same.
 */
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Transaction } from '../platform/db/database.ts';

const unread =
  /^(select set_config|select from incidents where id = \$1 for update|insert into events |(delete from|insert into) incident_timers )/;
/** Unread as well, and large enough to run beside what comes next. */
const large =
  /^(insert into (signals \(|pages \(id, |page_alerts \()|update alerts a set |with given as materialized |insert into events \(at, )/;
/** Whatever fails fails the whole, so there is nothing to go back to. */
const needless = /^(release )?savepoint part$/;
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
    if (needless.test(text)) return nothing;
    const send = () => query({ ...rest, text, name: rest.values === undefined ? undefined : nameOf(text, names) });
    const isLarge = large.test(text);
    const isUnread = isLarge || unread.test(text);
    if (isUnread && !isLarge && !isHeldBack) {
      stream.cork();
      isHeldBack = true;
    }
    const answer = send();
    if (!isUnread || isLarge) letGo();
    if (!isUnread) return answer;
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

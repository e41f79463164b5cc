/**
 * Forgets what nobody needs of pages and of Evenkeel's own event rows after their time, in small steps on the
 * connections of the API, so that paging never waits for it.
 */
import type { Logger } from 'pino';
import { type Database, transaction } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { beginForgetting, forgetEvents, forgetInbound, forgetPages } from './store.ts';

const napMs = 60_000;
const betweenSweepsMs = 24 * 3_600_000;
const afterFailureMs = 10 * 60_000;

/** A node that cannot forget still pages: a failure is logged and tried again later, and the node stays ready. */
export function startForgetting(db: Database, log: Logger, readDays: () => Promise<number>): Loop {
  const step = sweepHistory(db, readDays);
  let dueAt = 0;
  const restFor = (milliseconds: number) => {
    dueAt = performance.now() + milliseconds;
    return false;
  };
  const work = async () => {
    if (performance.now() < dueAt) return false;
    try {
      return (await step()) || restFor(betweenSweepsMs);
    } catch (error) {
      log.warn({ err: error }, 'old history could not be forgotten');
      return restFor(afterFailureMs);
    }
  };
  return startLoop({ name: 'history retention', pauseMs: napMs, log, work });
}

/**
 * One bounded step a call, where the last one ended: through the pages, then through the events. False at the end; the
 * next call begins anew, because what was still open may be over by then.
 */
export function sweepHistory(db: Database, readDays: () => Promise<number>): () => Promise<boolean> {
  let forget = forgetPages;
  let after = 0;
  return async () => {
    const days = await readDays();
    return transaction(db, async (tx) => {
      if (!(await beginForgetting(tx))) return false;
      if (after === 0) await forgetInbound(tx);
      const next = await forget(tx, { days, after });
      const isEnd = next === null && forget === forgetEvents;
      if (next === null) forget = forget === forgetPages ? forgetEvents : forgetPages;
      after = next ?? 0;
      return !isEnd;
    });
  };
}

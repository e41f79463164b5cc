/**
 * Forgets what nobody needs of pages and of Evenkeel's own event rows after their time, in small steps on the
 * connections of the API, so that paging never waits for it.
 */
import type { Logger } from 'pino';
import { type Database, transaction } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { beginForgetting, forgetEvents, forgetPages } from './store.ts';

export function startForgetting(db: Database, log: Logger, days: number): Loop {
  return startLoop({ name: 'history retention', pauseMs: 6 * 3_600_000, log, work: sweepHistory(db, days) });
}

/**
 * One bounded step a call, where the last one ended: through the pages, then through the events. False at the end; the
 * next call begins anew, because what was still open may be over by then.
 */
export function sweepHistory(db: Database, days: number): () => Promise<boolean> {
  let forget = forgetPages;
  let after = 0;
  return () =>
    transaction(db, async (tx) => {
      if (!(await beginForgetting(tx))) return false;
      const next = await forget(tx, { days, after });
      const isEnd = next === null && forget === forgetEvents;
      if (next === null) forget = forget === forgetPages ? forgetEvents : forgetPages;
      after = next ?? 0;
      return !isEnd;
    });
}

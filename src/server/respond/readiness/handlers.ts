import type { Logger } from 'pino';
import * as contract from '../../../contract/respond/readiness.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { readinessCsv, readServiceReadiness, refreshReadiness } from './actions.ts';
import { listReadiness } from './store.ts';

/** `hasMail`: the installation can send e-mail. */
export function readinessHandlers(hasMail: boolean): Handler[] {
  return [
    implement(contract.listReadiness, (ctx, { query: { limit, cursor, ...filter } }) =>
      listReadiness(ctx.db, filter, limit, cursor),
    ),
    implement(contract.readServiceReadiness, (ctx, { params }) => readServiceReadiness(ctx.db, hasMail, params.id)),
    implement(contract.exportReadiness, (ctx, { reply }) => {
      reply.header('content-disposition', 'attachment; filename="readiness.csv"');
      return readinessCsv(ctx.db);
    }),
  ];
}

export function startRefreshingReadiness(db: Database, log: Logger, hasMail: boolean): Loop {
  return startLoop({
    name: 'readiness',
    pauseMs: 60_000,
    log,
    async work() {
      await refreshReadiness(db, hasMail);
      return false;
    },
  });
}

import type { Logger } from 'pino';
import * as contract from '../../../contract/respond/readiness.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { type PracticeCheck, withPractised } from '../practice.ts';
import { readinessCsv, readServiceReadiness, refreshReadiness } from './actions.ts';
import { listPeopleReadiness } from './people.ts';
import { listUnroutedSources, withLeading } from './routing.ts';
import { listReadiness } from './store.ts';
import { listTeamReadiness } from './teams.ts';

/** `hasMail`: the installation can send e-mail. */
export function readinessHandlers(hasMail: boolean, practice: PracticeCheck): Handler[] {
  return [
    implement(contract.listReadiness, async (ctx, { query: { limit, cursor, ...filter } }) => {
      const { items, nextCursor } = await listReadiness(ctx.db, filter, limit, cursor);
      return { items: await withPractised(ctx.db, practice, await withLeading(ctx.db, items)), nextCursor };
    }),
    implement(contract.listUnroutedSources, async (ctx) => ({ items: await listUnroutedSources(ctx.db) })),
    implement(contract.readServiceReadiness, async (ctx, { params }) => {
      const readiness = await readServiceReadiness(ctx.db, hasMail, params.id);
      return (await withPractised(ctx.db, practice, [readiness]))[0]!;
    }),
    implement(contract.listPeopleReadiness, (ctx, { query: { limit, cursor, ...filter } }) =>
      listPeopleReadiness(ctx.db, hasMail, filter, limit, cursor),
    ),
    implement(contract.listTeamReadiness, (ctx, { query: { limit, cursor, ...filter } }) =>
      listTeamReadiness(ctx.db, practice, filter, limit, cursor),
    ),
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

import * as contract from '../../../contract/respond/pages/test-pages.ts';
import { requirePerson } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { listTestPages } from './store.ts';

/** `wake` starts the engine at once after a change that asks people. */
export function testPageHandlers(wake: () => void): Handler[] {
  const woken = async <T>(change: Promise<T>) => {
    const result = await change;
    wake();
    return result;
  };
  return [
    implement(contract.sendTestPages, (ctx, { body }) => woken(actions.sendTestPages(ctx, body.target))),
    implement(contract.sendMyTestPage, async (ctx) =>
      woken(actions.sendTestPages(ctx, { kind: 'person', id: requirePerson(ctx) })),
    ),
    implement(contract.listTestPages, (ctx, { query: { limit, cursor, ...filter } }) =>
      listTestPages(ctx.db, filter, limit, cursor),
    ),
    implement(contract.readTestPageSettings, (ctx) => actions.readTestPageSettings(ctx.db)),
    implement(contract.updateTestPageSettings, (ctx, { body, ifMatch }) =>
      actions.updateTestPageSettings(ctx, body, ifMatch),
    ),
  ];
}

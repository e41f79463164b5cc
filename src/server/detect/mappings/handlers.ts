import * as contract from '../../../contract/detect/mapping.ts';
import type { Context } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as tables from '../lookup-tables/actions.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import * as actions from './actions.ts';
import { tryMapping } from './trial.ts';

export function mappingHandlers(rulebook: RulebookCache): Handler[] {
  /** So that the next signal to this node is already mapped so; the others look within a second. */
  const seen = async <T>(ctx: Context, result: T): Promise<T> => {
    await rulebook.current(ctx.db);
    return result;
  };
  return [
    implement(contract.getSourceMapping, (ctx, { params }) => actions.getMapping(ctx, params.id)),
    implement(contract.updateSourceMapping, async (ctx, { params, body, ifMatch }) =>
      seen(ctx, await actions.updateMapping(ctx, params.id, body.rules, ifMatch)),
    ),
    implement(contract.tryMapping, (ctx, { params, body }) => tryMapping(ctx, rulebook, params.id, body)),
    implement(contract.listLookupTables, (ctx) => tables.listTables(ctx)),
    implement(contract.getLookupTable, (ctx, { params }) => tables.getTable(ctx, params.id)),
    implement(contract.createLookupTable, async (ctx, { body }) => seen(ctx, await tables.createTable(ctx, body))),
    implement(contract.updateLookupTable, async (ctx, { params, body, ifMatch }) =>
      seen(ctx, await tables.updateTable(ctx, params.id, body, ifMatch)),
    ),
    implement(contract.deleteLookupTable, async (ctx, { params }) =>
      seen(ctx, await tables.deleteTable(ctx, params.id)),
    ),
  ];
}

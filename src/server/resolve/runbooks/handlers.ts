import * as contract from '../../../contract/resolve/runbooks.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as runs from './runs.ts';
import { listVersions } from './store.ts';

export const runbookHandlers: Handler[] = [
  implement(contract.listRunbooks, (ctx, { query: { limit, cursor, ...filter } }) =>
    actions.listRunbooks(ctx.db, filter, limit, cursor),
  ),
  implement(contract.getRunbook, (ctx, { params }) => actions.readRunbook(ctx.db, params.id)),
  implement(contract.createRunbook, (ctx, { body }) => actions.createRunbook(ctx, body)),
  implement(contract.updateRunbook, (ctx, { params, body, ifMatch }) =>
    actions.updateRunbook(ctx, params.id, body, ifMatch),
  ),
  implement(contract.deleteRunbook, (ctx, { params }) => actions.deleteRunbook(ctx, params.id)),
  implement(contract.listRunbookVersions, async (ctx, { params, query }) => {
    await actions.readRunbook(ctx.db, params.id);
    return listVersions(ctx.db, params.id, query.limit, query.cursor);
  }),
  implement(contract.getRunbookVersion, (ctx, { params }) => actions.readVersion(ctx.db, params.id, params.version)),
  implement(contract.reviewRunbook, (ctx, { params, body }) =>
    actions.reviewRunbook(ctx, params.id, body.verdict, body.note),
  ),
  implement(contract.listIncidentRunbooks, (ctx, { params }) => runs.listIncidentRunbooks(ctx.db, params.id)),
  implement(contract.openRunbook, (ctx, { params, body }) => runs.openRunbook(ctx, params.id, body.runbookId)),
  implement(contract.tickRunbookStep, (ctx, { params, body }) =>
    runs.tickStep(ctx, params.id, params.stepId, body.done),
  ),
];

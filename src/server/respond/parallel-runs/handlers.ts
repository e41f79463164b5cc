import * as contract from '../../../contract/respond/parallel-runs.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

/** `wake` starts the paging engine at once after a cut-over. */
export const parallelRunHandlers = (wake: () => void): Handler[] => [
  implement(contract.listParallelRuns, (ctx, { query }) => actions.listRuns(ctx, query.state)),
  implement(contract.startParallelRun, (ctx, { body }) => actions.startRun(ctx, body)),
  implement(contract.extendParallelRun, (ctx, { params, body, ifMatch }) =>
    actions.extendRun(ctx, params.id, body.askAt, ifMatch),
  ),
  implement(contract.endParallelRun, async (ctx, { params }) => {
    const ended = await actions.endRun(ctx, params.id);
    wake();
    return ended;
  }),
  implement(contract.listKeptPages, (ctx, { params, query }) =>
    actions.listKept(ctx, params.id, query.limit, query.cursor),
  ),
];

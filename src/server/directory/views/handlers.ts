import * as contract from '../../../contract/directory/views.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const viewHandlers: Handler[] = [
  implement(contract.listViews, (ctx, { query }) => actions.listViews(ctx, query.list)),
  implement(contract.getView, (ctx, { params }) => actions.getView(ctx, params.id)),
  implement(contract.createView, (ctx, { body }) => actions.createView(ctx, body)),
  implement(contract.updateView, (ctx, { params, body, ifMatch }) => actions.updateView(ctx, params.id, body, ifMatch)),
  implement(contract.deleteView, (ctx, { params }) => actions.deleteView(ctx, params.id)),
  implement(contract.restoreView, (ctx, { params }) => actions.restoreView(ctx, params.id)),
  implement(contract.chooseDefaultView, (ctx, { params, body }) =>
    actions.chooseDefault(ctx, params.list, body.viewId),
  ),
];

import * as contract from '../../../contract/directory/services.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { listServices } from './store.ts';

export const serviceHandlers: Handler[] = [
  implement(contract.listServices, (ctx, { query }) => listServices(ctx.db, query)),
  implement(contract.getService, (ctx, { params }) => actions.getService(ctx, params.id)),
  implement(contract.createService, (ctx, { body }) => actions.createService(ctx, body)),
  implement(contract.updateService, (ctx, { params, body, ifMatch }) =>
    actions.updateService(ctx, params.id, body, ifMatch),
  ),
  implement(contract.deleteService, (ctx, { params }) => actions.deleteService(ctx, params.id)),
];

import * as contract from '../../../contract/detect/routes.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { previewRoute } from './preview.ts';

export const routeHandlers: Handler[] = [
  implement(contract.listRoutes, (ctx) => actions.listRoutes(ctx)),
  implement(contract.getRoute, (ctx, { params }) => actions.getRoute(ctx, params.id)),
  implement(contract.createRoute, (ctx, { body }) => actions.createRoute(ctx, body)),
  implement(contract.updateRoute, (ctx, { params, body, ifMatch }) =>
    actions.updateRoute(ctx, params.id, body, ifMatch),
  ),
  implement(contract.deleteRoute, (ctx, { params }) => actions.deleteRoute(ctx, params.id)),
  implement(contract.orderRoutes, (ctx, { body }) => actions.orderRoutes(ctx, body)),
  implement(contract.previewRoute, (ctx, { body }) => previewRoute(ctx, body)),
];

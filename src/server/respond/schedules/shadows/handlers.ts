import * as contract from '../../../../contract/respond/schedules/shadows.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { addShadow, listShadows, removeShadow } from './shadows.ts';

export const shadowHandlers: Handler[] = [
  implement(contract.listShadows, (ctx, { params, query }) => listShadows(ctx, params.id, query)),
  implement(contract.addShadow, (ctx, { params, body }) => addShadow(ctx, params.id, body)),
  implement(contract.removeShadow, (ctx, { params }) => removeShadow(ctx, params.id, params.shadowId)),
];

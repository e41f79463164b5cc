import * as contract from '../../../contract/program/drills.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import type { SendSignal } from './injects.ts';

export const drillHandlers = (send: SendSignal): Handler[] => [
  implement(contract.listDrillScenarios, (ctx) => actions.readLibrary(ctx)),
  implement(contract.listDrills, (ctx, { query }) => actions.listDrills(ctx, query)),
  implement(contract.planDrill, (ctx, { body }) => actions.planDrill(ctx, body)),
  implement(contract.getDrill, (ctx, { params }) => actions.getDrill(ctx, params.id)),
  implement(contract.startDrill, (ctx, { params }) => actions.startDrill(ctx, params.id, send)),
  implement(contract.tellDrillInject, (ctx, { params }) =>
    actions.tellInjectNow(ctx, params.id, params.position, send),
  ),
  implement(contract.markDrill, (ctx, { params, body, ifMatch }) => actions.markDrill(ctx, params.id, body, ifMatch)),
  implement(contract.finishDrill, (ctx, { params }) => actions.finishDrill(ctx, params.id, send)),
  implement(contract.cancelDrill, (ctx, { params }) => actions.cancelDrill(ctx, params.id, send)),
];

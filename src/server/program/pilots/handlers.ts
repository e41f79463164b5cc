import * as contract from '../../../contract/program/pilots.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const pilotHandlers: Handler[] = [
  implement(contract.listPilots, (ctx, { query }) => actions.listPilots(ctx, query)),
  implement(contract.createPilot, (ctx, { body }) => actions.createPilot(ctx, body)),
  implement(contract.getPilot, (ctx, { params }) => actions.getPilot(ctx, params.id)),
  implement(contract.setPilotSponsor, (ctx, { params, body, ifMatch }) =>
    actions.setSponsor(ctx, params.id, body.sponsor, ifMatch),
  ),
  implement(contract.updateMilestone, (ctx, { params, body, ifMatch }) =>
    actions.updateMilestone(ctx, params.id, params.key, body, ifMatch),
  ),
  implement(contract.tickMilestoneItem, (ctx, { params, body }) =>
    actions.tickItem(ctx, params.id, params.key, params.position, body.isDone),
  ),
  implement(contract.endPilot, (ctx, { params, body }) => actions.endPilot(ctx, params.id, body.outcome, body.note)),
];

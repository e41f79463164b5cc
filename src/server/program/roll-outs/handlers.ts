import { readRollOutImpact } from '../../../contract/program/plans/impact.ts';
import * as contract from '../../../contract/program/plans/roll-outs.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const rollOutHandlers: Handler[] = [
  implement(contract.listRollOuts, (ctx, { query }) => actions.listRollOuts(ctx, query)),
  implement(contract.getRollOut, (ctx, { params }) => actions.getRollOut(ctx, params.id)),
  implement(contract.proposeRollOut, (ctx, { params }) => actions.proposeRollOut(ctx, params.id)),
  implement(contract.createRollOut, (ctx, { body }) => actions.createRollOut(ctx, body)),
  implement(contract.updateRollOut, (ctx, { params, body, ifMatch }) =>
    actions.updateRollOut(ctx, params.id, body, ifMatch),
  ),
  implement(contract.moveWave, (ctx, { params, body, ifMatch }) =>
    actions.moveWave(ctx, params.id, params.number, body.startsOn, ifMatch),
  ),
  implement(readRollOutImpact, (ctx, { params }) => actions.readRollOutImpact(ctx, params.id)),
  implement(contract.addToWave, (ctx, { params, body }) =>
    actions.addToWave(ctx, params.id, params.number, body.teamId),
  ),
  implement(contract.stopRollOut, (ctx, { params, body }) => actions.stopRollOut(ctx, params.id, body.note)),
];

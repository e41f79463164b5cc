import * as contract from '../../../contract/program/decisions.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const decisionHandlers: Handler[] = [
  implement(contract.listDecisions, (ctx, { query }) => actions.listDecisions(ctx, query)),
  implement(contract.getDecision, (ctx, { params }) => actions.getDecision(ctx, params.id)),
  implement(contract.createDecision, (ctx, { body }) => actions.createDecision(ctx, body)),
  implement(contract.updateDecision, (ctx, { params, body, ifMatch }) =>
    actions.updateDecision(ctx, params.id, body, ifMatch),
  ),
];

import * as contract from '../../../contract/measure/noisy-alerts.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const noiseHandlers: Handler[] = [
  implement(contract.listNoisyAlerts, (ctx, { query }) => actions.listNoisyAlerts(ctx, query)),
  implement(contract.listAlertRetirements, (ctx, { query }) => actions.listRetirements(ctx, query)),
  implement(contract.proposeRetirement, (ctx, { body }) => actions.proposeRetirement(ctx, body)),
  implement(contract.decideRetirement, (ctx, { params, body }) => actions.decideRetirement(ctx, params.id, body)),
];

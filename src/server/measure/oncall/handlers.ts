import * as contract from '../../../contract/measure/oncall.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { listPersonalLoads, readOncallLoad, readPersonalLoad } from './actions.ts';
import { loadOncallHours, updateOncallHours } from './hours.ts';

export const oncallHandlers: Handler[] = [
  implement(contract.readOncallLoad, (ctx, { query }) => readOncallLoad(ctx, query)),
  implement(contract.listPersonalLoads, (ctx, { query }) => listPersonalLoads(ctx, query)),
  implement(contract.readPersonalLoad, (ctx, { params, query }) => readPersonalLoad(ctx, params.id, query)),
  implement(contract.getOncallHours, (ctx) => loadOncallHours(ctx.db)),
  implement(contract.updateOncallHours, (ctx, { body, ifMatch }) => updateOncallHours(ctx, body, ifMatch)),
];

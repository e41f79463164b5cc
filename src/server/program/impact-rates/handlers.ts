import * as contract from '../../../contract/program/costs/impact-rates.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readImpactRates, updateImpactRates } from './actions.ts';

export const impactRateHandlers: Handler[] = [
  implement(contract.readImpactRates, (ctx) => readImpactRates(ctx.db)),
  implement(contract.updateImpactRates, (ctx, { body, ifMatch }) => updateImpactRates(ctx, body, ifMatch)),
];

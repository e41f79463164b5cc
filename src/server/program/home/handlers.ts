import * as contract from '../../../contract/program/program.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readCosts, updateCosts } from '../settings/costs.ts';
import { readBenchmarks, resetReference, updateReference } from '../settings/reference.ts';
import { listComparisons, readProgram } from './actions.ts';

export const programHandlers: Handler[] = [
  implement(contract.readProgram, (ctx) => readProgram(ctx)),
  implement(contract.listComparisons, (ctx) => listComparisons(ctx)),
  implement(contract.readReferenceValues, (ctx) => readBenchmarks(ctx.db)),
  implement(contract.updateReferenceValues, (ctx, { body, ifMatch }) => updateReference(ctx, body, ifMatch)),
  implement(contract.resetReferenceValues, (ctx) => resetReference(ctx)),
  implement(contract.readCosts, (ctx) => readCosts(ctx.db)),
  implement(contract.updateCosts, (ctx, { body, ifMatch }) => updateCosts(ctx, body, ifMatch)),
];

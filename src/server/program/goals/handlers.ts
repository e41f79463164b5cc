import * as contract from '../../../contract/program/goals.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const goalHandlers: Handler[] = [
  implement(contract.listGoalMeasures, async () => actions.listMeasures()),
  implement(contract.readGoalMeasure, (ctx, { params, query }) => actions.previewMeasure(ctx, params.key, query)),
  implement(contract.listGoals, (ctx, { query }) => actions.listGoals(ctx, query)),
  implement(contract.createGoal, (ctx, { body }) => actions.createGoal(ctx, body)),
  implement(contract.getGoal, (ctx, { params }) => actions.getGoal(ctx, params.id)),
  implement(contract.updateGoal, (ctx, { params, body, ifMatch }) => actions.updateGoal(ctx, params.id, body, ifMatch)),
  implement(contract.freezeGoalBaseline, (ctx, { params, body }) => actions.freezeBaseline(ctx, params.id, body)),
  implement(contract.dropGoal, (ctx, { params, body }) => actions.dropGoal(ctx, params.id, body.reason)),
];

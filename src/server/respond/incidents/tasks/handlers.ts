import * as contract from '../../../../contract/respond/incidents/tasks.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const taskHandlers: Handler[] = [
  implement(contract.addIncidentTask, (ctx, { params, body }) => actions.addTask(ctx, params.id, body)),
  implement(contract.updateIncidentTask, (ctx, { params, body }) =>
    actions.updateTask(ctx, params.id, params.taskId, body),
  ),
  implement(contract.deleteIncidentTask, (ctx, { params }) => actions.deleteTask(ctx, params.id, params.taskId)),
];

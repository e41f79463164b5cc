import * as contract from '../../../contract/program/practice-changes.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const practiceHandlers: Handler[] = [
  implement(contract.listPracticeChanges, (ctx, { query }) => actions.listPracticeChanges(ctx, query)),
  implement(contract.getPracticeChange, (ctx, { params }) => actions.getPracticeChange(ctx, params.id)),
  implement(contract.addPracticeChange, (ctx, { body }) => actions.addPracticeChange(ctx, body)),
  implement(contract.updatePracticeChange, (ctx, { params, body, ifMatch }) =>
    actions.updatePracticeChange(ctx, params.id, body, ifMatch),
  ),
  implement(contract.removePracticeChange, (ctx, { params }) => actions.removePracticeChange(ctx, params.id)),
  implement(contract.restorePracticeChange, (ctx, { params }) => actions.restorePracticeChange(ctx, params.id)),
];

import * as contract from '../../../contract/program/assessments.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const assessmentHandlers: Handler[] = [
  implement(contract.getMaturityModel, async () => actions.maturityModel),
  implement(contract.listAssessments, (ctx, { query }) => actions.listAssessments(ctx, query)),
  implement(contract.startAssessment, (ctx) => actions.startAssessment(ctx)),
  implement(contract.getAssessment, (ctx, { params }) => actions.getAssessment(ctx, params.id)),
  implement(contract.rateAssessment, (ctx, { params, body, ifMatch }) =>
    actions.rate(ctx, params.id, params.questionId, body, ifMatch),
  ),
  implement(contract.noteAssessment, (ctx, { params, body, ifMatch }) =>
    actions.note(ctx, params.id, body.notes, ifMatch),
  ),
  implement(contract.completeAssessment, (ctx, { params }) => actions.completeAssessment(ctx, params.id)),
  implement(contract.deleteAssessment, (ctx, { params }) => actions.deleteAssessment(ctx, params.id)),
];

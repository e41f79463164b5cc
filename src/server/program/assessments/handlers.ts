import * as questionContract from '../../../contract/program/assessment-questions.ts';
import * as contract from '../../../contract/program/assessments.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as questions from './questions.ts';

export const assessmentHandlers: Handler[] = [
  implement(contract.getMaturityModel, async () => actions.maturityModel),
  implement(contract.listAssessments, (ctx, { query }) => actions.listAssessments(ctx, query)),
  implement(contract.readMaturityLadder, (ctx, { query }) => actions.readLadder(ctx, query.teamId ?? null)),
  implement(contract.startAssessment, (ctx, { body }) => actions.startAssessment(ctx, body.teamId)),
  implement(contract.getAssessment, (ctx, { params }) => actions.getAssessment(ctx, params.id)),
  implement(contract.rateAssessment, (ctx, { params, body, ifMatch }) =>
    actions.rate(ctx, params.id, params.questionId, body, ifMatch),
  ),
  implement(contract.voteInAssessment, (ctx, { params, body }) =>
    actions.vote(ctx, params.id, params.questionId, body),
  ),
  implement(contract.revealVotes, (ctx, { params, body }) => actions.revealVotes(ctx, params.id, body.questionId)),
  implement(contract.setSessionQuestion, (ctx, { params, body }) =>
    actions.setSessionQuestion(ctx, params.id, body.questionId),
  ),
  implement(questionContract.listAssessmentQuestions, (ctx) => questions.listQuestions(ctx)),
  implement(questionContract.createAssessmentQuestion, (ctx, { body }) => questions.createQuestion(ctx, body)),
  implement(questionContract.updateAssessmentQuestion, (ctx, { params, body, ifMatch }) =>
    questions.updateQuestion(ctx, params.id, body, ifMatch),
  ),
  implement(questionContract.archiveAssessmentQuestion, (ctx, { params }) =>
    questions.archiveQuestion(ctx, params.id, true),
  ),
  implement(questionContract.restoreAssessmentQuestion, (ctx, { params }) =>
    questions.archiveQuestion(ctx, params.id, false),
  ),
  implement(contract.noteAssessment, (ctx, { params, body, ifMatch }) =>
    actions.note(ctx, params.id, body.notes, ifMatch),
  ),
  implement(contract.completeAssessment, (ctx, { params }) => actions.completeAssessment(ctx, params.id)),
  implement(contract.deleteAssessment, (ctx, { params }) => actions.deleteAssessment(ctx, params.id)),
];

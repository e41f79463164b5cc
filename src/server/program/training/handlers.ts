import * as contract from '../../../contract/program/training.ts';
import { requirePerson } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { listAttempts } from './store.ts';

export const trainingHandlers: Handler[] = [
  implement(contract.listCourses, (ctx) => actions.listCourses(ctx)),
  implement(contract.readQuiz, async (_ctx, { params }) => actions.readQuiz(params.key)),
  implement(contract.takeQuiz, (ctx, { params, body }) => actions.takeQuiz(ctx, params.key, body.answers)),
  implement(contract.listMyAttempts, (ctx, { query }) =>
    listAttempts(ctx.db, requirePerson(ctx), query.limit, query.cursor),
  ),
  implement(contract.listCertified, (ctx, { query }) => actions.listCertified(ctx, query)),
  implement(contract.verifyCertificate, (ctx, { params }) => actions.verifyCertificate(ctx, params.code)),
];

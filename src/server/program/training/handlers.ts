import * as contract from '../../../contract/program/training.ts';
import { requirePerson } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { type CertificateOptions, certificateHandlers } from './certificate-handlers.ts';
import { getCourse, listCourses } from './courses.ts';
import { answerRefresher, readRefresher } from './refresher.ts';
import { listAttempts } from './store.ts';

export const trainingHandlers = (options: CertificateOptions): Handler[] => [
  implement(contract.listCourses, (ctx) => listCourses(ctx)),
  implement(contract.getCourse, (ctx, { params }) => getCourse(ctx, params.key)),
  implement(contract.readQuiz, (ctx, { params }) => actions.readQuiz(ctx, params.key)),
  implement(contract.takeQuiz, (ctx, { params, body }) => actions.takeQuiz(ctx, params.key, body)),
  implement(contract.listMyAttempts, (ctx, { query }) =>
    listAttempts(ctx.db, requirePerson(ctx), query.limit, query.cursor),
  ),
  implement(contract.readRefresher, (ctx) => readRefresher(ctx)),
  implement(contract.answerRefresher, (ctx, { body }) => answerRefresher(ctx, body)),
  implement(contract.listCertified, (ctx, { query }) => actions.listCertified(ctx, query)),
  ...certificateHandlers(options),
];

import * as contract from '../../../../contract/respond/schedules/covers.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import * as covers from './covers.ts';
import { listRequests } from './covers-store.ts';

export const coverHandlers: Handler[] = [
  implement(contract.listCoverRequests, (ctx, { query }) => listRequests(ctx.db, query)),
  implement(contract.getCoverRequest, (ctx, { params }) => covers.getCoverRequest(ctx, params.id)),
  implement(contract.requestCover, (ctx, { body }) => covers.requestCover(ctx, body)),
  implement(contract.acceptCover, (ctx, { params }) => covers.acceptCover(ctx, params.id)),
  implement(contract.declineCover, (ctx, { params }) => covers.declineCover(ctx, params.id)),
  implement(contract.withdrawCover, (ctx, { params }) => covers.withdrawCover(ctx, params.id)),
];

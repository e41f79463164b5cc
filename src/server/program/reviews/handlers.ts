import * as contract from '../../../contract/program/reviews.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const reviewHandlers: Handler[] = [
  implement(contract.listReviews, (ctx, { query }) => actions.listReviews(ctx, query)),
  implement(contract.createReview, (ctx, { body }) => actions.createReview(ctx, body)),
  implement(contract.getReview, (ctx, { params }) => actions.getReview(ctx, params.id)),
  implement(contract.updateReview, (ctx, { params, body, ifMatch }) =>
    actions.updateReview(ctx, params.id, body, ifMatch),
  ),
  implement(contract.recomposeReview, (ctx, { params }) => actions.recomposeReview(ctx, params.id)),
  implement(contract.holdReview, (ctx, { params }) => actions.holdReview(ctx, params.id)),
  implement(contract.sendReviewMinutes, (ctx, { params }) => actions.sendMinutes(ctx, params.id)),
  implement(contract.deleteReview, (ctx, { params }) => actions.deleteReview(ctx, params.id)),
];

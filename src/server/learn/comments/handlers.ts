import * as contract from '../../../contract/learn/postmortem-comments.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { joinPostmortem } from './presence.ts';

export const commentHandlers: Handler[] = [
  implement(contract.listPostmortemComments, (ctx, { params }) => actions.listThreads(ctx, params.id)),
  implement(contract.addPostmortemComment, (ctx, { params, body }) => actions.addComment(ctx, params.id, body)),
  implement(contract.editPostmortemComment, (ctx, { params, body }) =>
    actions.editComment(ctx, params.id, params.commentId, body.text),
  ),
  implement(contract.resolvePostmortemComment, (ctx, { params, body }) =>
    actions.resolveThread(ctx, params.id, params.commentId, body.isResolved),
  ),
  implement(contract.joinPostmortem, (ctx, { params, body }) => joinPostmortem(ctx, params.id, body.section)),
];

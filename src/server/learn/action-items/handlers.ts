import * as contract from '../../../contract/learn/action-items.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { createActionItem, getActionItem, updateActionItem } from './actions.ts';
import { listActionItems } from './store.ts';

export const actionItemHandlers: Handler[] = [
  implement(contract.listActionItems, (ctx, { query: { limit, cursor, ...filter } }) =>
    listActionItems(ctx.db, filter, limit, cursor),
  ),
  implement(contract.getActionItem, (ctx, { params }) => getActionItem(ctx, params.id)),
  implement(contract.createActionItem, (ctx, { body }) => createActionItem(ctx, body)),
  implement(contract.updateActionItem, (ctx, { params, body, ifMatch }) =>
    updateActionItem(ctx, params.id, body, ifMatch),
  ),
];

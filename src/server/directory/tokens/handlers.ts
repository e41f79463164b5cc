import * as contract from '../../../contract/directory/tokens.ts';
import { requirePerson } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { getPerson } from '../people/actions.ts';
import * as actions from './actions.ts';
import { listTokens } from './store.ts';

export const tokenHandlers: Handler[] = [
  implement(contract.listMyTokens, async (ctx) => ({ items: await listTokens(ctx.db, requirePerson(ctx)) })),
  implement(contract.createMyToken, (ctx, { body }) => actions.createToken(ctx, body)),
  implement(contract.revokeMyToken, (ctx, { params }) => actions.revokeToken(ctx, requirePerson(ctx), params.id)),
  implement(contract.listTokensOf, async (ctx, { params }) => {
    await getPerson(ctx, params.id);
    return { items: await listTokens(ctx.db, params.id) };
  }),
  implement(contract.revokeTokenOf, (ctx, { params }) => actions.revokeToken(ctx, params.id, params.tokenId)),
];

import * as contract from '../../../contract/respond/protocols.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const protocolHandlers: Handler[] = [
  implement(contract.listProtocols, async (ctx) => ({ items: await actions.listProtocols(ctx.db) })),
  implement(contract.createProtocol, (ctx, { body: { key, ...own } }) => actions.createProtocol(ctx, key, own)),
  implement(contract.updateProtocol, (ctx, { params, body, ifMatch }) =>
    actions.updateProtocol(ctx, params.key, body, ifMatch),
  ),
  implement(contract.resetProtocol, (ctx, { params }) => actions.resetProtocol(ctx, params.key)),
  implement(contract.archiveProtocol, (ctx, { params }) => actions.archiveProtocol(ctx, params.key, true)),
  implement(contract.restoreProtocol, (ctx, { params }) => actions.archiveProtocol(ctx, params.key, false)),
];

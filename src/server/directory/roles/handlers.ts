import * as contract from '../../../contract/directory/roles.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { listRoles } from './store.ts';

export const roleHandlers: Handler[] = [
  implement(contract.listRoles, async (ctx) => ({ items: await listRoles(ctx.db) })),
  implement(contract.getRole, (ctx, { params }) => actions.getRole(ctx, params.id)),
  implement(contract.createRole, (ctx, { body }) => actions.createRole(ctx, body)),
  implement(contract.updateRole, (ctx, { params, body, ifMatch }) => actions.updateRole(ctx, params.id, body, ifMatch)),
  implement(contract.deleteRole, (ctx, { params, query }) => actions.deleteRole(ctx, params.id, query.instead)),
  implement(contract.readRolesOf, (ctx, { params }) => actions.readRolesOf(ctx, params.id)),
  implement(contract.giveRole, (ctx, { params, body }) => actions.giveRole(ctx, params.id, body)),
  implement(contract.takeRole, (ctx, { params }) => actions.takeRole(ctx, params.id, params.grantId)),
];

import * as contract from '../../../../contract/respond/schedules/user-groups.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const userGroupHandlers: Handler[] = [
  implement(contract.listUserGroups, (ctx, { params }) => actions.listUserGroups(ctx, params.id)),
  implement(contract.addUserGroup, (ctx, { params, body }) => actions.addUserGroup(ctx, params.id, body)),
  implement(contract.removeUserGroup, (ctx, { params }) => actions.removeUserGroup(ctx, params.id, params.userGroupId)),
];

import * as contract from '../../../../contract/respond/incidents/roles.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { roomAfter } from '../room/after-change.ts';
import * as actions from './actions.ts';

export const roleHandlers: Handler[] = [
  implement(contract.takeIncidentRole, (ctx, { params, body }) =>
    roomAfter(actions.takeRole(ctx, params.id, body), ctx, params.id),
  ),
  implement(contract.renounceIncidentRole, (ctx, { params }) =>
    roomAfter(actions.renounceRole(ctx, params.id, params.role, params.personId), ctx, params.id),
  ),
  implement(contract.offerIncidentRole, (ctx, { params, body }) =>
    roomAfter(actions.offerRole(ctx, params.id, params.role, body.personId), ctx, params.id),
  ),
  implement(contract.withdrawIncidentRoleOffer, (ctx, { params }) =>
    roomAfter(actions.withdrawOffer(ctx, params.id, params.role), ctx, params.id),
  ),
  implement(contract.acceptIncidentRole, (ctx, { params }) =>
    roomAfter(actions.acceptRole(ctx, params.id, params.role), ctx, params.id),
  ),
];

import * as contract from '../../../../contract/respond/incidents/roles.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import { roomAfter } from '../room/after-change.ts';
import * as actions from './actions.ts';
import { acceptRoleCertified, takeRoleCertified } from './certified.ts';

/** Taking and accepting command may ask for a certificate. */
export function roleHandlers(check: CertificateCheck): Handler[] {
  return [
    implement(contract.takeIncidentRole, (ctx, { params, query, body }) =>
      roomAfter(takeRoleCertified(ctx, check, params.id, body, query.waiverReason), ctx, params.id),
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
    implement(contract.acceptIncidentRole, (ctx, { params, query }) =>
      roomAfter(acceptRoleCertified(ctx, check, params.id, params.role, query.waiverReason), ctx, params.id),
    ),
  ];
}

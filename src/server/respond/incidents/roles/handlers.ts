import * as contract from '../../../../contract/respond/incidents/roles.ts';
import { personIdOf } from '../../../platform/auth/actor.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import type { Practice } from '../../practice.ts';
import { roomAfter } from '../room/after-change.ts';
import * as actions from './actions.ts';
import { acceptRoleCertified, takeRoleCertified } from './certified.ts';
import { unlessObserving } from './observers.ts';

/** Taking and accepting command may ask for a certificate; observers of a drill get no role. */
export function roleHandlers(check: CertificateCheck, practice: Practice): Handler[] {
  return [
    implement(contract.takeIncidentRole, (ctx, { params, query, body }) => {
      const taker = { id: params.id, personId: body.personId ?? personIdOf(ctx.actor) };
      const taken = unlessObserving(ctx, practice, taker, (within) =>
        takeRoleCertified(within, check, params.id, body, query.waiverReason),
      );
      return roomAfter(taken, ctx, params.id);
    }),
    implement(contract.renounceIncidentRole, (ctx, { params }) =>
      roomAfter(actions.renounceRole(ctx, params.id, params.role, params.personId), ctx, params.id),
    ),
    implement(contract.offerIncidentRole, (ctx, { params, body }) => {
      const taker = { id: params.id, personId: body.personId };
      const offered = unlessObserving(ctx, practice, taker, (within) =>
        actions.offerRole(within, params.id, params.role, body.personId),
      );
      return roomAfter(offered, ctx, params.id);
    }),
    implement(contract.withdrawIncidentRoleOffer, (ctx, { params }) =>
      roomAfter(actions.withdrawOffer(ctx, params.id, params.role), ctx, params.id),
    ),
    implement(contract.acceptIncidentRole, (ctx, { params, query }) => {
      const taker = { id: params.id, personId: personIdOf(ctx.actor) };
      const accepted = unlessObserving(ctx, practice, taker, (within) =>
        acceptRoleCertified(within, check, params.id, params.role, query.waiverReason),
      );
      return roomAfter(accepted, ctx, params.id);
    }),
  ];
}

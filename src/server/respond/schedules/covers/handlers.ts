import * as contract from '../../../../contract/respond/schedules/covers.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import { acceptCertified } from './accept-certified.ts';
import * as covers from './covers.ts';
import { listRequests } from './covers-store.ts';

/** Taking a shift may ask for a certificate. */
export function coverHandlers(check: CertificateCheck): Handler[] {
  return [
    implement(contract.listCoverRequests, (ctx, { query }) => listRequests(ctx.db, query)),
    implement(contract.getCoverRequest, (ctx, { params }) => covers.getCoverRequest(ctx, params.id)),
    implement(contract.requestCover, (ctx, { body }) => covers.requestCover(ctx, body)),
    implement(contract.acceptCover, (ctx, { params, query }) =>
      acceptCertified(ctx, check, params.id, query.waiverReason),
    ),
    implement(contract.declineCover, (ctx, { params }) => covers.declineCover(ctx, params.id)),
    implement(contract.withdrawCover, (ctx, { params }) => covers.withdrawCover(ctx, params.id)),
  ];
}

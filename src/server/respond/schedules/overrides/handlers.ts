import * as contract from '../../../../contract/respond/schedules/overrides.ts';
import { requirePerson } from '../../../platform/context.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import { getSchedule } from '../actions.ts';
import { putOnCall } from '../certified.ts';
import * as overrides from './overrides.ts';
import { listComing, loadOverride } from './overrides-store.ts';
import { swapShifts } from './swap.ts';

/** Putting people on call may ask for a certificate. */
export function overrideHandlers(check: CertificateCheck): Handler[] {
  return [
    implement(contract.listOverrides, async (ctx, { params, query }) => {
      await getSchedule(ctx, params.id);
      return listComing(ctx.db, params.id, query);
    }),
    implement(contract.createOverride, (ctx, { params, query, body }) =>
      putOnCall(ctx, check, params.id, [body.personId], query.waiverReason, (within) =>
        overrides.createOverride(within, params.id, body),
      ),
    ),
    implement(contract.updateOverride, async (ctx, { params: { id, overrideId }, query, body, ifMatch }) => {
      const before = await loadOverride(ctx.db, id, overrideId);
      const joining = body.personId === undefined || body.personId === before?.personId ? [] : [body.personId];
      return putOnCall(ctx, check, id, joining, query.waiverReason, (within) =>
        overrides.updateOverride(within, id, overrideId, body, ifMatch),
      );
    }),
    implement(contract.takeOver, (ctx, { params, query, body }) =>
      putOnCall(ctx, check, params.id, [requirePerson(ctx)], query.waiverReason, (within) =>
        overrides.takeOver(within, params.id, body),
      ),
    ),
    implement(contract.swapShifts, (ctx, { params, query, body }) =>
      putOnCall(ctx, check, params.id, [body.first.personId, body.second.personId], query.waiverReason, (within) =>
        swapShifts(within, params.id, body),
      ),
    ),
    implement(contract.deleteOverride, (ctx, { params }) =>
      overrides.deleteOverride(ctx, params.id, params.overrideId),
    ),
  ];
}

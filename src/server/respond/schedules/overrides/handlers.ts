import * as contract from '../../../../contract/respond/schedules/overrides.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { getSchedule } from '../actions.ts';
import * as overrides from './overrides.ts';
import { listComing } from './overrides-store.ts';
import { swapShifts } from './swap.ts';

export const overrideHandlers: Handler[] = [
  implement(contract.listOverrides, async (ctx, { params, query }) => {
    await getSchedule(ctx, params.id);
    return listComing(ctx.db, params.id, query);
  }),
  implement(contract.createOverride, (ctx, { params, body }) => overrides.createOverride(ctx, params.id, body)),
  implement(contract.updateOverride, (ctx, { params, body, ifMatch }) =>
    overrides.updateOverride(ctx, params.id, params.overrideId, body, ifMatch),
  ),
  implement(contract.takeOver, (ctx, { params, body }) => overrides.takeOver(ctx, params.id, body)),
  implement(contract.swapShifts, (ctx, { params, body }) => swapShifts(ctx, params.id, body)),
  implement(contract.deleteOverride, (ctx, { params }) => overrides.deleteOverride(ctx, params.id, params.overrideId)),
];

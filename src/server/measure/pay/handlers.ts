import * as contract from '../../../contract/measure/pay.ts';
import { asFile } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const payHandlers: Handler[] = [
  implement(contract.readPaySheet, (ctx, { query }) => actions.readPaySheet(ctx, query)),
  implement(contract.exportPaySheet, (ctx, { query, reply }) => {
    asFile(reply, `on-call-pay-${query.month}.csv`);
    return actions.paySheetCsv(ctx, query);
  }),
  implement(contract.getPayRates, (ctx) => actions.loadPayRates(ctx.db)),
  implement(contract.updatePayRates, (ctx, { body, ifMatch }) => actions.updatePayRates(ctx, body, ifMatch)),
];

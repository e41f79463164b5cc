import * as contract from '../../../contract/detect/maintenance-windows.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readSilence } from '../silence/silence.ts';
import * as actions from './actions.ts';
import { listWindows } from './store.ts';

export const maintenanceHandlers: Handler[] = [
  implement(contract.listMaintenanceWindows, (ctx, { query }) => listWindows(ctx.db, query)),
  implement(contract.readSilence, (ctx) => readSilence(ctx.db)),
  implement(contract.getMaintenanceWindow, (ctx, { params }) => actions.getWindow(ctx, params.id)),
  implement(contract.createMaintenanceWindow, (ctx, { body }) => actions.createWindow(ctx, body)),
  implement(contract.updateMaintenanceWindow, (ctx, { params, body, ifMatch }) =>
    actions.updateWindow(ctx, params.id, body, ifMatch),
  ),
  implement(contract.cancelMaintenanceWindow, (ctx, { params }) => actions.cancelWindow(ctx, params.id)),
];

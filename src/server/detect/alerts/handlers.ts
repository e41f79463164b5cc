import * as contract from '../../../contract/detect/alerts.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const alertHandlers: Handler[] = [
  implement(contract.listAlerts, (ctx, { query }) => actions.listAlerts(ctx, query)),
  implement(contract.countAlerts, (ctx) => actions.countAlerts(ctx)),
  implement(contract.getAlert, (ctx, { params }) => actions.readAlertStory(ctx, params.id)),
  implement(contract.listAlertSignals, (ctx, { params }) => actions.listAlertSignals(ctx, params.id)),
];

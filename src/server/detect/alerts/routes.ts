import * as contract from '../../../contract/detect/alerts.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import * as actions from './actions.ts';

export const alertRoutes: Route[] = [
  implement(contract.listAlerts, (ctx, { query }) => actions.listAlerts(ctx, query)),
  implement(contract.countAlerts, (ctx) => actions.countAlerts(ctx)),
  implement(contract.getAlert, (ctx, { params }) => actions.readAlertStory(ctx, params.id)),
  implement(contract.listAlertSignals, (ctx, { params }) => actions.listAlertSignals(ctx, params.id)),
];

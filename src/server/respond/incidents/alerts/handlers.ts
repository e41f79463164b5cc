import { linkIncidentAlerts, unlinkIncidentAlert } from '../../../../contract/respond/incidents/changes.ts';
import { findIncidentOfAlert } from '../../../../contract/respond/incidents/incident.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { roomAfter } from '../room/after-change.ts';
import * as actions from './actions.ts';

export const linkedAlertHandlers: Handler[] = [
  implement(linkIncidentAlerts, (ctx, { params, body }) =>
    roomAfter(actions.linkAlerts(ctx, params.id, body.alertIds), ctx, params.id),
  ),
  implement(unlinkIncidentAlert, (ctx, { params }) =>
    roomAfter(actions.unlinkAlert(ctx, params.id, params.alertId), ctx, params.id),
  ),
  implement(findIncidentOfAlert, (ctx, { params }) => actions.findIncidentOfAlert(ctx, params.id)),
];

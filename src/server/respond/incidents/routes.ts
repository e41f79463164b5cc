import * as room from '../../../contract/incident-room.ts';
import * as contract from '../../../contract/incidents.ts';
import * as severityContract from '../../../contract/severities.ts';
import { implement, type Route } from '../../platform/http/route.ts';
import * as actions from './actions.ts';
import { pageIntoIncident } from './call-people.ts';
import { changeSeverity } from './change-severity.ts';
import { tickChecklist } from './checklist.ts';
import { correctInstant } from './correct-instant.ts';
import { declareIncident } from './declare.ts';
import * as links from './link-alerts.ts';
import { moveIncident } from './move.ts';
import { requireIncident } from './no-incident.ts';
import { joinIncident } from './presence.ts';
import * as roles from './roles.ts';
import { readRoom } from './room.ts';
import { loadMatrix, updateMatrix } from './severities.ts';
import { listIncidents } from './store.ts';
import * as tasks from './tasks.ts';
import * as timeline from './timeline.ts';
import { listTimeline } from './timeline-store.ts';
import { recordUpdate } from './updates.ts';
import { listUpdates } from './updates-store.ts';

/** `wake` starts the paging engine at once after a change that asks people. */
export function incidentRoutes(wake: () => void): Route[] {
  const woken = async <T>(change: Promise<T>) => {
    const result = await change;
    wake();
    return result;
  };
  return [
    implement(severityContract.getSeverities, (ctx) => loadMatrix(ctx.db)),
    implement(severityContract.updateSeverities, (ctx, { body, ifMatch }) => updateMatrix(ctx, body, ifMatch)),
    implement(contract.listIncidents, (ctx, { query: { limit, cursor, ...filter } }) =>
      listIncidents(ctx.db, filter, limit, cursor),
    ),
    implement(contract.declareIncident, (ctx, { body }) => woken(declareIncident(ctx, body))),
    implement(contract.getIncident, (ctx, { params }) => readRoom(ctx.db, params.id)),
    implement(contract.updateIncident, (ctx, { params, body, ifMatch }) =>
      actions.updateIncident(ctx, params.id, body, ifMatch),
    ),
    implement(contract.changeIncidentSeverity, (ctx, { params, body }) => woken(changeSeverity(ctx, params.id, body))),
    implement(contract.moveIncident, (ctx, { params, body }) => moveIncident(ctx, params.id, body)),
    implement(contract.correctIncidentInstant, (ctx, { params, body }) => correctInstant(ctx, params.id, body)),
    implement(contract.setIncidentServices, (ctx, { params, body }) =>
      woken(actions.setServices(ctx, params.id, body.serviceIds)),
    ),
    implement(contract.linkIncidentAlerts, (ctx, { params, body }) => links.linkAlerts(ctx, params.id, body.alertIds)),
    implement(contract.unlinkIncidentAlert, (ctx, { params }) => links.unlinkAlert(ctx, params.id, params.alertId)),
    implement(contract.findIncidentOfAlert, (ctx, { params }) => links.findIncidentOfAlert(ctx, params.id)),
    ...roomRoutes(woken),
  ];
}

function roomRoutes(woken: <T>(change: Promise<T>) => Promise<T>): Route[] {
  return [
    implement(room.takeIncidentRole, (ctx, { params, body }) => roles.takeRole(ctx, params.id, body)),
    implement(room.renounceIncidentRole, (ctx, { params }) =>
      roles.renounceRole(ctx, params.id, params.role, params.personId),
    ),
    implement(room.offerIncidentRole, (ctx, { params, body }) =>
      roles.offerRole(ctx, params.id, params.role, body.personId),
    ),
    implement(room.withdrawIncidentRoleOffer, (ctx, { params }) => roles.withdrawOffer(ctx, params.id, params.role)),
    implement(room.acceptIncidentRole, (ctx, { params }) => roles.acceptRole(ctx, params.id, params.role)),
    implement(room.addIncidentTask, (ctx, { params, body }) => tasks.addTask(ctx, params.id, body)),
    implement(room.updateIncidentTask, (ctx, { params, body }) =>
      tasks.updateTask(ctx, params.id, params.taskId, body),
    ),
    implement(room.deleteIncidentTask, (ctx, { params }) => tasks.deleteTask(ctx, params.id, params.taskId)),
    implement(room.tickIncidentChecklist, (ctx, { params }) => tickChecklist(ctx, params.id, params.itemId, true)),
    implement(room.untickIncidentChecklist, (ctx, { params }) => tickChecklist(ctx, params.id, params.itemId, false)),
    implement(room.listIncidentTimeline, async (ctx, { params, query: { limit, cursor, ...shown } }) => {
      await requireIncident(ctx, params.id);
      return listTimeline(ctx.db, params.id, shown, limit, cursor);
    }),
    implement(room.addIncidentNote, (ctx, { params, body }) => timeline.addNote(ctx, params.id, body)),
    implement(room.editIncidentTimeline, (ctx, { params, body }) =>
      timeline.editTimeline(ctx, params.id, params.eventId, body),
    ),
    implement(room.listIncidentUpdates, async (ctx, { params, query }) => {
      await requireIncident(ctx, params.id);
      return listUpdates(ctx.db, params.id, query.audience, query.limit, query.cursor);
    }),
    implement(room.postIncidentUpdate, (ctx, { params, body }) => recordUpdate(ctx, params.id, body)),
    implement(room.pageIntoIncident, (ctx, { params, body }) => woken(pageIntoIncident(ctx, params.id, body))),
    implement(room.joinIncident, (ctx, { params }) => joinIncident(ctx, params.id)),
  ];
}

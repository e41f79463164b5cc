import * as room from '../../../../contract/respond/incident-room.ts';
import * as contract from '../../../../contract/respond/incidents.ts';
import * as severityContract from '../../../../contract/respond/severities.ts';
import type { Context } from '../../../platform/context.ts';
import { exportPageRows, streamCsv } from '../../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { loadMatrix, updateMatrix } from '../../severities/actions.ts';
import * as links from '../alerts/actions.ts';
import { tickChecklist } from '../checklist/actions.ts';
import * as roles from '../roles/actions.ts';
import { readRoom } from '../room/actions.ts';
import { joinIncident } from '../room/presence.ts';
import * as tasks from '../tasks/actions.ts';
import * as timeline from '../timeline/actions.ts';
import { listTimeline } from '../timeline/store.ts';
import { recordUpdate } from '../updates/actions.ts';
import { listUpdates } from '../updates/store.ts';
import * as actions from './actions.ts';
import { pageIntoIncident } from './call-people.ts';
import { changeSeverity } from './change-severity.ts';
import { correctInstant } from './correct-instant.ts';
import { declareIncident } from './declare.ts';
import { csvHeader, csvLineOf } from './export-line.ts';
import { moveIncident } from './move.ts';
import { requireIncident } from './record.ts';
import { countIncidents, listIncidents } from './store.ts';

/** `wake` starts the paging engine at once after a change that asks people. */
export function incidentHandlers(wake: () => void): Handler[] {
  const woken = async <T>(change: Promise<T>) => {
    const result = await change;
    wake();
    return result;
  };
  return [
    implement(severityContract.getSeverities, (ctx) => loadMatrix(ctx.db)),
    implement(severityContract.updateSeverities, (ctx, { body, ifMatch }) => updateMatrix(ctx, body, ifMatch)),
    implement(contract.listIncidents, (ctx, { query: { limit, cursor, sort, ...filter } }) =>
      listIncidents(ctx.db, filter, sort, limit, cursor),
    ),
    implement(contract.countMatchingIncidents, (ctx, { query }) => countIncidents(ctx.db, query)),
    implement(contract.exportIncidents, (ctx, { query: { sort, ...filter }, ...io }) =>
      streamCsv(io, {
        name: 'incidents.csv',
        header: csvHeader,
        lineOf: csvLineOf,
        read: (cursor) => listIncidents(ctx.db, filter, sort, exportPageRows, cursor),
      }),
    ),
    implement(contract.declareIncident, async (ctx, { body }) =>
      readRoom(ctx.db, await woken(declareIncident(ctx, body))),
    ),
    implement(contract.getIncident, (ctx, { params }) => readRoom(ctx.db, params.id)),
    implement(contract.updateIncident, (ctx, { params, body, ifMatch }) =>
      roomAfter(woken(actions.updateIncident(ctx, params.id, body, ifMatch)), ctx, params.id),
    ),
    implement(contract.changeIncidentSeverity, (ctx, { params, body }) =>
      roomAfter(woken(changeSeverity(ctx, params.id, body)), ctx, params.id),
    ),
    implement(contract.moveIncident, (ctx, { params, body }) =>
      roomAfter(moveIncident(ctx, params.id, body), ctx, params.id),
    ),
    implement(contract.correctIncidentInstant, (ctx, { params, body }) =>
      roomAfter(correctInstant(ctx, params.id, body), ctx, params.id),
    ),
    implement(contract.setIncidentServices, (ctx, { params, body, ifMatch }) =>
      roomAfter(woken(actions.setServices(ctx, params.id, body.serviceIds, ifMatch)), ctx, params.id),
    ),
    implement(contract.linkIncidentAlerts, (ctx, { params, body }) =>
      roomAfter(links.linkAlerts(ctx, params.id, body.alertIds), ctx, params.id),
    ),
    implement(contract.unlinkIncidentAlert, (ctx, { params }) =>
      roomAfter(links.unlinkAlert(ctx, params.id, params.alertId), ctx, params.id),
    ),
    implement(contract.findIncidentOfAlert, (ctx, { params }) => links.findIncidentOfAlert(ctx, params.id)),
    ...roomHandlers(woken),
  ];
}

/** Changes answer with the room as it is then. */
async function roomAfter(change: Promise<void>, ctx: Context, id: number) {
  await change;
  return readRoom(ctx.db, id);
}

function roomHandlers(woken: <T>(change: Promise<T>) => Promise<T>): Handler[] {
  return [
    implement(room.takeIncidentRole, (ctx, { params, body }) =>
      roomAfter(roles.takeRole(ctx, params.id, body), ctx, params.id),
    ),
    implement(room.renounceIncidentRole, (ctx, { params }) =>
      roomAfter(roles.renounceRole(ctx, params.id, params.role, params.personId), ctx, params.id),
    ),
    implement(room.offerIncidentRole, (ctx, { params, body }) =>
      roomAfter(roles.offerRole(ctx, params.id, params.role, body.personId), ctx, params.id),
    ),
    implement(room.withdrawIncidentRoleOffer, (ctx, { params }) =>
      roomAfter(roles.withdrawOffer(ctx, params.id, params.role), ctx, params.id),
    ),
    implement(room.acceptIncidentRole, (ctx, { params }) =>
      roomAfter(roles.acceptRole(ctx, params.id, params.role), ctx, params.id),
    ),
    implement(room.addIncidentTask, (ctx, { params, body }) => tasks.addTask(ctx, params.id, body)),
    implement(room.updateIncidentTask, (ctx, { params, body }) =>
      tasks.updateTask(ctx, params.id, params.taskId, body),
    ),
    implement(room.deleteIncidentTask, (ctx, { params }) => tasks.deleteTask(ctx, params.id, params.taskId)),
    implement(room.tickIncidentChecklist, (ctx, { params }) =>
      roomAfter(tickChecklist(ctx, params.id, params.itemId, true), ctx, params.id),
    ),
    implement(room.untickIncidentChecklist, (ctx, { params }) =>
      roomAfter(tickChecklist(ctx, params.id, params.itemId, false), ctx, params.id),
    ),
    implement(room.listIncidentTimeline, async (ctx, { params, query: { limit, cursor, ...shown } }) => {
      await requireIncident(ctx.db, params.id);
      return listTimeline(ctx.db, params.id, shown, limit, cursor);
    }),
    implement(room.getIncidentTimelineEvent, (ctx, { params }) =>
      timeline.readTimelineEvent(ctx.db, params.id, params.eventId),
    ),
    implement(room.addIncidentNote, (ctx, { params, body }) => timeline.addNote(ctx, params.id, body)),
    implement(room.editIncidentTimeline, (ctx, { params, body, ifMatch }) =>
      timeline.editTimeline(ctx, params.id, params.eventId, body, ifMatch),
    ),
    implement(room.listIncidentUpdates, async (ctx, { params, query }) => {
      await requireIncident(ctx.db, params.id);
      return listUpdates(ctx.db, params.id, query.audience, query.limit, query.cursor);
    }),
    implement(room.postIncidentUpdate, (ctx, { params, body }) => recordUpdate(ctx, params.id, body)),
    implement(room.pageIntoIncident, (ctx, { params, body }) => woken(pageIntoIncident(ctx, params.id, body))),
    implement(room.joinIncident, (ctx, { params }) => joinIncident(ctx, params.id)),
  ];
}

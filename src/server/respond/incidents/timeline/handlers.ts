import * as contract from '../../../../contract/respond/incidents/timeline.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import { requireIncident } from '../incident/record.ts';
import * as actions from './actions.ts';
import { listTimeline } from './store.ts';

export const timelineHandlers: Handler[] = [
  implement(contract.listIncidentTimeline, async (ctx, { params, query: { limit, cursor, ...shown } }) => {
    await requireIncident(ctx.db, params.id);
    return listTimeline(ctx.db, params.id, shown, limit, cursor);
  }),
  implement(contract.getIncidentTimelineEvent, (ctx, { params }) =>
    actions.readTimelineEvent(ctx.db, params.id, params.eventId),
  ),
  implement(contract.addIncidentNote, (ctx, { params, body }) => actions.addNote(ctx, params.id, body)),
  implement(contract.editIncidentTimeline, (ctx, { params, body, ifMatch }) =>
    actions.editTimeline(ctx, params.id, params.eventId, body, ifMatch),
  ),
];

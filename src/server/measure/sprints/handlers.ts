import { getSprintCalendar, updateSprintCalendar } from '../../../contract/measure/measures.ts';
import * as contract from '../../../contract/measure/sprint-calendars.ts';
import { asFile } from '../../platform/http/csv-stream.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as first from './first-calendar.ts';

export const sprintHandlers: Handler[] = [
  implement(getSprintCalendar, (ctx) => first.loadSprintCalendar(ctx.db)),
  implement(updateSprintCalendar, (ctx, { body, ifMatch }) => first.updateSprintCalendar(ctx, body, ifMatch)),
  implement(contract.listSprintCalendars, (ctx) => actions.listSprintCalendars(ctx)),
  implement(contract.previewSprintCalendar, (ctx, { body }) => actions.previewSprintCalendar(ctx, body)),
  implement(contract.createSprintCalendar, (ctx, { body }) => actions.createSprintCalendar(ctx, body)),
  implement(contract.removeSprintCalendar, (ctx, { params }) => actions.removeSprintCalendar(ctx, params.id)),
  implement(contract.restoreSprintCalendar, (ctx, { params }) => actions.restoreSprintCalendar(ctx, params.id)),
  implement(contract.exportSprintCalendar, (ctx, { params, reply }) => {
    asFile(reply, `sprints-${params.id}.csv`);
    return actions.exportSprintCalendar(ctx, params.id);
  }),
];
